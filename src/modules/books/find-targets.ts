import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { findTargetsWithin, keyOf, type ObjectRef, type Target } from './target-store.ts';

/** Tells for each of some rows on which page its object is seen; `null` where it has none, or the caller does not see it. */
export async function findTargets(
  platform: Platform,
  { access }: Caller,
  refs: readonly ObjectRef[],
): Promise<(ref: ObjectRef) => Target | null> {
  const targets = await platform.database.transaction(access, (transaction) =>
    findTargetsWithin(transaction, access.officeId, refs),
  );
  return (ref) => targets.get(keyOf(ref)) ?? null;
}
