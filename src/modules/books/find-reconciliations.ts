import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import {
  type DifferenceRow,
  findDifferenceRows,
  findReconciliationPage,
  hasReconciliation,
  type ReconciliationRow,
} from './reconciliation-store.ts';

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

export interface ReconciliationUnknown {
  readonly code: 'reconciliation-unknown';
}

/** A page of what a run found. */
export async function findDifferences(
  platform: Platform,
  { access }: Caller,
  reconciliationId: string,
  page: { readonly after?: number | undefined; readonly limit: number },
): Promise<Result<readonly DifferenceRow[], ReconciliationUnknown>> {
  const { officeId } = access;
  return await platform.database.transaction(access, async (transaction) =>
    (await hasReconciliation(transaction, officeId, reconciliationId))
      ? ok(await findDifferenceRows(transaction, officeId, reconciliationId, page))
      : fail({ code: 'reconciliation-unknown' }),
  );
}
