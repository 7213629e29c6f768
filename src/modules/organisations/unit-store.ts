import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { UnitState } from './states.ts';

/** A participating unit as the database holds it. */
export interface UnitRow {
  readonly officeId: string;
  readonly id: string;
  readonly agencyId: string;
  readonly name: string;
  readonly creditCode: string;
  readonly unionName: string | null;
  readonly unionCreditCode: string | null;
  readonly address: string;
  readonly staffCount: number;
  readonly womenCount: number;
  readonly eligibleCount: number;
  readonly state: UnitState;
  readonly successorOfficeId: string | null;
  readonly successorId: string | null;
  readonly predecessorOfficeId: string | null;
  readonly predecessorId: string | null;
  readonly refusalReason: string | null;
  readonly sealedContact: Buffer | null;
  readonly registeredAt: number;
}

const COLUMNS = sql`office_id AS "officeId", id, agency_id AS "agencyId", name, credit_code AS "creditCode",
  union_name AS "unionName", union_credit_code AS "unionCreditCode", address, staff_count AS "staffCount",
  women_count AS "womenCount", eligible_count AS "eligibleCount", state, successor_office_id AS "successorOfficeId",
  successor_id AS "successorId", predecessor_office_id AS "predecessorOfficeId", predecessor_id AS "predecessorId",
  refusal_reason AS "refusalReason", sealed_contact AS "sealedContact", registered_at AS "registeredAt"`;

export async function insertUnit(transaction: Transaction, unit: UnitRow): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.unit (office_id, id, agency_id, name, credit_code, union_name, union_credit_code, address,
      staff_count, women_count, eligible_count, state, predecessor_office_id, predecessor_id, sealed_contact,
      registered_at)
    VALUES (${unit.officeId}, ${unit.id}, ${unit.agencyId}, ${unit.name}, ${unit.creditCode}, ${unit.unionName},
      ${unit.unionCreditCode}, ${unit.address}, ${unit.staffCount}, ${unit.womenCount}, ${unit.eligibleCount},
      ${unit.state}, ${unit.predecessorOfficeId}, ${unit.predecessorId}, ${unit.sealedContact},
      ${instantValue(unit.registeredAt)})`);
}

/** Takes a credit code for a unit; false where a unit that lives has it, in whatever office. */
export async function reserveCode(transaction: Transaction, unit: UnitRow): Promise<boolean> {
  const reserved = await transaction.run(sql`
    INSERT INTO directory.unit_code (credit_code, office_id, unit_id)
    VALUES (${unit.creditCode}, ${unit.officeId}, ${unit.id}) ON CONFLICT DO NOTHING`);
  return reserved === 1;
}

/** Gives a code free: its unit lives no more. */
export async function releaseCode(transaction: Transaction, unit: UnitRow): Promise<void> {
  await transaction.run(sql`
    DELETE FROM directory.unit_code
    WHERE credit_code = ${unit.creditCode} AND office_id = ${unit.officeId} AND unit_id = ${unit.id}`);
}

export function findUnit(transaction: Transaction, officeId: string, id: string): Promise<UnitRow | undefined> {
  return transaction.findRow<UnitRow>(sql`
    SELECT ${COLUMNS} FROM tenant.unit WHERE office_id = ${officeId} AND id = ${id}`);
}

export function findUnitByCode(
  transaction: Transaction,
  officeId: string,
  creditCode: string,
): Promise<{ unitId: string } | undefined> {
  return transaction.findRow(sql`
    SELECT unit_id AS "unitId" FROM directory.unit_code
    WHERE credit_code = ${creditCode} AND office_id = ${officeId}`);
}

export function lockUnit(transaction: Transaction, officeId: string, id: string): Promise<UnitRow | undefined> {
  return transaction.findRow<UnitRow>(sql`
    SELECT ${COLUMNS} FROM tenant.unit WHERE office_id = ${officeId} AND id = ${id} FOR UPDATE`);
}

export async function setUnitState(
  transaction: Transaction,
  unit: UnitRow,
  state: UnitState,
  {
    reason = null,
    successor,
  }: { readonly reason?: string | null; readonly successor?: { officeId: string; id: string } },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.unit SET state = ${state}, refusal_reason = ${reason},
      successor_office_id = ${successor?.officeId ?? null}, successor_id = ${successor?.id ?? null}
    WHERE office_id = ${unit.officeId} AND id = ${unit.id}`);
}

export type UnitParticulars = Pick<
  UnitRow,
  'name' | 'unionName' | 'unionCreditCode' | 'address' | 'staffCount' | 'womenCount' | 'eligibleCount' | 'sealedContact'
>;

export async function updateUnit(
  transaction: Transaction,
  { officeId, id }: UnitRow,
  particulars: UnitParticulars,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.unit SET name = ${particulars.name}, union_name = ${particulars.unionName},
      union_credit_code = ${particulars.unionCreditCode}, address = ${particulars.address},
      staff_count = ${particulars.staffCount}, women_count = ${particulars.womenCount},
      eligible_count = ${particulars.eligibleCount}, sealed_contact = ${particulars.sealedContact}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

/** How many work at a unit, of these women, of these such as may join. */
export type StaffNumbers = Pick<UnitRow, 'staffCount' | 'womenCount' | 'eligibleCount'>;

export async function setStaffNumbers(
  transaction: Transaction,
  { officeId, id }: UnitRow,
  { staffCount, womenCount, eligibleCount }: StaffNumbers,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.unit SET staff_count = ${staffCount}, women_count = ${womenCount}, eligible_count = ${eligibleCount}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

export interface UnitFilter {
  readonly state?: UnitState;
  /** This node and all below it. */
  readonly agencyIds?: readonly string[];
  readonly namePrefix?: string;
}

/** The row behind which a page begins: by name where a beginning of the name is asked for, else by id alone. */
export interface UnitKey {
  readonly name: string;
  readonly id: string;
}

/** A page of the units in sight. */
export function findUnitRows(
  transaction: Transaction,
  officeId: string,
  { state, agencyIds, namePrefix }: UnitFilter,
  { after, limit }: { readonly after?: UnitKey; readonly limit: number },
): Promise<UnitRow[]> {
  const conditions: Sql[] = [sql`office_id = ${officeId}`];
  if (state !== undefined) conditions.push(sql`state = ${state}`);
  if (agencyIds !== undefined) conditions.push(sql`agency_id = ANY (${agencyIds}::uuid[])`);
  if (namePrefix !== undefined) {
    // the two comparisons are leakproof, so the index serves behind the policy, where LIKE's could not
    conditions.push(sql`name ~>=~ ${namePrefix} AND name ~<~ ${namePrefix + LAST_CHARACTER}`);
  }
  if (after !== undefined) {
    conditions.push(
      namePrefix === undefined
        ? sql`id > ${after.id}`
        : sql`(name ~>~ ${after.name} OR (name = ${after.name} AND id > ${after.id}))`,
    );
  }
  const order = namePrefix === undefined ? sql`id` : sql`name USING ~<~, id`;
  return transaction.rows<UnitRow>(sql`
    SELECT ${COLUMNS} FROM tenant.unit WHERE ${join(conditions, ' AND ')} ORDER BY ${order} LIMIT ${limit}`);
}

const LAST_CHARACTER = '\u{10ffff}';

/**
 * The tables whose rows say to which agency a unit belongs, and that the application may change there: all of these
 * follow a unit that moves. What it may only append to (the trail, events) keeps the agency of its day.
 */
export async function tablesThatFollow(transaction: Transaction): Promise<string[]> {
  const rows = await transaction.rows<{ name: string }>(sql`
    SELECT n.nspname || '.' || c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute unit ON unit.attrelid = c.oid AND unit.attname = 'unit_id'
      JOIN pg_attribute agency ON agency.attrelid = c.oid AND agency.attname = 'agency_id'
    WHERE n.nspname IN ('tenant', 'directory') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND has_column_privilege(c.oid, agency.attnum, 'UPDATE')
    ORDER BY name`);
  return rows.map(({ name }) => name);
}

/** Hangs a unit under another agency, with every row that follows it; how many rows that were, by table. */
export async function rehang(
  transaction: Transaction,
  { officeId, id }: UnitRow,
  agencyId: string,
): Promise<Readonly<Record<string, number>>> {
  await transaction.run(sql`
    UPDATE tenant.unit SET agency_id = ${agencyId} WHERE office_id = ${officeId} AND id = ${id}`);
  const moved: Record<string, number> = {};
  for (const table of await tablesThatFollow(transaction)) {
    moved[table] = await transaction.run(sql`
      UPDATE ${raw(table)} SET agency_id = ${agencyId} WHERE office_id = ${officeId} AND unit_id = ${id}`);
  }
  return moved;
}

/** Gives a code to the successor of its unit, in another office. Needs the platform's context. */
export async function passCodeOn(
  transaction: Transaction,
  { creditCode, officeId, id }: UnitRow,
  successor: { readonly officeId: string; readonly id: string },
): Promise<void> {
  const passed = await transaction.run(sql`
    UPDATE directory.unit_code SET office_id = ${successor.officeId}, unit_id = ${successor.id}
    WHERE credit_code = ${creditCode} AND office_id = ${officeId} AND unit_id = ${id}`);
  if (passed !== 1) throw new Error('a living unit does not have its code in the directory');
}

/** The names of these units. */
export async function unitNames(
  transaction: Transaction,
  officeId: string,
  unitIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.rows<{ id: string; name: string }>(
    sql`SELECT id, name FROM tenant.unit WHERE office_id = ${officeId} AND id = ANY (${[...new Set(unitIds)]}::uuid[])`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
