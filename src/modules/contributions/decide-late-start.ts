import { fail, ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import { lockMatching, standingRefund } from '#modules/refunds/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { beginCover } from './begin-covers.ts';
import { findLatestMatches } from './reversal-store.ts';
import { liveAllocations, lockStartingOrder, type StartingOrder, settleLateStart } from './store.ts';
import { undoMatches } from './undo-match.ts';
import type { UnmatchCreditRefusal } from './unmatch-credit.ts';

export interface DecideLateStartInput {
  readonly orderId: string;
  readonly agree: boolean;
  /** Why the match is wrong; of a refusal. */
  readonly reason?: string | undefined;
}

export type DecideLateStartRefusal =
  | { readonly code: 'order-unknown' }
  | { readonly code: 'nothing-to-confirm' }
  | { readonly code: 'second-person-needed' }
  | { readonly code: 'late-start-reason-missing' }
  | Extract<UnmatchCreditRefusal, { readonly code: 'refund-stands' }>
  | LedgerMonthClosed;

/** Persons whose cover began; none where the match was taken back. */
export interface DecidedLateStart {
  readonly members: number;
}

/**
 * A match that put the start of cover into the past holds only when a second person agrees; the cover then begins. Where he
 * does not, the match that completed the order is taken back: the credits wait again, and so does the order.
 */
export async function decideLateStart(
  platform: Platform,
  caller: Caller,
  input: DecideLateStartInput,
): Promise<Result<DecidedLateStart, DecideLateStartRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'confirm-late-start', input },
    async (act): Promise<Result<DecidedLateStart, DecideLateStartRefusal>> => {
      await lockMatching(act);
      const order = await lockStartingOrder(act, input.orderId);
      if (order === undefined) return fail({ code: 'order-unknown' });
      if (!order.awaits_second) return fail({ code: 'nothing-to-confirm' });
      if (order.matched_by === act.actorId) return fail({ code: 'second-person-needed' });
      if (input.agree) {
        await settleLateStart(act, order.id);
        return await beginCover(act, order, today(platform.clock));
      }
      const reason = input.reason?.trim() ?? '';
      return reason === '' ? fail({ code: 'late-start-reason-missing' }) : await takeMatchBack(act, order, reason);
    },
  );
}

async function takeMatchBack(
  act: Act,
  order: StartingOrder,
  reason: string,
): Promise<Result<DecidedLateStart, DecideLateStartRefusal>> {
  const refund = await standingRefund(act, order.id);
  if (refund !== undefined && refund.state !== 'declined') {
    return fail({ code: 'refund-stands', number: refund.number, state: refund.state });
  }
  const latest = await findLatestMatches(act, order.id);
  const matches = (await liveAllocations(act, { orderId: order.id })).filter(({ id }) => latest.has(id));
  const undone = await undoMatches(act, matches);
  if (!undone.ok) return undone;
  const about = {
    objectKind: 'contribution-order',
    objectId: order.id,
    agencyId: order.agency_id,
    unitId: order.unit_id,
  };
  await act.audit({ ...about, act: 'refuse-late-start', detail: { startOn: order.start_on, reason } });
  await act.emit({ ...about, kind: 'order-reopened' });
  return ok({ members: 0 });
}
