import sql from 'sql-template-tag';
import type { Caller } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { openAccount } from './payee-account.ts';

/** A card as its owner sees it again. */
export interface OwnPayeeAccount {
  readonly bankName: string;
  /** The last four digits. */
  readonly cardTail: string;
  readonly registeredAt: number;
}

/** Whether somebody has a card to which his benefits go. */
export async function hasPayeeAccount(transaction: Transaction, officeId: string, personId: string): Promise<boolean> {
  const found = await transaction.findRow(sql`
    SELECT FROM tenant.payee_account
    WHERE office_id = ${officeId} AND person_id = ${personId} AND state = 'standing'`);
  return found !== undefined;
}

const TAIL_DIGITS = 4;

/** The card of the person who asks; `undefined` where he has registered none. */
export async function findOwnPayeeAccount(
  platform: Platform,
  { access }: Caller,
): Promise<OwnPayeeAccount | undefined> {
  if (access.scope !== 'person') return undefined;
  const { officeId, personId } = access;
  const row = await platform.database.transaction(access, (transaction) =>
    transaction.findRow<{ id: string; sealed: Buffer; registeredAt: number; wrappedKey: Buffer | null }>(sql`
      SELECT a.id, a.sealed, a.registered_at AS "registeredAt", p.wrapped_key AS "wrappedKey"
      FROM tenant.payee_account a JOIN tenant.person p ON p.office_id = a.office_id AND p.id = a.person_id
      WHERE a.office_id = ${officeId} AND a.person_id = ${personId} AND a.state = 'standing'`),
  );
  if (row === undefined || row.wrappedKey === null) return undefined;
  const { id, wrappedKey, sealed, registeredAt } = row;
  const { bankName, cardNumber } = openAccount(platform.ring(), { officeId, personId, wrappedKey, id }, sealed);
  return { bankName, cardTail: cardNumber.slice(-TAIL_DIGITS), registeredAt };
}
