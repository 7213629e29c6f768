import sql, { raw } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { SealedMember } from '#modules/persons/index.ts';
import type { Transaction } from '#platform/database/transaction.ts';

/** A person's newest membership in an office. */
export async function findNewestMemberId(
  transaction: Transaction,
  officeId: string,
  personId: string,
): Promise<string | undefined> {
  const row = await transaction.findRow<{ id: string }>(sql`
    SELECT id FROM tenant.member WHERE office_id = ${officeId} AND person_id = ${personId} ORDER BY id DESC LIMIT 1`);
  return row?.id;
}

/** The offices in which somebody has or had cover, by his key of that column. Needs the platform's context. */
export async function findCoveringOffices(
  transaction: Transaction,
  personKey: string,
  column: 0 | 1,
): Promise<readonly string[]> {
  const rows = await transaction.rows<{ id: string }>(sql`
    SELECT office_id AS id FROM directory.covering_offices(${[personKey]}::uuid[], ${column})`);
  return rows.map(({ id }) => id);
}

export interface Membership extends SealedMember {
  readonly member_id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly covered_until: DayNumber;
}

/** The memberships in an office of whoever has this hash, that of the latest cover first. */
export async function findMemberships(
  transaction: Transaction,
  officeId: string,
  column: 0 | 1,
  hash: Uint8Array,
): Promise<readonly Membership[]> {
  const hashColumn = raw(column === 0 ? 'resident_hash_0' : 'resident_hash_1');
  return await transaction.rows<Membership>(sql`
    SELECT m.office_id, m.id AS member_id, m.agency_id, m.unit_id, m.person_id, m.sealed, p.wrapped_key,
      c.covered_until
    FROM tenant.person p
    JOIN tenant.member m ON m.office_id = p.office_id AND m.person_id = p.id
    JOIN (SELECT office_id, member_id, max(end_on) AS covered_until FROM tenant.coverage_period
      WHERE office_id = ${officeId} AND state <> 'cancelled'
        AND person_id IN (SELECT id FROM tenant.person WHERE office_id = ${officeId} AND ${hashColumn} = ${hash})
      GROUP BY office_id, member_id) c ON c.office_id = m.office_id AND c.member_id = m.id
    WHERE p.office_id = ${officeId} AND p.${hashColumn} = ${hash}
    ORDER BY c.covered_until DESC, m.id DESC`);
}

/** What offices are called. */
export async function findOfficeNames(
  transaction: Transaction,
  officeIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.rows<{ id: string; name: string }>(sql`
    SELECT id, name FROM reference.office WHERE id = ANY (${officeIds}::uuid[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The office that was opened first; `undefined` where none is open yet. */
export async function findOldestOfficeId(transaction: Transaction): Promise<string | undefined> {
  const row = await transaction.findRow<{ id: string }>(sql`
    SELECT id FROM reference.office WHERE kind = 'office' ORDER BY opened_on, code LIMIT 1`);
  return row?.id;
}
