import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { type ReviewedRoster, type ReviewRosterRefusal, reviewRoster } from './review-roster.ts';

/** Each is an act of its own, which takes its time: a screen sends more in several requests, and shows how far it is. */
export const MOST_ROSTERS_PASSED = 20;

export interface PassedRosters {
  readonly passed: readonly ReviewedRoster[];
  readonly notPassed: readonly {
    readonly rosterId: string;
    readonly code: ReviewRosterRefusal['code'] | IdempotencyRefusal['code'];
  }[];
}

export interface PassRostersRefusal {
  readonly code: 'too-many-rosters';
  readonly most: number;
}

/**
 * Passes rosters that wait for the caller's level and raise no question, one act each, as {@link reviewRoster} passes one:
 * what can't be passed is told with its reason, stays where it is, and keeps none of the others. Called again under the same
 * key, what was passed is not passed twice.
 */
export async function passRosters(
  platform: Platform,
  caller: Caller,
  input: { readonly rosterIds: readonly string[] },
): Promise<Result<PassedRosters, PassRostersRefusal>> {
  const rosterIds = [...new Set(input.rosterIds)];
  if (rosterIds.length > MOST_ROSTERS_PASSED) return fail({ code: 'too-many-rosters', most: MOST_ROSTERS_PASSED });
  const passed: ReviewedRoster[] = [];
  const notPassed: PassedRosters['notPassed'][number][] = [];
  for (const rosterId of rosterIds) {
    const reviewed = await reviewRoster(platform, callerOfOne(caller, rosterId), {
      rosterId,
      outcome: 'pass',
      onlyUnflagged: true,
    });
    if (reviewed.ok) passed.push(reviewed.value);
    else notPassed.push({ rosterId, code: reviewed.error.code });
  }
  return ok({ passed, notPassed });
}

const LONGEST_KEY = 128;

/** The same caller, under a key of the one roster's own. */
function callerOfOne(caller: Caller, rosterId: string): Caller {
  const { idempotencyKey } = caller;
  if (idempotencyKey === undefined) return caller;
  return { ...caller, idempotencyKey: `${rosterId}/${idempotencyKey}`.slice(0, LONGEST_KEY) };
}
