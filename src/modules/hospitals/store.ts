import sql, { empty } from 'sql-template-tag';
import type { HospitalKind } from '#intake/hospitals/read-hospitals.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';

export interface HospitalRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** What holds of a house from a day on. */
export interface EntryRow {
  readonly number: number;
  readonly name: string;
  readonly kind: HospitalKind;
  readonly grade: number;
  readonly is_recognised: boolean;
  readonly from_on: DayNumber;
  readonly source: string;
  readonly changed_by: string;
  readonly changed_at: number;
}

export interface ListedHospital extends HospitalRow, EntryRow {}

/** Letters and digits plain, nothing between them: how names are compared. */
export function plainName(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '');
}

export function lockHospital({ transaction, officeId }: Act, code: string): Promise<HospitalRow | undefined> {
  return transaction.findRow<HospitalRow>(
    sql`SELECT id, code, name FROM tenant.hospital WHERE office_id = ${officeId} AND code = ${code} FOR UPDATE`,
  );
}

export async function insertHospital(
  { transaction, officeId, now }: Act,
  { id, code, name }: HospitalRow,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.hospital (office_id, id, code, name, plain_name, changed_at)
    VALUES (${officeId}, ${id}, ${code}, ${name}, ${plainName(name)}, ${instantValue(now)})`);
}

export async function renameHospital({ transaction, officeId, now }: Act, id: string, name: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.hospital SET name = ${name}, plain_name = ${plainName(name)}, changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

export async function appendEntry(
  { transaction, officeId, actorId, now }: Act,
  hospitalId: string,
  entry: Pick<EntryRow, 'name' | 'kind' | 'grade' | 'is_recognised' | 'from_on' | 'source'>,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.hospital_entry (office_id, hospital_id, number, name, kind, grade, is_recognised, from_on, source,
      changed_by, changed_at)
    SELECT ${officeId}, ${hospitalId}, coalesce(max(number), 0) + 1, ${entry.name}, ${entry.kind}, ${entry.grade},
      ${entry.is_recognised}, ${dayValue(entry.from_on)}, ${entry.source}, ${actorId}, ${instantValue(now)}
    FROM tenant.hospital_entry WHERE office_id = ${officeId} AND hospital_id = ${hospitalId}`);
}

/** The entries of a house, the first first. */
export async function findEntries(
  transaction: Transaction,
  officeId: string,
  hospitalId: string,
): Promise<readonly EntryRow[]> {
  return await transaction.rows<EntryRow>(sql`
    SELECT number, name, kind, grade, is_recognised, from_on, source, changed_by, changed_at FROM tenant.hospital_entry
    WHERE office_id = ${officeId} AND hospital_id = ${hospitalId} ORDER BY number`);
}

export function findHospital(transaction: Transaction, officeId: string, id: string): Promise<HospitalRow | undefined> {
  return transaction.findRow<HospitalRow>(
    sql`SELECT id, code, name FROM tenant.hospital WHERE office_id = ${officeId} AND id = ${id}`,
  );
}

/** A page of houses by code, with what holds of them on a day; a search finds parts of names and codes. */
export async function findHospitalPage(
  transaction: Transaction,
  officeId: string,
  page: {
    readonly onDay: DayNumber;
    readonly search?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly ListedHospital[]> {
  const { search, after } = page;
  const part = search === undefined || search === '' ? undefined : `%${escaped(plainName(search))}%`;
  return await transaction.rows<ListedHospital>(sql`
    SELECT h.id, h.code, e.* FROM (
      SELECT id, code FROM tenant.hospital
      WHERE office_id = ${officeId} ${after === undefined ? empty : sql`AND code > ${after}`}
        ${part === undefined ? empty : sql`AND (plain_name LIKE ${part} OR code LIKE ${part})`}
      ORDER BY code LIMIT ${page.limit}) h
    CROSS JOIN LATERAL (
      SELECT number, name, kind, grade, is_recognised, from_on, source, changed_by, changed_at FROM tenant.hospital_entry
      WHERE office_id = ${officeId} AND hospital_id = h.id
      ORDER BY from_on <= ${dayValue(page.onDay)} DESC, CASE WHEN from_on <= ${dayValue(page.onDay)} THEN from_on END DESC,
        number DESC LIMIT 1) e
    ORDER BY h.code`);
}

/** What holds of the house of that name on a day; `undefined` where none is known by it, or not yet on that day. */
export async function findStandingEntry(
  transaction: Transaction,
  officeId: string,
  name: string,
  onDay: DayNumber,
): Promise<Pick<EntryRow, 'kind' | 'grade' | 'is_recognised'> | undefined> {
  return await transaction.findRow(sql`
    SELECT e.kind, e.grade, e.is_recognised
    FROM tenant.hospital h JOIN tenant.hospital_entry e ON e.office_id = h.office_id AND e.hospital_id = h.id
    WHERE h.office_id = ${officeId} AND h.plain_name = ${plainName(name)} AND e.from_on <= ${dayValue(onDay)}
    ORDER BY e.from_on DESC, e.number DESC LIMIT 1`);
}

/** Whether the office keeps a register at all. */
export async function hasHospitals(transaction: Transaction, officeId: string): Promise<boolean> {
  const found = await transaction.findRow(sql`SELECT FROM tenant.hospital WHERE office_id = ${officeId} LIMIT 1`);
  return found !== undefined;
}

/** What means something in a pattern stands for itself. */
function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}
