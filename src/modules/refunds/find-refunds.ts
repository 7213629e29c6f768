import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import type { RefundState } from './states.ts';
import { findRefundableOrders, findRefundPage, payerOf, type RefundableOrder, type RefundRow } from './store.ts';

export interface Refund extends RefundRow {
  readonly unit_name: string | null;
  /** Where the money came from and goes back to; `undefined` where no credit is left. */
  readonly payer: { readonly payerName: string; readonly payerAccount: string } | undefined;
}

/** A page of refunds, the latest first, each with the account to which it goes back. */
export async function findRefunds(
  platform: Platform,
  { access }: Caller,
  page: { readonly state?: RefundState | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Refund[]> {
  const rows = await platform.database.transaction(access, (transaction) =>
    findRefundPage(transaction, access.officeId, page),
  );
  return rows.map(({ credit_id, sealed_credit, ...row }) => ({
    ...row,
    payer: payerOf(platform, access.officeId, { credit_id, sealed_credit }),
  }));
}

const ORDERS_SHOWN = 500;

/** What should be proposed: orders that were paid for persons without cover. */
export async function findOverpaidOrders(platform: Platform, { access }: Caller): Promise<readonly RefundableOrder[]> {
  return await platform.database.transaction(access, (transaction) =>
    findRefundableOrders(transaction, access.officeId, ORDERS_SHOWN),
  );
}
