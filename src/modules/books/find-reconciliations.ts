import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import type { Difference } from './reconcile.ts';
import { findDifferenceRows, findReconciliationPage, type ReconciliationRow } from './reconciliation-store.ts';

/** A page of the runs of the daily check, the latest first. */
export async function findReconciliations(
  platform: Platform,
  { access }: Caller,
  page: Parameters<typeof findReconciliationPage>[2],
): Promise<readonly ReconciliationRow[]> {
  return await platform.database.transaction(access, (transaction) =>
    findReconciliationPage(transaction, access.officeId, page),
  );
}

/** A page of what a run found. */
export async function findDifferences(
  platform: Platform,
  { access }: Caller,
  reconciliationId: string,
  page: { readonly after?: number | undefined; readonly limit: number },
): Promise<readonly (Difference & { readonly number: number })[]> {
  return await platform.database.transaction(access, (transaction) =>
    findDifferenceRows(transaction, access.officeId, reconciliationId, page),
  );
}
