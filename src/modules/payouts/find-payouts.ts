import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { openAccount, type PayeeAccount } from './payee-account.ts';
import {
  findPayoutPage,
  findResultFilePage,
  findStrayRows,
  hasResultFile,
  type PayoutFilter,
  type PayoutPageRow,
  type ResultFile,
  type ResultRow,
} from './result-store.ts';

/** A payout with the account to which it goes; none of it where the payee's key was deleted. */
export interface ListedPayout extends Omit<PayoutPageRow, 'personId' | 'accountId' | 'wrappedKey' | 'sealedAccount'> {
  readonly account: PayeeAccount | undefined;
}

/** A page of payouts, the latest first: of a batch, or in a state. */
export async function findPayouts(
  platform: Platform,
  { access }: Caller,
  filter: PayoutFilter,
): Promise<readonly ListedPayout[]> {
  const { officeId } = access;
  const rows = await platform.database.transaction(access, (transaction) =>
    findPayoutPage(transaction, officeId, filter),
  );
  const ring = platform.ring();
  return rows.map(({ personId, accountId: id, wrappedKey, sealedAccount, ...payout }) => ({
    ...payout,
    account: wrappedKey === null ? undefined : openAccount(ring, { officeId, personId, wrappedKey, id }, sealedAccount),
  }));
}

/** A page of the files with the bank's answers, the latest first. */
export async function findPayoutResultFiles(
  platform: Platform,
  { access }: Caller,
  page: Parameters<typeof findResultFilePage>[2],
): Promise<readonly ResultFile[]> {
  return await platform.database.transaction(access, (transaction) =>
    findResultFilePage(transaction, access.officeId, page),
  );
}

const STRAY_ROWS_SHOWN = 1_000;

/** What a file said that changed nothing although it should have; the first thousand. */
export async function findStrayResults(
  platform: Platform,
  { access }: Caller,
  fileId: string,
): Promise<Result<readonly ResultRow[], { readonly code: 'payout-results-unknown' }>> {
  const { officeId } = access;
  return await platform.database.transaction(access, async (transaction) =>
    (await hasResultFile(transaction, officeId, fileId))
      ? ok(await findStrayRows(transaction, officeId, fileId, STRAY_ROWS_SHOWN))
      : fail({ code: 'payout-results-unknown' }),
  );
}
