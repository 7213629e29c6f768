import type { ReactElement } from 'react';
import type { MyCover } from '#contracts/member-claims.ts';
import type { Benefit, ProgramId } from '#scheme/case.ts';
import { useAct } from '#web/member/act.ts';
import { Failure, Part, Press } from '#web/member/parts.tsx';
import { MEMBER } from '#web/member/texts.ts';
import { useAsked } from '#web/member/use-answer.ts';
import { formatAddress, goTo } from '#web/ui/hash-address.ts';

const CHOICES: readonly (readonly [Benefit, ProgramId])[] = [
  ['inpatient', 'henan-inpatient'],
  ['medical', 'national-accident'],
  ['disability', 'national-accident'],
];

/** Which benefit a member claims for himself; the choice begins a draft. */
export function ChoosePage(): ReactElement {
  const { answer: cover, failure, again } = useAsked<MyCover>('/api/my/cover');
  const opening = useAct<{ readonly draftId: string }>();
  const open = async (benefit: Benefit, program: ProgramId): Promise<void> => {
    const opened = await opening.send({ method: 'POST', path: '/api/claim-drafts', body: { program, benefit } });
    if (opened !== undefined) goTo(formatAddress(['draft', opened.draftId]), 'replace');
  };
  return (
    <>
      <h1>{MEMBER.choose.title}</h1>
      <Failure failure={failure ?? opening.failure} onAgain={again} />
      {CHOICES.filter(([, program]) => cover?.some((own) => own.program === program)).map(([benefit, program]) => (
        <Press key={benefit} isBusy={opening.isSending} onPress={() => void open(benefit, program)}>
          {MEMBER.benefits[benefit]}
        </Press>
      ))}
      <Part title={MEMBER.benefits.death}>
        <p className="tz-quiet">{MEMBER.choose.death}</p>
      </Part>
    </>
  );
}
