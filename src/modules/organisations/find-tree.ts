import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { type Agency, agenciesInSight } from './agency-store.ts';

/**
 * What the caller sees of his office's tree, parents before children: staff their node and all below it, administrators the
 * whole, a unit's agent the nodes above his unit.
 */
export function findTree(platform: Platform, { access }: Pick<Caller, 'access'>): Promise<readonly Agency[]> {
  return platform.database.transaction(access, (transaction) => agenciesInSight(transaction, access.officeId));
}
