import type { DayNumber } from '#kernel/civil-date.ts';
import type { Result } from '#kernel/result.ts';
import { cancelPeriods } from '#modules/covers/index.ts';
import { type LedgerMonthClosed, type Posting, postMany } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { reopenOrder, undoAllocation } from './reversal-store.ts';
import type { LiveAllocation } from './store.ts';

/**
 * Takes the match of a credit with an order back, on a business day before cover has started: the order waits for money
 * again, what was scheduled is cancelled, its persons are reserved again, and what was to be refunded is not.
 *
 * Leaves the audit row to the act, and the credit as it is.
 */
export async function undoMatch(
  act: Act,
  allocation: LiveAllocation,
  onDay: DayNumber,
): Promise<Result<number, LedgerMonthClosed>> {
  const { order_id: orderId, agency_id: agencyId, unit_id: unitId, roster_id: rosterId } = allocation;
  await undoAllocation(act, allocation.id);
  if (allocation.start_on !== null) await cancelPeriods(act, { orderId, startOn: allocation.start_on, rosterId });
  await reopenOrder(act, orderId, allocation.amount_fen);
  const postings: Posting[] = [
    {
      event: 'match-undone',
      objectKind: 'allocation',
      objectId: allocation.id,
      onDay,
      amountFen: allocation.amount_fen,
      agencyId,
      unitId,
    },
  ];
  if (allocation.refund_fen > 0) {
    postings.unshift({
      event: 'overpayment-undone',
      objectKind: 'contribution-order',
      objectId: orderId,
      occurrence: allocation.completion_count,
      onDay,
      amountFen: allocation.refund_fen,
      agencyId,
      unitId,
    });
  }
  return await postMany(act, postings);
}
