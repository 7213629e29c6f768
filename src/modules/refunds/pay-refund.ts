import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, type Result } from '#kernel/result.ts';
import { type LedgerMonthClosed, post, postingDays } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { findRefundId, lockRefund, markPaid } from './store.ts';

export type PayRefundRefusal =
  | { readonly code: 'refund-unknown' }
  | { readonly code: 'refund-state' }
  | { readonly code: 'refund-amount'; readonly amountFen: Fen }
  | LedgerMonthClosed;

/** A debit on the statement is this refund, all of it; inside the act that explains the debit. */
export async function payRefund(
  act: Act,
  payment: { readonly refundId: string; readonly amountFen: Fen; readonly onDay: DayNumber },
): Promise<Result<number, PayRefundRefusal>> {
  const { amountFen, onDay } = payment;
  const refund = await lockRefund(act, payment.refundId);
  if (refund === undefined) return fail({ code: 'refund-unknown' });
  if (refund.state !== 'approved') return fail({ code: 'refund-state' });
  if (refund.amount_fen !== amountFen) return fail({ code: 'refund-amount', amountFen: refund.amount_fen });
  const { id, number, agency_id, unit_id } = refund;
  const place = agency_id !== null && unit_id !== null ? { agencyId: agency_id, unitId: unit_id } : {};
  await markPaid(act, id, onDay);
  await act.audit({
    act: 'pay-refund',
    objectKind: 'refund',
    objectId: id,
    ...place,
    detail: { number, amountFen },
  });
  const postedOn = await postingDays(act, [onDay]);
  return await post(act, {
    event: 'contribution-refunded',
    objectKind: 'refund',
    objectId: id,
    onDay: postedOn(onDay),
    ...place,
    amountFen,
  });
}

/** A number as a transfer's text names it. */
export const REFUND_NUMBER = /(?<![A-Z0-9])TF\d{8}(?!\d)/g;

/** The refund of a number. */
export async function findRefundOf(act: Act, number: string): Promise<string | undefined> {
  return await findRefundId(act, number);
}
