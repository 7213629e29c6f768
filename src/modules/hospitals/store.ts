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

/** The houses of these codes that the office knows, locked in the order of their codes. */
export async function lockHospitals(
  { transaction, officeId }: Act,
  codes: readonly string[],
): Promise<readonly HospitalRow[]> {
  return await transaction.rows<HospitalRow>(sql`
    SELECT id, code, name FROM tenant.hospital WHERE office_id = ${officeId} AND code = ANY (${codes})
    ORDER BY code FOR UPDATE`);
}

export async function insertHospitals(
  { transaction, officeId, now }: Act,
  houses: readonly HospitalRow[],
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.hospital (office_id, id, code, name, plain_name, changed_at)
    SELECT ${officeId}, h.id, h.code, h.name, h.plain_name, ${instantValue(now)}
    FROM unnest(${houses.map(({ id }) => id)}::uuid[], ${houses.map(({ code }) => code)}::text[],
      ${houses.map(({ name }) => name)}::text[], ${houses.map(({ name }) => plainName(name))}::text[])
      AS h (id, code, name, plain_name)`);
}

export async function renameHospitals(
  { transaction, officeId, now }: Act,
  houses: readonly Pick<HospitalRow, 'id' | 'name'>[],
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.hospital h SET name = n.name, plain_name = n.plain_name, changed_at = ${instantValue(now)}
    FROM unnest(${houses.map(({ id }) => id)}::uuid[], ${houses.map(({ name }) => name)}::text[],
      ${houses.map(({ name }) => plainName(name))}::text[]) AS n (id, name, plain_name)
    WHERE h.office_id = ${officeId} AND h.id = n.id`);
}

/** An entry to append to the history of a house. */
export type NewEntry = Pick<EntryRow, 'number' | 'name' | 'kind' | 'grade' | 'is_recognised' | 'from_on' | 'source'> & {
  readonly hospital_id: string;
};

export async function appendEntries(
  { transaction, officeId, actorId, now }: Act,
  entries: readonly NewEntry[],
): Promise<void> {
  const column = <Key extends keyof NewEntry>(key: Key): NewEntry[Key][] => entries.map((entry) => entry[key]);
  await transaction.run(sql`
    INSERT INTO tenant.hospital_entry (office_id, hospital_id, number, name, kind, grade, is_recognised, from_on, source,
      changed_by, changed_at)
    SELECT ${officeId}, e.hospital_id, e.number, e.name, e.kind, e.grade, e.is_recognised, e.from_on, e.source,
      ${actorId}, ${instantValue(now)}
    FROM unnest(${column('hospital_id')}::uuid[], ${column('number')}::integer[], ${column('name')}::text[],
      ${column('kind')}::text[], ${column('grade')}::smallint[], ${column('is_recognised')}::boolean[],
      ${column('from_on').map((day) => dayValue(day))}::date[], ${column('source')}::text[])
      AS e (hospital_id, number, name, kind, grade, is_recognised, from_on, source)`);
}

/** The entries of these houses, of each the first first. */
export async function findEntriesOf(
  { transaction, officeId }: Act,
  hospitalIds: readonly string[],
): Promise<readonly (EntryRow & { readonly hospital_id: string })[]> {
  return await transaction.rows(sql`
    SELECT hospital_id, number, name, kind, grade, is_recognised, from_on, source, changed_by, changed_at
    FROM tenant.hospital_entry WHERE office_id = ${officeId} AND hospital_id = ANY (${hospitalIds}::uuid[])
    ORDER BY hospital_id, number`);
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
