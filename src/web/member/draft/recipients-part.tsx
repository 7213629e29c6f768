import type { ReactElement } from 'react';
import type { MyLinksAnswer } from '#contracts/member-requests.ts';
import { useForMember } from '#web/member/for-member.ts';
import { ChoiceAsk, Part, Press, TextAsk } from '#web/member/parts.tsx';
import { BLANK_RECIPIENT, type RecipientDraft } from '#web/member/relative/recipient.ts';
import { equalShares } from '#web/member/relative/recipient-faults.ts';
import { RELATIVE } from '#web/member/relative/relative-texts.ts';
import { MEMBER } from '#web/member/texts.ts';
import { useAsked } from '#web/member/use-answer.ts';

const { figures } = MEMBER;
const KINSHIPS = Object.entries(figures.kinships) as [RecipientDraft['kinship'], string][];
const MOST_RECIPIENTS = 20;

interface RecipientsProps {
  readonly recipients: readonly RecipientDraft[];
  readonly onChange: (recipients: readonly RecipientDraft[]) => void;
}

/** To whom a death benefit goes, in which shares and on which cards. */
export function RecipientsPart({ recipients, onChange }: RecipientsProps): ReactElement {
  const set = (at: number, parts: Partial<RecipientDraft>): void =>
    onChange(recipients.map((each, index) => (index === at ? { ...each, ...parts } : each)));
  return (
    <Part title={figures.recipients} hint={RELATIVE.recipientsLead}>
      <Myself recipients={recipients} onChange={onChange} />
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
          <TextAsk
            path={`recipients[${at}].cardNumber`}
            ask={[RELATIVE.cardNumber, undefined]}
            inputMode="numeric"
            value={recipient.cardNumber}
            onChange={(cardNumber) => set(at, { cardNumber })}
          />
          <TextAsk
            path={`recipients[${at}].bankName`}
            ask={[RELATIVE.bankName, undefined]}
            hint={MEMBER.card.bankHint}
            value={recipient.bankName}
            onChange={(bankName) => set(at, { bankName })}
          />
          {recipients.length === 1 ? null : (
            <Press
              label={`${RELATIVE.remove}：${figures.recipient(at + 1)}`}
              onPress={() => onChange(recipients.filter((_, index) => index !== at))}
            >
              {RELATIVE.remove}
            </Press>
          )}
        </fieldset>
      ))}
      {recipients.length < MOST_RECIPIENTS ? (
        <Press onPress={() => onChange([...recipients, BLANK_RECIPIENT])}>{figures.addRecipient}</Press>
      ) : null}
      {recipients.length > 1 ? <Press onPress={() => onChange(equalShares(recipients))}>{RELATIVE.equal}</Press> : null}
    </Part>
  );
}

/** Who claims as a relative is not made to type again what he said of himself. */
function Myself({ recipients, onChange }: RecipientsProps): ReactElement | null {
  const { memberId } = useForMember();
  const { answer } = useAsked<MyLinksAnswer>('/api/my/links');
  const own = answer?.items.find((link) => link.memberId === memberId)?.own;
  const [first] = recipients;
  if (own === undefined || first === undefined || first.name !== '' || first.residentId !== '') return null;
  const fill = (): void => {
    const percent = first.percent === '' && recipients.length === 1 ? '100' : first.percent;
    onChange([{ ...first, ...own, percent }, ...recipients.slice(1)]);
  };
  return <Press onPress={fill}>{RELATIVE.fillOwn(own.name)}</Press>;
}
