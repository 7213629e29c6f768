import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { freeReservations } from './reservation-store.ts';
import { ROSTER_EDGES } from './states.ts';
import { hasLiveOrder, lockRoster, markReviewed } from './store.ts';

export type WithdrawRosterRefusal =
  | { readonly code: 'roster-unknown' }
  | { readonly code: 'roster-state' }
  | { readonly code: 'roster-ordered' };

/** The unit takes its roster back before anything was ordered; its persons are free again. */
export async function withdrawRoster(
  platform: Platform,
  caller: Caller,
  input: { readonly rosterId: string },
): Promise<Result<{ readonly rosterId: string }, WithdrawRosterRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'withdraw-roster', input },
    async (act): Promise<Result<{ readonly rosterId: string }, WithdrawRosterRefusal>> => {
      const roster = await lockRoster(act.transaction, act.officeId, input.rosterId);
      if (roster === undefined) return fail({ code: 'roster-unknown' });
      const mayLeave = ROSTER_EDGES[roster.state].withdraw !== undefined && roster.grant_id === null;
      if (!mayLeave) return fail({ code: 'roster-state' });
      if (await hasLiveOrder(act, roster.id)) return fail({ code: 'roster-ordered' });
      await markReviewed(act, roster.id, 'withdrawn');
      await freeReservations(act, roster.id);
      await act.audit({
        act: 'withdraw-roster',
        objectKind: 'roster',
        objectId: roster.id,
        agencyId: roster.agency_id,
        unitId: roster.unit_id,
        detail: { from: roster.state, to: 'withdrawn' },
      });
      return ok({ rosterId: roster.id });
    },
  );
}
