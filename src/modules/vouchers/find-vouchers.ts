import type { DayNumber } from '#kernel/civil-date.ts';
import type { VoucherLine } from '#modules/ledger/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { countWaiting, findLines, findVoucherPage, findVoucherRow, type VoucherRow } from './store.ts';

/** A page of the office's vouchers, the latest first. */
export async function findVouchers(
  platform: Platform,
  { access }: Caller,
  page: Parameters<typeof findVoucherPage>[2],
): Promise<readonly VoucherRow[]> {
  return await platform.database.transaction(access, (transaction) =>
    findVoucherPage(transaction, access.officeId, page),
  );
}

/** A voucher with its lines. */
export async function findVoucher(
  platform: Platform,
  { access }: Caller,
  id: string,
): Promise<(VoucherRow & { readonly lines: readonly VoucherLine[] }) | undefined> {
  return await platform.database.transaction(access, async (transaction) => {
    const voucher = await findVoucherRow(transaction, access.officeId, id);
    return voucher === undefined ? undefined : { ...voucher, lines: await findLines(transaction, access.officeId, id) };
  });
}

/** How many vouchers of some days wait for a decision. */
export async function countWaitingVouchers(
  transaction: Transaction,
  officeId: string,
  days: { readonly from: DayNumber; readonly until: DayNumber },
): Promise<number> {
  return await countWaiting(transaction, officeId, days);
}
