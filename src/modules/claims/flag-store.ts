import sql, { type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';

/** So many days a unit's claims are counted back, and a hospital's latest. */
export const UNIT_DAYS = 90;
export const HOSPITAL_DAYS = 30;
/** So many times as long before, a hospital's are counted to compare with. */
export const HOSPITAL_SPANS_BEFORE = 6;

export interface Frequencies {
  /** Claims of the unit in {@link UNIT_DAYS}, with its staff. */
  readonly ofUnit: number;
  readonly unitStaff: number;
  /** From the hospital in {@link HOSPITAL_DAYS}, and in {@link HOSPITAL_SPANS_BEFORE} such spans before. */
  readonly ofHospital: number;
  readonly ofHospitalBefore: number;
}

/** Where and when one counts. */
export interface CountedAt {
  readonly unitId: string;
  readonly hospitalHash: Buffer | null;
  readonly on: DayNumber;
}

/** How often a unit and a hospital stand in claims that people sent, up to and with a day. In the office's scope. */
export async function findFrequencies(
  transaction: Transaction,
  officeId: string,
  { unitId, hospitalHash, on }: CountedAt,
): Promise<Frequencies> {
  const latest = on - HOSPITAL_DAYS;
  const hospital = (from: DayNumber, until: DayNumber): Sql => sql`(
    SELECT count(*) FROM tenant.claim WHERE office_id = ${officeId} AND hospital_hash = ${hospitalHash}
      AND origin <> 'settlement' AND submitted_on > ${dayValue(from)} AND submitted_on <= ${dayValue(until)})`;
  return await transaction.getRow<Frequencies>(
    sql`
    SELECT
      (SELECT count(*) FROM tenant.claim WHERE office_id = ${officeId} AND unit_id = ${unitId}
        AND origin <> 'settlement' AND submitted_on > ${dayValue(on - UNIT_DAYS)}
        AND submitted_on <= ${dayValue(on)}) AS "ofUnit",
      (SELECT coalesce(sum(staff_count), 0)::bigint FROM tenant.unit
        WHERE office_id = ${officeId} AND id = ${unitId}) AS "unitStaff",
      ${hospital(latest, on)} AS "ofHospital",
      ${hospital(latest - HOSPITAL_DAYS * HOSPITAL_SPANS_BEFORE, latest)} AS "ofHospitalBefore"`,
    'claim-frequencies',
  );
}

/**
 * The other persons who have a phone or a card of person `p` too. One hash at a time (OFFSET 0): behind policies a join over
 * either hash would read the whole table for each person.
 */
function sharersOf(officeId: string, thing: 'phone' | 'card'): Sql {
  const own =
    thing === 'phone'
      ? sql`SELECT phone_hash_0 AS hash_0, phone_hash_1 AS hash_1 FROM tenant.member
          WHERE office_id = ${officeId} AND person_id = p.person_id OFFSET 0`
      : sql`SELECT card_hash_0 AS hash_0, card_hash_1 AS hash_1 FROM tenant.payee_account
          WHERE office_id = ${officeId} AND person_id = p.person_id AND state = 'standing' OFFSET 0`;
  const others =
    thing === 'phone'
      ? sql`(SELECT person_id FROM tenant.member WHERE office_id = ${officeId} AND phone_hash_0 = own.hash_0 OFFSET 0)
          UNION (SELECT person_id FROM tenant.member WHERE office_id = ${officeId} AND phone_hash_1 = own.hash_1 OFFSET 0)`
      : sql`(SELECT person_id FROM tenant.payee_account
          WHERE office_id = ${officeId} AND card_hash_0 = own.hash_0 AND state = 'standing' OFFSET 0)
          UNION (SELECT person_id FROM tenant.payee_account
          WHERE office_id = ${officeId} AND card_hash_1 = own.hash_1 AND state = 'standing' OFFSET 0)`;
  return sql`
    SELECT o.person_id FROM (${own}) own CROSS JOIN LATERAL (${others}) o WHERE o.person_id <> p.person_id`;
}

export interface Sharers {
  readonly phone: number;
  readonly card: number;
}

/** How many other persons have the phone, and the card, of this one. In the office's scope. */
export async function countSharers(transaction: Transaction, officeId: string, personId: string): Promise<Sharers> {
  return await transaction.getRow<Sharers>(
    sql`
    SELECT (SELECT count(*) FROM (${sharersOf(officeId, 'phone')}) s) AS phone,
      (SELECT count(*) FROM (${sharersOf(officeId, 'card')}) s) AS card
    FROM (SELECT ${personId}::uuid AS person_id) p`,
    'claim-sharers',
  );
}

/** Of the claims of an import that wait for review: flags those whose person's phone, or card, others have too. */
export async function flagSharersOfImport(transaction: Transaction, officeId: string, importId: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim c SET flags = c.flags || f.flags
    FROM (
      SELECT p.id, array_remove(ARRAY[
        CASE WHEN EXISTS (${sharersOf(officeId, 'phone')}) THEN 'shared-phone' END,
        CASE WHEN EXISTS (${sharersOf(officeId, 'card')}) THEN 'shared-card' END], NULL) AS flags
      FROM (SELECT id, person_id FROM tenant.claim
        WHERE office_id = ${officeId} AND import_id = ${importId} AND reviewing_agency_id IS NOT NULL OFFSET 0) p) f
    WHERE c.office_id = ${officeId} AND c.import_id = ${importId} AND c.id = f.id AND cardinality(f.flags) > 0`);
}

/** Claims of others in which a paper of this one lies too. In the office's scope. */
export async function findClaimsWithSameFile(
  transaction: Transaction,
  officeId: string,
  claimId: string,
): Promise<readonly string[]> {
  const rows = await transaction.rows<{ claim_id: string }>(sql`
    SELECT DISTINCT other.claim_id
    FROM (SELECT id FROM tenant.claim_draft WHERE office_id = ${officeId} AND claim_id = ${claimId} OFFSET 0) mine
    CROSS JOIN LATERAL (SELECT content_hash FROM tenant.document
      WHERE office_id = ${officeId} AND draft_id = mine.id AND removed_at IS NULL OFFSET 0) file
    CROSS JOIN LATERAL (SELECT draft_id FROM tenant.document
      WHERE office_id = ${officeId} AND content_hash = file.content_hash AND draft_id <> mine.id OFFSET 0) same
    CROSS JOIN LATERAL (SELECT claim_id FROM tenant.claim_draft
      WHERE office_id = ${officeId} AND id = same.draft_id AND claim_id IS NOT NULL OFFSET 0) other
    LIMIT 20`);
  return rows.map(({ claim_id }) => claim_id);
}

/** Other claims that the insurer's records of these stays made. In the office's scope. */
export async function findClaimsOfStays(
  transaction: Transaction,
  officeId: string,
  claimId: string,
  stayHashes: readonly Buffer[],
): Promise<readonly string[]> {
  if (stayHashes.length === 0) return [];
  const rows = await transaction.rows<{ claim_id: string }>(sql`
    SELECT DISTINCT claim_id FROM tenant.settlement_key
    WHERE office_id = ${officeId} AND stay_hash = ANY (${stayHashes}::bytea[]) AND claim_id <> ${claimId} LIMIT 20`);
  return rows.map(({ claim_id }) => claim_id);
}

/** Of these claims, those that the transaction's scope sees. */
export async function findClaimsInSight(
  transaction: Transaction,
  officeId: string,
  claimIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (claimIds.length === 0) return new Set();
  const rows = await transaction.rows<{ id: string }>(sql`
    SELECT id FROM tenant.claim WHERE office_id = ${officeId} AND id = ANY (${claimIds}::uuid[])`);
  return new Set(rows.map(({ id }) => id));
}
