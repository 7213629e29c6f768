import type { ReactElement } from 'react';
import { BLANK_RECIPIENT, type RecipientDraft } from '#web/member/member-form.ts';
import { ChoiceAsk, Part, Press, TextAsk } from '#web/member/parts.tsx';
import { MEMBER } from '#web/member/texts.ts';

const { figures } = MEMBER;
const KINSHIPS = Object.entries(figures.kinships) as [RecipientDraft['kinship'], string][];

interface RecipientsProps {
  readonly recipients: readonly RecipientDraft[];
  readonly onChange: (recipients: readonly RecipientDraft[]) => void;
}

/** To whom a death benefit goes, and in which shares. */
export function RecipientsPart({ recipients, onChange }: RecipientsProps): ReactElement {
  const set = (at: number, parts: Partial<RecipientDraft>): void =>
    onChange(recipients.map((each, index) => (index === at ? { ...each, ...parts } : each)));
  return (
    <Part title={figures.recipients} hint={figures.recipientsHint}>
      {recipients.map((recipient, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place, and its fields are controlled
        <fieldset key={at} className="tz-part">
          <legend>{figures.recipient(at + 1)}</legend>
          <TextAsk
            path={`recipients[${at}].name`}
            ask={[MEMBER.signIn.name, undefined]}
            value={recipient.name}
            onChange={(name) => set(at, { name })}
          />
          <TextAsk
            path={`recipients[${at}].residentId`}
            ask={[MEMBER.signIn.residentId, undefined]}
            value={recipient.residentId}
            onChange={(residentId) => set(at, { residentId })}
          />
          <ChoiceAsk
            path={`recipients[${at}].kinship`}
            ask={[figures.kinship, undefined]}
            choices={KINSHIPS}
            value={recipient.kinship}
            onChange={(kinship) => set(at, { kinship })}
          />
          <TextAsk
            path={`recipients[${at}].percent`}
            ask={[figures.share, undefined]}
            inputMode="decimal"
            value={recipient.percent}
            onChange={(percent) => set(at, { percent })}
          />
        </fieldset>
      ))}
      <Press onPress={() => onChange([...recipients, BLANK_RECIPIENT])}>{figures.addRecipient}</Press>
    </Part>
  );
}
