import type { ReactElement } from 'react';
import type { Static } from 'typebox';
import type { LedgerMonths, ReconciliationsAnswer } from '#contracts/books.ts';
import type { PayoutBatchRow } from '#contracts/payouts.ts';
import type { RecoveriesAnswer } from '#contracts/recoveries.ts';
import type { VoucherRow } from '#contracts/vouchers.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { useAnswer, usePages } from '#web/app/api/use-answer.ts';
import { DateText, Moment } from '#web/app/moment.tsx';
import { useSession } from '#web/app/session.tsx';
import { TODAY_BOOKS } from '#web/desk/books/today-texts.ts';
import { Item, QueueCard } from '#web/desk/today/queue-card.tsx';
import { Money } from '#web/ui/money.tsx';
import { today } from '#web/ui/typed-day.ts';

const ROWS_SHOWN = 8;

type Batch = Static<typeof PayoutBatchRow>;
type Recovery = Static<typeof RecoveriesAnswer>['items'][number];
type Run = ReconciliationsAnswer['items'][number];

/** What waits of the books: differences that nobody explained, months to close or to open again, what a second person decides. */
export interface BooksLists {
  readonly alarm: Run | undefined;
  readonly vouchers: readonly VoucherRow[];
  readonly batches: readonly Batch[];
  readonly recoveries: readonly Recovery[];
  /** Months over and not closed, the earliest first. */
  readonly toClose: readonly string[];
  readonly toReopen: LedgerMonths;
  readonly isLoading: boolean;
  readonly isNothing: boolean;
}

/** What waits of it for me; never what one has proposed himself. */
export function useBooksQueues(): BooksLists {
  const { may } = useSession();
  const runs = usePages<Run>(may('reconciliation.read') ? '/api/reconciliations' : undefined, { limit: 1 });
  const proposed = usePages<VoucherRow>(may('voucher.decide') ? '/api/vouchers' : undefined, { state: 'proposed' });
  const made = usePages<Batch>(may('payout.approve') ? '/api/payout-batches' : undefined, { state: 'made' });
  const asked = usePages<Recovery>(may('recovery.decide') ? '/api/recoveries' : undefined, { state: 'proposed' });
  const seesMonths = may('ledger.close') || may('ledger.reopen');
  const months = useAnswer<LedgerMonths>(seesMonths ? '/api/ledger/months' : undefined);
  const now = formatDate(today()).slice(0, 7);
  const [latest] = runs.rows;
  const alarm = latest !== undefined && latest.unexplainedCount > 0 ? latest : undefined;
  const vouchers = proposed.rows.filter(({ isOwn }) => !isOwn);
  const batches = made.rows.filter(({ isOwn }) => !isOwn);
  const recoveries = asked.rows.filter(({ isOwn }) => !isOwn);
  const toClose = may('ledger.close')
    ? (months.data ?? [])
        .filter(({ month, state, hasEntries }) => state === 'open' && hasEntries && month < now)
        .map(({ month }) => month)
        .toReversed()
    : [];
  const toReopen = may('ledger.reopen')
    ? (months.data ?? []).filter(({ reopeningAskedAt, isOwnAsking }) => reopeningAskedAt !== null && !isOwnAsking)
    : [];
  return {
    alarm,
    vouchers,
    batches,
    recoveries,
    toClose,
    toReopen,
    isLoading: runs.isLoading || proposed.isLoading || made.isLoading || asked.isLoading || months.isLoading,
    isNothing:
      alarm === undefined &&
      vouchers.length + batches.length + recoveries.length + toClose.length + toReopen.length === 0,
  };
}

/** The cards of these queues, the alarm first. */
export function BooksQueues({ queues }: { readonly queues: BooksLists }): ReactElement {
  const { alarm, vouchers, batches, recoveries, toClose, toReopen } = queues;
  return (
    <>
      {alarm === undefined ? null : (
        <QueueCard title={TODAY_BOOKS.alarm} count={alarm.unexplainedCount} all="/checks" hasMore={false}>
          {alarm.checks
            .filter(({ count }) => count > 0)
            .slice(0, ROWS_SHOWN)
            .map(({ cause, words, count }) => (
              <Item key={cause} to="/checks" name={words} what={TODAY_BOOKS.places(count)}>
                <Moment at={alarm.at} />
              </Item>
            ))}
        </QueueCard>
      )}
      {batches.length === 0 ? null : (
        <QueueCard title={TODAY_BOOKS.batches} count={batches.length} all="/payouts?state=made" hasMore={false}>
          {batches.slice(0, ROWS_SHOWN).map(({ batchId, number, totalFen, madeAt }) => (
            <Item key={batchId} to={`/payouts/${batchId}`} name={number} what={<Money fen={totalFen} unit />}>
              <Moment at={madeAt} />
            </Item>
          ))}
        </QueueCard>
      )}
      {recoveries.length === 0 ? null : (
        <QueueCard title={TODAY_BOOKS.recoveries} count={recoveries.length} all="/recoveries" hasMore={false}>
          {recoveries.slice(0, ROWS_SHOWN).map(({ recoveryId, number, amountFen, proposedAt }) => (
            <Item key={recoveryId} to="/recoveries" name={number} what={<Money fen={amountFen} unit />}>
              <Moment at={proposedAt} />
            </Item>
          ))}
        </QueueCard>
      )}
      {vouchers.length === 0 ? null : (
        <QueueCard title={TODAY_BOOKS.vouchers} count={vouchers.length} all="/vouchers?list=waiting" hasMore={false}>
          {vouchers.slice(0, ROWS_SHOWN).map(({ voucherId, number, summary, totalFen, onDay }) => (
            <Item
              key={voucherId}
              to={`/vouchers/${voucherId}`}
              name={`${number} ${summary}`}
              what={<Money fen={totalFen} unit />}
            >
              <DateText date={onDay} />
            </Item>
          ))}
        </QueueCard>
      )}
      {toReopen.length === 0 ? null : (
        <QueueCard title={TODAY_BOOKS.toReopen} count={toReopen.length} all="/months" hasMore={false}>
          {toReopen.map(({ month, reopeningAskedBy, reopeningReason }) => (
            <Item key={month} to="/months" name={month} what={reopeningAskedBy}>
              {reopeningReason}
            </Item>
          ))}
        </QueueCard>
      )}
      {toClose.length === 0 ? null : (
        <QueueCard title={TODAY_BOOKS.toClose} count={toClose.length} all="/months" hasMore={false}>
          {toClose.slice(0, 1).map((month) => (
            <Item key={month} to="/months" name={month} what={TODAY_BOOKS.closeFirst}>
              {null}
            </Item>
          ))}
        </QueueCard>
      )}
    </>
  );
}
