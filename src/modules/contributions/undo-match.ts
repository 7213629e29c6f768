import type { DayNumber } from '#kernel/civil-date.ts';
import { ok, type Result } from '#kernel/result.ts';
import { cancelPeriods } from '#modules/covers/index.ts';
import { type LedgerMonthClosed, type Posting, postMany } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { openCreditAgain, reopenOrder, undoAllocation } from './reversal-store.ts';
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

/** Takes matches of one order back today, each credit open again by what it had paid; gives how many postings that made. */
export async function undoMatches(
  act: Act,
  matches: readonly LiveAllocation[],
): Promise<Result<number, LedgerMonthClosed>> {
  let posted = 0;
  for (const [at, match] of matches.entries()) {
    // the first of several reopens the order; the others find it so
    const reopened = at === 0 ? match : { ...match, start_on: null, refund_fen: 0 };
    const undone = await undoMatch(act, reopened, today(act.platform.clock));
    if (!undone.ok) return undone;
    await openCreditAgain(act, match.entry_id, match.amount_fen);
    posted += undone.value;
  }
  return ok(posted);
}
