import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import type { TrailQuery, TrailRow } from './trail.ts';
import { selectTrail } from './trail-store.ts';

/** Rows of the trail that the caller may see, newest first. */
export function findTrail(platform: Platform, caller: Caller, query: TrailQuery): Promise<readonly TrailRow[]> {
  return platform.database.transaction(caller.access, (transaction) =>
    selectTrail(transaction, caller.access.officeId, query),
  );
}
