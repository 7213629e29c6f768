import sql from 'sql-template-tag';
import type { Transaction } from '#platform/database/transaction.ts';

/** Whether somebody has a card to which his benefits go. */
export async function hasPayeeAccount(transaction: Transaction, officeId: string, personId: string): Promise<boolean> {
  const found = await transaction.findRow(sql`
    SELECT FROM tenant.payee_account
    WHERE office_id = ${officeId} AND person_id = ${personId} AND state = 'standing'`);
  return found !== undefined;
}

/** The card to which somebody's benefits go, sealed; `wrappedKey` is `null` where his data were deleted. */
export function findStandingAccount(
  transaction: Transaction,
  officeId: string,
  personId: string,
): Promise<{ id: string; sealed: Buffer; registeredAt: number; wrappedKey: Buffer | null } | undefined> {
  return transaction.findRow(sql`
    SELECT a.id, a.sealed, a.registered_at AS "registeredAt", p.wrapped_key AS "wrappedKey"
    FROM tenant.payee_account a JOIN tenant.person p ON p.office_id = a.office_id AND p.id = a.person_id
    WHERE a.office_id = ${officeId} AND a.person_id = ${personId} AND a.state = 'standing'`);
}
