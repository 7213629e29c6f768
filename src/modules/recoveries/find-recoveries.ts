import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import type { RecoveryState } from './states.ts';
import { findRecoveryPage, type RecoveryRow } from './store.ts';

/** A page of recoveries, the latest first. */
export async function findRecoveries(
  platform: Platform,
  { access }: Caller,
  page: { readonly state?: RecoveryState | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly RecoveryRow[]> {
  return await platform.database.transaction(access, (transaction) =>
    findRecoveryPage(transaction, access.officeId, page),
  );
}
