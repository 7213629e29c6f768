import type { Act, Caller } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import type { RefundState } from './states.ts';
import {
  findProposedCredits,
  findRefundableOrders,
  findRefundPage,
  findStandingRefund,
  payerOf,
  type RefundableOrder,
  type RefundRow,
} from './store.ts';

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

/** What stands of a refund of an order: while it does, the order's money is not taken from it. */
export async function standingRefund(
  act: Act,
  orderId: string,
): Promise<{ readonly number: string; readonly state: RefundState } | undefined> {
  return await findStandingRefund(act, orderId);
}

/** Of these credits, those that somebody has proposed to give back. */
export async function findCreditsToRefund(
  transaction: Transaction,
  officeId: string,
  entryIds: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set(await findProposedCredits(transaction, officeId, entryIds));
}
