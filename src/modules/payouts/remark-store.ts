import sql from 'sql-template-tag';
import type { Transaction } from '#platform/database/transaction.ts';
import type { NewPayout } from './store.ts';

/** What opens the account of a payout to be and the name of the covered person. */
export interface RemarkablePayout {
  readonly wrapped_key: Buffer;
  readonly sealed_account: Buffer;
  readonly sealed_member: Buffer;
  /** Whether the card stands for another person too. */
  readonly is_shared: boolean;
}

/** By the payouts' ids. Looked up one by one (ADR 0013). */
export async function findRemarkable(
  transaction: Transaction,
  officeId: string,
  payouts: readonly NewPayout[],
): Promise<ReadonlyMap<string, RemarkablePayout>> {
  const rows = await transaction.rows<RemarkablePayout & { readonly id: string }>(sql`
    SELECT p.id, person.wrapped_key, a.sealed AS sealed_account, m.sealed AS sealed_member, s.is_shared
    FROM unnest(${payouts.map(({ id }) => id)}::uuid[], ${payouts.map(({ claim }) => claim.person_id)}::uuid[],
      ${payouts.map(({ claim }) => claim.member_id)}::uuid[], ${payouts.map(({ claim }) => claim.account_id)}::uuid[])
      AS p (id, person_id, member_id, account_id)
    CROSS JOIN LATERAL (
      SELECT sealed, card_hash_0, card_hash_1 FROM tenant.payee_account
      WHERE office_id = ${officeId} AND id = p.account_id OFFSET 0) a
    CROSS JOIN LATERAL (
      SELECT wrapped_key FROM tenant.person
      WHERE office_id = ${officeId} AND id = p.person_id AND wrapped_key IS NOT NULL OFFSET 0) person
    CROSS JOIN LATERAL (
      SELECT sealed FROM tenant.member WHERE office_id = ${officeId} AND id = p.member_id OFFSET 0) m
    CROSS JOIN LATERAL (
      SELECT EXISTS (
        SELECT FROM (SELECT person_id, state FROM tenant.payee_account
          WHERE office_id = ${officeId} AND card_hash_0 = a.card_hash_0 OFFSET 0) o
        WHERE o.person_id <> p.person_id AND o.state <> 'replaced')
      OR EXISTS (
        SELECT FROM (SELECT person_id, state FROM tenant.payee_account
          WHERE office_id = ${officeId} AND card_hash_1 = a.card_hash_1 OFFSET 0) o
        WHERE o.person_id <> p.person_id AND o.state <> 'replaced') AS is_shared) s`);
  return new Map(rows.map((row) => [row.id, row]));
}
