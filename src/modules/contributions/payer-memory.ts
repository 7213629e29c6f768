import type { Transaction } from '#platform/database/transaction.ts';
import { findKnownPayers } from './payer-store.ts';
import { findOpenOrders, type OpeningPlace, type OpenOrderToMatch } from './store.ts';

/** The orders that wait for money, or those of some ids, with everybody by whom a payer may be known. */
export async function findOrdersToMatch(
  transaction: Transaction,
  at: OpeningPlace,
  ids?: readonly string[],
): Promise<readonly OpenOrderToMatch[]> {
  const orders = await findOpenOrders(transaction, at.officeId, ids);
  const units = [...new Set(orders.map(({ unit_id }) => unit_id))];
  const payers = await findKnownPayers(transaction, at, units);
  return orders.map((order) => ({ ...order, knownPayers: payers.get(order.unit_id) ?? [] }));
}
