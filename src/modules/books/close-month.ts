import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type CloseMonthRefusal, closeLedgerMonth } from '#modules/ledger/index.ts';
import { countWaitingVouchers } from '#modules/vouchers/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { countUnearned, takeUpStarted } from './earning-store.ts';

export type CloseBooksRefusal =
  | CloseMonthRefusal
  /** The month's contributions are not taken into income: of so many orders. */
  | { readonly code: 'contributions-not-earned'; readonly orders: number }
  /** Vouchers of the month that nobody has decided: they could not be posted any more. */
  | { readonly code: 'vouchers-waiting'; readonly vouchers: number };

/** Closes a month of the office's books, once everything that belongs into it stands there. `month` is its first day. */
export async function closeMonth(
  platform: Platform,
  caller: Caller,
  input: { readonly month: DayNumber },
): Promise<Result<{ readonly month: DayNumber }, CloseBooksRefusal | IdempotencyRefusal>> {
  type Closing = Result<{ readonly month: DayNumber }, CloseBooksRefusal>;
  return await perform(platform, caller, { name: 'close-month', input }, async (act): Promise<Closing> => {
    const { month } = input;
    const closed = await closeLedgerMonth(act, month);
    if (!closed.ok) return closed;
    await takeUpStarted(act);
    const orders = await countUnearned(act, closed.value);
    if (orders > 0) return fail({ code: 'contributions-not-earned', orders });
    const days = { from: month, until: closed.value };
    const vouchers = await countWaitingVouchers(act.transaction, act.officeId, days);
    if (vouchers > 0) return fail({ code: 'vouchers-waiting', vouchers });
    await act.audit({
      act: 'close-month',
      objectKind: 'office',
      objectId: act.officeId,
      detail: { month: formatDate(month).slice(0, 7) },
    });
    return ok({ month });
  });
}
