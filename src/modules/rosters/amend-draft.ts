import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { changeLeft, setEligibleCount, setLeft } from './renewal-store.ts';
import { ROSTER_EDGES } from './states.ts';
import { lockRoster, type RosterRow, recountRows } from './store.ts';

export type AmendDraftRefusal = { readonly code: 'roster-unknown' } | { readonly code: 'roster-state' };

type Amended = Result<{ readonly rosterId: string }, AmendDraftRefusal | IdempotencyRefusal>;

/** Takes exactly these rows out of a draft; those that were out before and are not named stand again. */
export async function setLeavers(
  platform: Platform,
  caller: Caller,
  input: { readonly rosterId: string; readonly rows: readonly number[] },
): Promise<Amended> {
  return await amend(platform, caller, { name: 'set-leavers', input }, async (act, roster) => {
    await setLeft(act, roster, input.rows);
    await recountRows(act, roster, 0);
    return { rows: input.rows.length };
  });
}

/** Takes rows out of a draft, and such that the unit took out in again. */
export async function changeLeavers(
  platform: Platform,
  caller: Caller,
  input: { readonly rosterId: string; readonly leave: readonly number[]; readonly stay: readonly number[] },
): Promise<Amended> {
  return await amend(platform, caller, { name: 'change-leavers', input }, async (act, roster) => {
    await changeLeft(act, roster, input);
    await recountRows(act, roster, 0);
    return { leave: input.leave.length, stay: input.stay.length };
  });
}

/** States anew how many of the unit's staff meet the conditions: the rule of participation goes by it. */
export async function restateEligible(
  platform: Platform,
  caller: Caller,
  input: { readonly rosterId: string; readonly eligibleCount: number },
): Promise<Amended> {
  const { eligibleCount } = input;
  return await amend(platform, caller, { name: 'restate-eligible', input }, async (act, roster) => {
    await setEligibleCount(act, roster.id, eligibleCount);
    return { before: roster.eligible_count, after: eligibleCount };
  });
}

/** Something about a roster that may still be submitted; `work` says what the trail is to tell of it. */
async function amend(
  platform: Platform,
  caller: Caller,
  act: { readonly name: string; readonly input: { readonly rosterId: string } },
  work: (act: Act, roster: RosterRow) => Promise<Readonly<Record<string, unknown>>>,
): Promise<Amended> {
  return await perform(
    platform,
    caller,
    act,
    async (under): Promise<Result<{ readonly rosterId: string }, AmendDraftRefusal>> => {
      const roster = await lockRoster(under.transaction, under.officeId, act.input.rosterId);
      if (roster === undefined) return fail({ code: 'roster-unknown' });
      if (ROSTER_EDGES[roster.state].submit === undefined) return fail({ code: 'roster-state' });
      const detail = await work(under, roster);
      await under.audit({
        act: act.name,
        objectKind: 'roster',
        objectId: roster.id,
        agencyId: roster.agency_id,
        unitId: roster.unit_id,
        detail,
      });
      return ok({ rosterId: roster.id });
    },
  );
}
