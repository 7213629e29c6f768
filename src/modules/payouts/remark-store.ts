import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';

/** A payout with what opens its account and the name of the covered person. */
export interface RemarkablePayout {
  readonly id: string;
  readonly person_id: string;
  readonly share: number;
  readonly account_id: string;
  readonly wrapped_key: Buffer | null;
  readonly sealed_account: Buffer;
  readonly sealed_member: Buffer;
  /** Whether the card stands for another person too. */
  readonly is_shared: boolean;
}

/** The payouts of a batch, looked up one by one (ADR 0013). */
export function remarkablePayouts(
  transaction: Transaction,
  officeId: string,
  { id, madeOn }: { readonly id: string; readonly madeOn: DayNumber },
): AsyncGenerator<RemarkablePayout[]> {
  return transaction.batches<RemarkablePayout>(sql`
    SELECT p.id, p.person_id, p.share, p.account_id, person.wrapped_key, a.sealed AS sealed_account,
      m.sealed AS sealed_member, s.is_shared
    FROM tenant.payout p
    CROSS JOIN LATERAL (
      SELECT sealed, card_hash_0, card_hash_1 FROM tenant.payee_account
      WHERE office_id = ${officeId} AND id = p.account_id OFFSET 0) a
    CROSS JOIN LATERAL (
      SELECT wrapped_key FROM tenant.person WHERE office_id = ${officeId} AND id = p.person_id OFFSET 0) person
    CROSS JOIN LATERAL (
      SELECT member_id FROM tenant.claim WHERE office_id = ${officeId} AND id = p.claim_id OFFSET 0) c
    CROSS JOIN LATERAL (
      SELECT sealed FROM tenant.member WHERE office_id = ${officeId} AND id = c.member_id OFFSET 0) m
    CROSS JOIN LATERAL (
      SELECT EXISTS (
        SELECT FROM (SELECT person_id, state FROM tenant.payee_account
          WHERE office_id = ${officeId} AND card_hash_0 = a.card_hash_0 OFFSET 0) o
        WHERE o.person_id <> p.person_id AND o.state <> 'replaced')
      OR EXISTS (
        SELECT FROM (SELECT person_id, state FROM tenant.payee_account
          WHERE office_id = ${officeId} AND card_hash_1 = a.card_hash_1 OFFSET 0) o
        WHERE o.person_id <> p.person_id AND o.state <> 'replaced') AS is_shared) s
    WHERE p.office_id = ${officeId} AND p.made_on = ${dayValue(madeOn)} AND p.batch_id = ${id}
    ORDER BY p.number`);
}

export async function saveRemarks(
  { transaction, officeId }: Act,
  madeOn: DayNumber,
  remarked: readonly { readonly id: string; readonly remarks: readonly string[] }[],
): Promise<void> {
  if (remarked.length === 0) return;
  await transaction.run(sql`
    UPDATE tenant.payout p SET remarks = string_to_array(r.remarks, ' ')
    FROM unnest(${remarked.map(({ id }) => id)}::uuid[], ${remarked.map(({ remarks }) => remarks.join(' '))}::text[])
      AS r (id, remarks)
    WHERE p.office_id = ${officeId} AND p.made_on = ${dayValue(madeOn)} AND p.id = r.id`);
}
