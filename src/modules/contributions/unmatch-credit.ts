import { fail, ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import { lockMatching, standingRefund } from '#modules/refunds/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { liveAllocations } from './store.ts';
import { undoMatches } from './undo-match.ts';

export interface UnmatchCreditInput {
  readonly entryId: string;
  readonly orderId: string;
  readonly reason: string;
}

export type UnmatchCreditRefusal =
  | { readonly code: 'match-unknown' }
  | { readonly code: 'cover-began' }
  /** Something of the order's money is to go back, or has gone. */
  | { readonly code: 'refund-stands'; readonly number: string; readonly state: 'proposed' | 'approved' | 'paid' }
  | LedgerMonthClosed;

/**
 * Takes a wrong match back before cover has started: credit and order are open again, what was scheduled is cancelled.
 * Once cover has started the money stays with it; and so it does while a refund of the order is proposed, approved or paid,
 * which is decided first.
 */
export async function unmatchCredit(
  platform: Platform,
  caller: Caller,
  input: UnmatchCreditInput,
): Promise<Result<{ readonly orderId: string }, UnmatchCreditRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'unmatch-credit', input },
    async (act): Promise<Result<{ readonly orderId: string }, UnmatchCreditRefusal>> => {
      await lockMatching(act);
      const matches = (await liveAllocations(act, { entryId: input.entryId })).filter(
        ({ order_id }) => order_id === input.orderId,
      );
      const [first] = matches;
      if (first === undefined) return fail({ code: 'match-unknown' });
      if (first.state === 'in-force') return fail({ code: 'cover-began' });
      const refund = await standingRefund(act, input.orderId);
      if (refund !== undefined && refund.state !== 'declined') {
        return fail({ code: 'refund-stands', number: refund.number, state: refund.state });
      }
      const undone = await undoMatches(act, matches);
      if (!undone.ok) return undone;
      await act.audit({
        act: 'unmatch-credit',
        objectKind: 'contribution-order',
        objectId: input.orderId,
        agencyId: first.agency_id,
        unitId: first.unit_id,
        detail: { entryId: input.entryId, reason: input.reason, was: first.state },
      });
      await act.emit({
        kind: 'order-reopened',
        objectKind: 'contribution-order',
        objectId: input.orderId,
        agencyId: first.agency_id,
        unitId: first.unit_id,
      });
      return ok({ orderId: input.orderId });
    },
  );
}
