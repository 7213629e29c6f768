import { Radio } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Static } from 'typebox';
import type { WaitingCreditsAnswer } from '#contracts/contributions.ts';
import type { RefundsAnswer, UnexplainedDebits } from '#contracts/recoveries.ts';
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

export type Debit = Static<typeof UnexplainedDebits>[number];
type Kind = 'refund' | 'bank-charge' | 'management-expense' | 'offset';

const KINDS: readonly Kind[] = ['bank-charge', 'management-expense', 'offset'];

interface DebitSheetProps {
  readonly debit: Debit;
  readonly onClose: () => void;
}

/** What a debit is that nothing explains: a refund that was approved, or what two people say. */
export function DebitSheet({ debit, onClose }: DebitSheetProps): ReactElement {
  const tell = useTell();
  const { may } = useSession();
  const maySettle = may('payout.settle') && may('recovery.read');
  const [kind, setKind] = useState<Kind>(maySettle ? 'refund' : 'bank-charge');
  const [otherId, setOtherId] = useState<string>();
  const [refundId, setRefundId] = useState<string>();
  const [reason, setReason] = useState('');
  const refunds = useAnswer<Static<typeof RefundsAnswer>>(maySettle ? '/api/refunds' : undefined, {
    state: 'approved',
    limit: 200,
  });
  const credits = useAnswer<WaitingCreditsAnswer>(kind === 'offset' ? '/api/waiting-credits' : undefined);
  const fitting = refunds.data?.items.filter(({ amountFen }) => amountFen === debit.amountFen) ?? [];
  const writing = useWrite<Kind, unknown>(
    (wanted): Write =>
      wanted === 'refund'
        ? { method: 'POST', path: `/api/bank-entries/${debit.entryId}/explanation`, body: { refundId } }
        : {
            method: 'POST',
            path: `/api/bank-entries/${debit.entryId}/findings`,
            body: { kind: wanted, reason: reason.trim(), ...(wanted === 'offset' && { otherEntryId: otherId }) },
          },
    (_, wanted) => {
      tell(wanted === 'refund' ? texts.refundDone : texts.proposeDone);
      onClose();
    },
  );
  const isReady =
    kind === 'refund'
      ? refundId !== undefined
      : reason.trim().length > 1 && (kind !== 'offset' || otherId !== undefined);
  return (
    <ConfirmSheet
      isOpen
      onClose={onClose}
      title={texts.explainTitle}
      actLabel={kind === 'refund' ? texts.isRefund : texts.propose}
      isReady={isReady}
      writing={writing}
      input={kind}
    >
      <p>
        {texts.debitWhat(debit.payeeName, formatYuan(debit.amountFen), formatChineseDate(parseDate(debit.postedOn)))}
      </p>
      <Radio.Group
        aria-label={texts.explainTitle}
        className="tz-choices"
        value={kind}
        options={(maySettle ? (['refund', ...KINDS] as const) : KINDS).map((value) => ({
          value,
          label: texts.kinds[value],
        }))}
        onChange={({ target }) => setKind(target.value as Kind)}
      />
      {kind !== 'refund' ? null : fitting.length === 0 ? (
        <p className="tz-quiet">{texts.noRefund}</p>
      ) : (
        <Radio.Group
          aria-label={texts.whichRefund}
          className="tz-choices"
          value={refundId}
          options={fitting.map(({ refundId: value, number, payerName, amountFen }) => ({
            value,
            label: texts.refundLine(number, payerName ?? '', formatYuan(amountFen)),
          }))}
          onChange={({ target }) => setRefundId(String(target.value))}
        />
      )}
      {kind === 'offset' ? (
        <EntryChoice
          label={texts.whichCredit}
          amountFen={debit.amountFen}
          entries={credits.data?.credits.map(({ id, payerName, openFen, postedOn }) => ({
            id,
            name: payerName,
            amountFen: openFen,
            postedOn,
          }))}
          value={otherId}
          onChange={setOtherId}
        />
      ) : null}
      {kind === 'refund' ? null : (
        <>
          <ReasonField value={reason} onChange={setReason} />
          <p className="tz-quiet">{texts.needsSecond}</p>
        </>
      )}
    </ConfirmSheet>
  );
}
