import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';

export type AgencyKind = 'office' | 'city' | 'county';

/** A node of an office's tree. */
export interface Agency {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: AgencyKind;
  readonly code: string;
  readonly name: string;
  /** From the root down to this node, both included. */
  readonly path: readonly string[];
  readonly isOpen: boolean;
}

/** The one account into which an office's contributions are paid (通知-三(二).3). */
export interface OfficeAccount {
  readonly name: string;
  readonly number: string;
  readonly bankName: string;
  readonly bankNumber: string;
}

export interface OfficeRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: 'headquarters' | 'office';
  readonly account: OfficeAccount | undefined;
  readonly openedOn: DayNumber;
}

/** False where another office has the code or the name. */
export async function insertOffice(transaction: Transaction, office: OfficeRow): Promise<boolean> {
  const inserted = await transaction.run(sql`
    INSERT INTO reference.office (id, code, name, kind, bank_account_name, bank_account_number, bank_name, bank_number,
      opened_on)
    VALUES (${office.id}, ${office.code}, ${office.name}, ${office.kind}, ${office.account?.name ?? null},
      ${office.account?.number ?? null}, ${office.account?.bankName ?? null}, ${office.account?.bankNumber ?? null},
      ${dayValue(office.openedOn)})
    ON CONFLICT DO NOTHING`);
  return inserted === 1;
}

/** False where the code is taken, or the name among its sisters. */
export async function insertAgency(transaction: Transaction, officeId: string, agency: Agency): Promise<boolean> {
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.agency (office_id, id, parent_id, kind, code, name, path, is_open)
    VALUES (${officeId}, ${agency.id}, ${agency.parentId}, ${agency.kind}, ${agency.code}, ${agency.name},
      ${agency.path}, ${agency.isOpen})
    ON CONFLICT DO NOTHING`);
  return inserted === 1;
}

const COLUMNS = sql`id, parent_id AS "parentId", kind, code, name, path, is_open AS "isOpen"`;

export function findAgency(transaction: Transaction, officeId: string, id: string): Promise<Agency | undefined> {
  return transaction.findRow<Agency>(sql`
    SELECT ${COLUMNS} FROM tenant.agency WHERE office_id = ${officeId} AND id = ${id}`);
}

export function lockAgency(transaction: Transaction, officeId: string, id: string): Promise<Agency | undefined> {
  return transaction.findRow<Agency>(sql`
    SELECT ${COLUMNS} FROM tenant.agency WHERE office_id = ${officeId} AND id = ${id} FOR UPDATE`);
}

/** The nodes that the transaction's context sees, parents before children. A tree has some hundreds of nodes at most. */
export function agenciesInSight(transaction: Transaction, officeId: string): Promise<Agency[]> {
  return transaction.rows<Agency>(sql`
    SELECT ${COLUMNS} FROM tenant.agency WHERE office_id = ${officeId} ORDER BY cardinality(path), code`);
}

/** A node and all below it, as far as the transaction's context sees them: what staff of the node may reach. */
export async function subtreeOf(transaction: Transaction, officeId: string, agencyId: string): Promise<string[]> {
  const rows = await transaction.rows<{ id: string }>(sql`
    SELECT id FROM tenant.agency WHERE office_id = ${officeId} AND path @> ARRAY[${agencyId}]::uuid[] ORDER BY id`);
  return rows.map(({ id }) => id);
}

/** What still hangs below a node. */
export function countBelow(
  transaction: Transaction,
  officeId: string,
  agencyId: string,
): Promise<{ agencies: number; units: number }> {
  return transaction.getRow(sql`
    SELECT
      (SELECT count(*) FROM tenant.agency
        WHERE office_id = ${officeId} AND parent_id = ${agencyId} AND is_open) AS agencies,
      (SELECT count(*) FROM tenant.unit
        WHERE office_id = ${officeId} AND agency_id = ${agencyId} AND state IN ('registered', 'active')) AS units`);
}

export async function shutAgency(transaction: Transaction, officeId: string, agencyId: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.agency SET is_open = false WHERE office_id = ${officeId} AND id = ${agencyId}`);
}

export function officesOpen(transaction: Transaction): Promise<{ id: string; name: string }[]> {
  return transaction.rows(sql`SELECT id, name FROM reference.office WHERE kind = 'office' ORDER BY code`);
}

export function findOffice(
  transaction: Transaction,
  officeId: string,
): Promise<{ id: string; code: string; name: string } | undefined> {
  return transaction.findRow(sql`SELECT id, code, name FROM reference.office WHERE id = ${officeId}`);
}
