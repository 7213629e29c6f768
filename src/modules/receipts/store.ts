import sql, { join as joinSql, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { ReceiptNumber } from './receipt-number.ts';

export interface ReceiptableOrder {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly state: string;
  readonly refund_fen: Fen;
  readonly payers: readonly PayerOfOrder[];
}

export interface PayerOfOrder {
  readonly position: number;
  readonly payer_name: string;
  readonly payer_code: string | null;
  readonly amount_fen: Fen;
}

/** An order with its payers, locked until the act ends. */
export async function lockReceiptableOrder(
  { transaction, officeId }: Act,
  orderId: string,
): Promise<ReceiptableOrder | undefined> {
  const order = await transaction.findRow<Omit<ReceiptableOrder, 'payers'> & { roster_id: string }>(sql`
    SELECT id, agency_id, unit_id, roster_id, state, refund_fen FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND id = ${orderId} FOR UPDATE`);
  if (order === undefined) return undefined;
  const payers = await transaction.rows<PayerOfOrder>(sql`
    SELECT position, payer_name, payer_code, amount_fen FROM tenant.roster_payer
    WHERE office_id = ${officeId} AND roster_id = ${order.roster_id} ORDER BY position`);
  return { ...order, payers };
}

/** Whether the order has receipts already, red ones and those that they took back included. */
export async function hasReceipts({ transaction, officeId }: Act, orderId: string): Promise<boolean> {
  const found = await transaction.rows(sql`
    SELECT 1 FROM tenant.receipt WHERE office_id = ${officeId} AND order_id = ${orderId} LIMIT 1`);
  return found.length > 0;
}

/** Orders in force that have no receipt yet. */
export async function findOrdersWithoutReceipt(
  transaction: Transaction,
  officeId: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await transaction.rows<{ id: string }>(sql`
    SELECT o.id FROM tenant.contribution_order o
    WHERE o.office_id = ${officeId} AND o.state = 'in-force' AND o.amount_fen > o.refund_fen
      AND NOT EXISTS (SELECT FROM tenant.receipt r WHERE r.office_id = o.office_id AND r.order_id = o.id)
    ORDER BY o.id LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}

export interface NewReceipt extends ReceiptNumber {
  readonly id: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly orderId: string;
  readonly position: number;
  readonly payerName: string;
  readonly payerCode: string | null;
  readonly amountFen: Fen;
  readonly issuedOn: DayNumber;
  readonly redOf?: { readonly id: string; readonly reason: string };
}

export async function insertReceipt({ transaction, officeId, actorId, now }: Act, receipt: NewReceipt): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.receipt (office_id, id, agency_id, unit_id, order_id, position, code, number, check_code, payer_name,
      payer_code, amount_fen, issued_on, issued_at, issued_by, red_of_id, reason)
    VALUES (${officeId}, ${receipt.id}, ${receipt.agencyId}, ${receipt.unitId}, ${receipt.orderId}, ${receipt.position},
      ${receipt.code}, ${receipt.number}, ${receipt.checkCode}, ${receipt.payerName}, ${receipt.payerCode},
      ${receipt.amountFen}, ${dayValue(receipt.issuedOn)}, ${instantValue(now)}, ${actorId}, ${receipt.redOf?.id ?? null},
      ${receipt.redOf?.reason ?? null})`);
}

export async function markReversed({ transaction, officeId }: Act, receiptId: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.receipt SET is_reversed = true WHERE office_id = ${officeId} AND id = ${receiptId}`);
}

/** A receipt with what is printed on it. */
export interface ReceiptRow {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly unit_name: string;
  readonly order_id: string;
  readonly order_reference: string;
  readonly position: number;
  readonly code: string;
  readonly number: string;
  readonly check_code: string;
  readonly payer_name: string;
  readonly payer_code: string | null;
  readonly amount_fen: Fen;
  readonly issued_on: DayNumber;
  readonly issued_at: number;
  readonly is_reversed: boolean;
  readonly red_of_id: string | null;
  readonly red_of_code: string | null;
  readonly red_of_number: string | null;
  readonly reason: string | null;
  readonly program: ProgramId;
  readonly start_on: DayNumber;
  readonly end_on: DayNumber;
  readonly member_count: number;
  readonly office_name: string;
  readonly account_number: string | null;
  readonly bank_name: string | null;
}

export interface ReceiptFilter {
  readonly receiptId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly unitId?: string | undefined;
  /** The last one of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function listReceipts(
  transaction: Transaction,
  officeId: string,
  { receiptId, orderId, unitId, after, limit }: ReceiptFilter,
): Promise<readonly ReceiptRow[]> {
  const conditions: Sql[] = [sql`r.office_id = ${officeId}`];
  if (receiptId !== undefined) conditions.push(sql`r.id = ${receiptId}`);
  if (orderId !== undefined) conditions.push(sql`r.order_id = ${orderId}`);
  if (unitId !== undefined) conditions.push(sql`r.unit_id = ${unitId}`);
  if (after !== undefined) conditions.push(sql`r.id < ${after}`);
  return await transaction.rows<ReceiptRow>(sql`
    WITH r AS MATERIALIZED (
      SELECT r.* FROM tenant.receipt r WHERE ${joinSql(conditions, ' AND ')} ORDER BY r.id DESC LIMIT ${limit})
    SELECT r.id, r.agency_id, r.unit_id, u.name AS unit_name, r.order_id, o.reference AS order_reference, r.position, r.code,
      r.number, r.check_code, r.payer_name, r.payer_code, r.amount_fen, r.issued_on, r.issued_at, r.is_reversed, r.red_of_id,
      red.code AS red_of_code, red.number AS red_of_number, r.reason, o.program, o.start_on, o.end_on, o.member_count,
      f.name AS office_name, f.bank_account_number AS account_number, f.bank_name
    FROM r
      JOIN tenant.contribution_order o ON o.office_id = r.office_id AND o.id = r.order_id
      JOIN tenant.unit u ON u.office_id = r.office_id AND u.id = r.unit_id
      JOIN reference.office f ON f.id = r.office_id
      LEFT JOIN tenant.receipt red ON red.office_id = r.office_id AND red.id = r.red_of_id
    ORDER BY r.id DESC`);
}

/** A receipt that was not taken back, locked with its order; red ones are never there. */
export async function lockReceipt({ transaction, officeId }: Act, receiptId: string): Promise<boolean> {
  const row = await transaction.findRow(sql`
    SELECT id FROM tenant.receipt
    WHERE office_id = ${officeId} AND id = ${receiptId} AND NOT is_reversed AND red_of_id IS NULL FOR UPDATE`);
  return row !== undefined;
}

/** The receipts of one code: without a gap the last number less the first is their count. */
export interface ReceiptSeries {
  readonly code: string;
  readonly first: string;
  readonly last: string;
  readonly count: number;
  /** Sum of the receipts less the red ones. */
  readonly amount_fen: Fen;
}

/** Every series, the latest code first. */
export async function listSeries(transaction: Transaction, officeId: string): Promise<readonly ReceiptSeries[]> {
  return await transaction.rows<ReceiptSeries>(sql`
    SELECT code, min(number) AS first, max(number) AS last, count(*) AS count,
      sum(CASE WHEN red_of_id IS NULL THEN amount_fen ELSE -amount_fen END)::bigint AS amount_fen
    FROM tenant.receipt WHERE office_id = ${officeId} GROUP BY code ORDER BY code DESC`);
}
