import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { takeNumber } from '#platform/acts/take-number.ts';
import type { Platform } from '#platform/platform.ts';
import { insertRefund, lockMatching, lockRefundableCredit, lockRefundableOrder } from './store.ts';

export type ProposeRefundInput =
  /** What was paid for persons who got no cover. */
  | { readonly orderId: string }
  /** What no order has taken of a credit. */
  | { readonly entryId: string };

export interface ProposedRefund {
  readonly refundId: string;
  readonly number: string;
  readonly amountFen: Fen;
}

/** Nothing of it goes back, or somebody has proposed it already. */
export interface ProposeRefundRefusal {
  readonly code: 'nothing-to-refund';
}

/** Proposes to give back what was paid too much: the whole of it. Somebody else approves. */
export async function proposeRefund(
  platform: Platform,
  caller: Caller,
  input: ProposeRefundInput,
): Promise<Result<ProposedRefund, ProposeRefundRefusal | IdempotencyRefusal>> {
  type Proposing = Result<ProposedRefund, ProposeRefundRefusal>;
  return await perform(platform, caller, { name: 'propose-refund', input }, async (act): Promise<Proposing> => {
    await lockMatching(act);
    const orderId = 'orderId' in input ? input.orderId : null;
    const entryId = 'entryId' in input ? input.entryId : null;
    const of =
      'orderId' in input
        ? await lockRefundableOrder(act, input.orderId)
        : await lockRefundableCredit(act, input.entryId);
    if (of === undefined || of.refund_fen === 0) return fail({ code: 'nothing-to-refund' });
    const refundId = act.newId();
    const number = `TF${String(await takeNumber(act, 'refund')).padStart(8, '0')}`;
    await insertRefund(act, { id: refundId, number, orderId, entryId, of });
    await act.audit({
      act: 'propose-refund',
      objectKind: 'refund',
      objectId: refundId,
      ...(of.agency_id !== null && of.unit_id !== null && { agencyId: of.agency_id, unitId: of.unit_id }),
      detail: { number, orderId, entryId, amountFen: of.refund_fen },
    });
    return ok({ refundId, number, amountFen: of.refund_fen });
  });
}
