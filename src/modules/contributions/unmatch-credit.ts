import { fail, ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { openCreditAgain } from './reversal-store.ts';
import { liveAllocations, lockMatching } from './store.ts';
import { undoMatch } from './undo-match.ts';

export interface UnmatchCreditInput {
  readonly entryId: string;
  readonly orderId: string;
  readonly reason: string;
}

export type UnmatchCreditRefusal =
  | { readonly code: 'match-unknown' }
  | { readonly code: 'cover-began' }
  | LedgerMonthClosed;

/**
 * Takes a wrong match back before cover has started: credit and order are open again, what was scheduled is cancelled.
 * Once cover has started the money stays with it.
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
      const matches = (await liveAllocations(act, input.entryId)).filter(({ order_id }) => order_id === input.orderId);
      const [first] = matches;
      if (first === undefined) return fail({ code: 'match-unknown' });
      if (first.state === 'in-force') return fail({ code: 'cover-began' });
      // the first of several reopens the order; the others find it so
      for (const [at, match] of matches.entries()) {
        const reopened = at === 0 ? match : { ...match, start_on: null, refund_fen: 0 };
        const undone = await undoMatch(act, reopened, today(platform.clock));
        if (!undone.ok) return undone;
        await openCreditAgain(act, input.entryId, match.amount_fen);
      }
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
