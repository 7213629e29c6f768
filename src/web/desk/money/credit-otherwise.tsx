import { Radio } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { WaitingCredit } from '#contracts/contributions.ts';
import type { ProposedRefund, UnexplainedDebits } from '#contracts/recoveries.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import type { Write } from '#web/app/api/ask.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { EntryChoice, ReasonField } from '#web/desk/money/finding-fields.tsx';
import { FINDING as texts } from '#web/desk/money/finding-texts.ts';

type Kind = 'give-back' | 'bank-interest' | 'offset';

interface CreditOtherwiseProps {
  readonly credit: WaitingCredit;
  readonly onClose: () => void;
}

/** A credit that is no contribution: given back, interest of the bank, or the other half of a debit. */
export function CreditOtherwise({ credit, onClose }: CreditOtherwiseProps): ReactElement {
  const tell = useTell();
  const { may } = useSession();
  const [kind, setKind] = useState<Kind>(may('refund.propose') ? 'give-back' : 'bank-interest');
  const [otherId, setOtherId] = useState<string>();
  const [reason, setReason] = useState('');
  const debits = useAnswer<Static<typeof UnexplainedDebits>>(kind === 'offset' ? '/api/unexplained-debits' : undefined);
  const writing = useWrite<Kind, Partial<Static<typeof ProposedRefund>>>(
    (wanted): Write =>
      wanted === 'give-back'
        ? { method: 'POST', path: '/api/refunds', body: { entryId: credit.id } }
        : {
            method: 'POST',
            path: `/api/bank-entries/${credit.id}/findings`,
            body: { kind: wanted, reason: reason.trim(), ...(wanted === 'offset' && { otherEntryId: otherId }) },
          },
    ({ number }) => {
      tell(number === undefined ? texts.proposeDone : texts.giveBackDone(number));
      onClose();
    },
  );
  const kinds: readonly Kind[] = [
    ...(may('refund.propose') && !credit.awaitsRefund ? (['give-back'] as const) : []),
    'bank-interest',
    'offset',
  ];
  const isReady = kind === 'give-back' || (reason.trim().length > 1 && (kind !== 'offset' || otherId !== undefined));
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.otherwiseTitle}
      actLabel={kind === 'give-back' ? texts.giveBack : texts.propose}
      isReady={isReady}
      writing={writing}
      input={kind}
    >
      <p>
        {texts.creditWhat(credit.payerName, formatYuan(credit.openFen), formatChineseDate(parseDate(credit.postedOn)))}
      </p>
      <Radio.Group
        aria-label={texts.otherwiseTitle}
        className="tz-choices"
        value={kind}
        options={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
        onChange={({ target }) => setKind(target.value as Kind)}
      />
      {kind === 'give-back' ? <p>{texts.giveBackWhat(formatYuan(credit.openFen))}</p> : null}
      {kind === 'offset' ? (
        <EntryChoice
          label={texts.whichDebit}
          amountFen={credit.openFen}
          entries={debits.data?.map(({ entryId, payeeName, amountFen, postedOn, texts: [first] }) => ({
            id: entryId,
            name: payeeName === '' ? (first ?? '') : payeeName,
            amountFen,
            postedOn,
          }))}
          value={otherId}
          onChange={setOtherId}
        />
      ) : null}
      {kind === 'give-back' ? null : (
        <>
          <ReasonField value={reason} onChange={setReason} />
          <p className="tz-quiet">{texts.needsSecond}</p>
        </>
      )}
      <p className="tz-quiet">{texts.recoveryWhere}</p>
    </ConfirmSheet>
  );
}
