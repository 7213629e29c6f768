import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { MySupplementAnswer, OpenedSupplementDraft } from '#contracts/claim-desk.ts';
import type { MyClaim } from '#contracts/member-claims.ts';
import { MATERIALS } from '#scheme/materials.ts';
import { ActKey } from '#web/app/api/idempotency-key.ts';
import { sendAct, useAct } from '#web/member/act.ts';
import { SendFiles } from '#web/member/claim/send-files.tsx';
import { SUPPLEMENT } from '#web/member/claim/supplement-texts.ts';
import { chineseDay } from '#web/member/moment.tsx';
import { Failure, Part, Press, TextAsk } from '#web/member/parts.tsx';
import { useAsked } from '#web/member/use-answer.ts';

interface SupplementPartProps {
  readonly claim: MyClaim;
  readonly onAnswered: () => void;
}

/** All that a claim lacks, told once, by when; a picture for each, and off it goes again. */
export function SupplementPart({ claim, onAnswered }: SupplementPartProps): ReactElement | null {
  const { answer, failure } = useAsked<MySupplementAnswer>(`/api/my/claims/${claim.claimId}/supplement`);
  const [text, setText] = useState('');
  const sending = useAct<unknown>();
  if (answer === undefined) return failure === undefined ? null : <Failure failure={failure} />;
  const { supplement, draftId } = answer;
  if (supplement === null) return null;
  const nameOf = (kind: string): string => MATERIALS[claim.benefit].find((each) => each.kind === kind)?.name ?? '';
  const send = async (): Promise<void> => {
    const path = `/api/claims/${claim.claimId}/supplement/answer`;
    if ((await sending.send({ method: 'POST', path, body: { text: text.trim() } })) !== undefined) onAnswered();
  };
  return (
    <Part title={SUPPLEMENT.title}>
      <p>{SUPPLEMENT.lead(chineseDay(supplement.dueOn))}</p>
      <ul className="tz-rows">
        {supplement.items.map(({ material, text: words }) => (
          <li key={material + words}>
            <p>
              <strong>{nameOf(material)}</strong> {words}
            </p>
            <AddPaper claimId={claim.claimId} draftId={draftId} material={material} name={nameOf(material)} />
          </li>
        ))}
      </ul>
      <TextAsk path="supplement" ask={[SUPPLEMENT.text, undefined]} lines={2} value={text} onChange={setText} />
      <Press isBusy={sending.isSending} onPress={() => void send()}>
        {SUPPLEMENT.send}
      </Press>
      <Failure failure={sending.failure} />
    </Part>
  );
}

interface AddPaperProps {
  readonly claimId: string;
  /** Where papers lie already; none of a claim that the insurer's data brought. */
  readonly draftId: string | null;
  readonly material: string;
  readonly name: string;
}

function AddPaper({ claimId, draftId, material, name }: AddPaperProps): ReactElement {
  const add = async (files: readonly File[], onSent: () => void): Promise<void> => {
    const open = { method: 'POST', path: `/api/claims/${claimId}/supplement/draft` } as const;
    const into = draftId ?? (await sendAct<Static<typeof OpenedSupplementDraft>>(open, new ActKey())).draftId;
    for (const file of files) {
      const path = `/api/claim-drafts/${into}/documents`;
      await sendAct({ method: 'POST', path, query: { material }, file }, new ActKey());
      onSent();
    }
  };
  return <SendFiles label={SUPPLEMENT.add(name)} sending={SUPPLEMENT.adding} sent={SUPPLEMENT.added} onFiles={add} />;
}
