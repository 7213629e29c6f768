import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { type BankRow, findBankRows } from './statement-store.ts';

/** The rows of the bank's statements behind a month's inflow or outflow. */
export async function findBankFlows(
  platform: Platform,
  { access }: Caller,
  filter: Parameters<typeof findBankRows>[2],
): Promise<readonly BankRow[]> {
  return await platform.database.transaction(access, (transaction) =>
    findBankRows(transaction, access.officeId, filter),
  );
}
