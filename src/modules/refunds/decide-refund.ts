import { fail, ok, type Result } from '#kernel/result.ts';
import { type LedgerMonthClosed, post, reverse } from '#modules/ledger/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { REFUND_EDGES, type RefundState } from './states.ts';
import {
  giveCreditBack,
  lockMatching,
  lockRefund,
  markDecided,
  type RefundRow,
  refundDueOf,
  takeCredit,
} from './store.ts';

export interface DecideRefundInput {
  readonly refundId: string;
  readonly outcome: 'approve' | 'decline';
}

export type DecideRefundRefusal =
  | { readonly code: 'refund-unknown' }
  | { readonly code: 'refund-state' }
  /** Whoever proposed it does not approve it. */
  | { readonly code: 'own-refund' }
  /** Something of the credit was matched to an order meanwhile. */
  | { readonly code: 'refund-credit-changed' }
  /** The order's money was taken back meanwhile, or something else of it is to go back. */
  | { readonly code: 'refund-order-changed' }
  | LedgerMonthClosed;

/**
 * The second person's half. What an order was overpaid stands among the refunds payable from its completion; what is left of
 * a credit goes there now, and no order takes it any more. An approval that is declined before the payment gives the credit
 * back to those that wait.
 */
export async function decideRefund(
  platform: Platform,
  caller: Caller,
  input: DecideRefundInput,
): Promise<Result<{ readonly state: RefundState }, DecideRefundRefusal | IdempotencyRefusal>> {
  type Deciding = Result<{ readonly state: RefundState }, DecideRefundRefusal>;
  return await perform(platform, caller, { name: 'decide-refund', input }, async (act): Promise<Deciding> => {
    await lockMatching(act);
    const refund = await lockRefund(act, input.refundId);
    if (refund === undefined) return fail({ code: 'refund-unknown' });
    const state = REFUND_EDGES[refund.state][input.outcome];
    if (state !== 'approved' && state !== 'declined') return fail({ code: 'refund-state' });
    if (refund.proposed_by === act.actorId) return fail({ code: 'own-refund' });
    const { id, number, agency_id, unit_id, entry_id, order_id, amount_fen } = refund;
    if (state === 'approved' && order_id !== null && (await refundDueOf(act, order_id)) !== amount_fen) {
      return fail({ code: 'refund-order-changed' });
    }
    const moved = entry_id === null ? ok(undefined) : await moveCredit(act, { ...refund, entry_id }, state);
    if (!moved.ok) return moved;
    await markDecided(act, id, state);
    await act.audit({
      act: 'decide-refund',
      objectKind: 'refund',
      objectId: id,
      ...(agency_id !== null && unit_id !== null && { agencyId: agency_id, unitId: unit_id }),
      detail: { number, orderId: order_id, entryId: entry_id, amountFen: amount_fen, state },
    });
    return ok({ state });
  });
}

/** What is left of a credit goes among the refunds payable, or back. */
async function moveCredit(
  act: Act,
  { id, entry_id, amount_fen: amountFen, state: before }: RefundRow & { readonly entry_id: string },
  state: 'approved' | 'declined',
): Promise<Result<undefined, DecideRefundRefusal>> {
  const onDay = today(act.platform.clock);
  if (state === 'approved') {
    if (!(await takeCredit(act, entry_id, amountFen))) return fail({ code: 'refund-credit-changed' });
    const posted = await post(act, {
      event: 'credit-refundable',
      objectKind: 'refund',
      objectId: id,
      onDay,
      amountFen,
    });
    return posted.ok ? ok(undefined) : posted;
  }
  if (before !== 'approved') return ok(undefined);
  await giveCreditBack(act, entry_id, amountFen);
  const reversed = await reverse(act, { event: 'credit-refundable', objectId: id }, onDay);
  if (reversed.ok) return ok(undefined);
  if (reversed.error.code === 'ledger-month-closed') return fail(reversed.error);
  throw new Error(`an approved refund of a credit: ${reversed.error.code}`);
}
