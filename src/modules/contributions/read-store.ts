import sql, { join as joinSql, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { OrderState } from './states.ts';

export interface OrderFilter {
  readonly orderId?: string | undefined;
  readonly unitId?: string | undefined;
  readonly state?: OrderState | undefined;
  /** Only those that a late match put into the past. */
  readonly awaitsSecond?: boolean | undefined;
  /** Only those whose money went back after cover had started. */
  readonly payoutsHeld?: boolean | undefined;
  /** The last order of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface ListedOrder {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly unit_name: string;
  readonly roster_id: string;
  readonly program: ProgramId;
  readonly shares: number;
  readonly member_count: number;
  readonly amount_fen: Fen;
  readonly received_fen: Fen;
  readonly refund_fen: Fen;
  readonly reference: string;
  readonly state: OrderState;
  readonly completed_at: number | null;
  readonly completed_on: DayNumber | null;
  readonly confirmed_on: DayNumber | null;
  readonly start_on: DayNumber | null;
  readonly end_on: DayNumber | null;
  readonly awaits_second: boolean;
  readonly payouts_held: boolean;
  readonly ordered_at: number;
  readonly certificate_id: string | null;
  readonly certificate_number: string | null;
}

export async function listOrders(
  transaction: Transaction,
  officeId: string,
  { orderId, unitId, state, awaitsSecond, payoutsHeld, after, limit }: OrderFilter,
): Promise<readonly ListedOrder[]> {
  const conditions: Sql[] = [sql`o.office_id = ${officeId}`];
  if (orderId !== undefined) conditions.push(sql`o.id = ${orderId}`);
  if (unitId !== undefined) conditions.push(sql`o.unit_id = ${unitId}`);
  if (state !== undefined) conditions.push(sql`o.state = ${state}`);
  if (awaitsSecond === true) conditions.push(sql`o.state = 'completed' AND o.awaits_second`);
  if (payoutsHeld === true) conditions.push(sql`o.payouts_held`);
  if (after !== undefined) conditions.push(sql`o.id < ${after}`);
  // the page first: behind a policy the planner guesses few rows and would join all before it sorts
  return await transaction.rows<ListedOrder>(sql`
    WITH o AS MATERIALIZED (
      SELECT o.* FROM tenant.contribution_order o WHERE ${joinSql(conditions, ' AND ')} ORDER BY o.id DESC LIMIT ${limit})
    SELECT o.id, o.agency_id, o.unit_id, u.name AS unit_name, o.roster_id, o.program, o.shares, o.member_count,
      o.amount_fen, o.received_fen, o.refund_fen, o.reference, o.state, o.completed_at, o.completed_on, o.confirmed_on,
      o.start_on, o.end_on, o.awaits_second, o.payouts_held, o.ordered_at,
      c.id AS certificate_id, c.number AS certificate_number
    FROM o
      JOIN tenant.unit u ON u.office_id = o.office_id AND u.id = o.unit_id
      LEFT JOIN tenant.certificate c ON c.office_id = o.office_id AND c.order_id = o.id AND c.voided_at IS NULL
    ORDER BY o.id DESC`);
}

/** Who pays which part of an order. */
export interface PayerOfOrder {
  readonly source: 'unit-subsidy' | 'union-funds' | 'members' | 'grant';
  readonly payer_name: string;
  readonly payer_code: string | null;
  readonly amount_fen: Fen;
}

export async function findOrderPayers(
  transaction: Transaction,
  officeId: string,
  rosterId: string,
): Promise<readonly PayerOfOrder[]> {
  return await transaction.rows<PayerOfOrder>(sql`
    SELECT source, payer_name, payer_code, amount_fen FROM tenant.roster_payer
    WHERE office_id = ${officeId} AND roster_id = ${rosterId} ORDER BY position`);
}

/** The order that took the place of a void one, and the void one whose place it took. */
export interface OrderLinks {
  readonly replaces_id: string | null;
  readonly replaced_by_id: string | null;
}

export async function findOrderLinks(transaction: Transaction, officeId: string, orderId: string): Promise<OrderLinks> {
  return await transaction.getRow<OrderLinks>(sql`
    SELECT o.replaces_order_id AS replaces_id,
      (SELECT n.id FROM tenant.contribution_order n
        WHERE n.office_id = o.office_id AND n.roster_id = o.roster_id AND n.replaces_order_id = o.id LIMIT 1) AS replaced_by_id
    FROM tenant.contribution_order o WHERE o.office_id = ${officeId} AND o.id = ${orderId}`);
}

/** The last day of the unit's period of the order's program that runs on a day, its own left aside. */
export async function findRunningUntil(
  transaction: Transaction,
  officeId: string,
  order: ListedOrder,
  onDay: DayNumber,
): Promise<DayNumber | undefined> {
  const { until } = await transaction.getRow<{ until: DayNumber | null }>(sql`
    SELECT max(end_on) AS until FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND unit_id = ${order.unit_id} AND program = ${order.program}
      AND state IN ('completed', 'in-force') AND ${dayValue(onDay)}::date BETWEEN start_on AND end_on AND id <> ${order.id}`);
  return until ?? undefined;
}

/** The one account into which contributions are paid: 通知-三(二).3. */
export interface OfficeAccount {
  readonly account_name: string;
  readonly account_number: string;
  readonly bank_name: string;
  readonly bank_number: string;
}

export async function officeAccount(transaction: Transaction, officeId: string): Promise<OfficeAccount> {
  return await transaction.getRow<OfficeAccount>(sql`
    SELECT coalesce(bank_account_name, name) AS account_name, coalesce(bank_account_number, '') AS account_number,
      coalesce(bank_name, '') AS bank_name, coalesce(bank_number, '') AS bank_number
    FROM reference.office WHERE id = ${officeId}`);
}

export interface ListedStatement {
  readonly id: string;
  readonly file_name: string;
  readonly account_number: string;
  readonly entry_count: number;
  readonly known_count: number;
  readonly credit_fen: Fen;
  readonly debit_fen: Fen;
  readonly first_on: DayNumber | null;
  readonly last_on: DayNumber | null;
  readonly imported_at: number;
  readonly imported_by: string;
}

export async function listStatements(
  transaction: Transaction,
  officeId: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly ListedStatement[]> {
  return await transaction.rows<ListedStatement>(sql`
    SELECT id, file_name, account_number, entry_count, known_count, credit_fen, debit_fen, first_on, last_on, imported_at,
      imported_by
    FROM tenant.bank_statement
    WHERE office_id = ${officeId} ${after === undefined ? sql`` : sql`AND id < ${after}`}
    ORDER BY id DESC LIMIT ${limit}`);
}
