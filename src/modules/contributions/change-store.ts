import sql from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { OrderState } from './states.ts';

export type OrderChangeKind = 'void' | 'reissue' | 'release-payouts';

/** Who pays a part of an order from now on. */
export interface OrderPayer {
  readonly source: 'unit-subsidy' | 'union-funds' | 'members' | 'grant';
  readonly payerName: string;
  readonly payerCode?: string | undefined;
  readonly amountFen: number;
}

export interface ChangeableOrder {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly roster_id: string;
  readonly program: ProgramId;
  readonly shares: number;
  readonly member_count: number;
  readonly state: OrderState;
  readonly amount_fen: number;
  readonly received_fen: number;
  readonly payouts_held: boolean;
}

/** An order, locked until the act ends. */
export async function lockChangeableOrder(
  { transaction, officeId }: Act,
  orderId: string,
): Promise<ChangeableOrder | undefined> {
  return await transaction.findRow<ChangeableOrder>(sql`
    SELECT id, agency_id, unit_id, roster_id, program, shares, member_count, state, amount_fen, received_fen, payouts_held
    FROM tenant.contribution_order WHERE office_id = ${officeId} AND id = ${orderId} FOR UPDATE`);
}

/** `false` where another change of the order waits already. */
export async function insertChange(
  { transaction, officeId, actorId, now }: Act,
  order: ChangeableOrder,
  change: {
    readonly id: string;
    readonly kind: OrderChangeKind;
    readonly reason: string;
    readonly payers: readonly OrderPayer[] | undefined;
  },
): Promise<boolean> {
  const payers = change.payers === undefined ? null : JSON.stringify(change.payers);
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.order_change (office_id, id, agency_id, unit_id, order_id, kind, reason, payers, state, proposed_by,
      proposed_at)
    VALUES (${officeId}, ${change.id}, ${order.agency_id}, ${order.unit_id}, ${order.id}, ${change.kind}, ${change.reason},
      ${payers}, 'proposed', ${actorId}, ${instantValue(now)})
    ON CONFLICT (office_id, order_id) WHERE state = 'proposed' DO NOTHING`);
  return inserted === 1;
}

export interface OrderChange {
  readonly id: string;
  readonly order_id: string;
  readonly kind: OrderChangeKind;
  readonly reason: string;
  readonly payers: readonly OrderPayer[] | null;
  readonly proposed_by: string;
}

export async function lockChange({ transaction, officeId }: Act, changeId: string): Promise<OrderChange | undefined> {
  return await transaction.findRow<OrderChange>(sql`
    SELECT id, order_id, kind, reason, payers, proposed_by FROM tenant.order_change
    WHERE office_id = ${officeId} AND id = ${changeId} AND state = 'proposed' FOR UPDATE`);
}

export async function markChange(
  { transaction, officeId, actorId, now }: Act,
  changeId: string,
  state: 'done' | 'declined',
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.order_change SET state = ${state}, decided_by = ${actorId}, decided_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${changeId}`);
}

/** A void order's roster goes back to its unit, which corrects and submits it again; its persons stay reserved. */
export async function voidOrder(
  { transaction, officeId, now }: Act,
  order: ChangeableOrder,
  rosterState: 'sent-back' | 'passed',
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.contribution_order SET state = 'void' WHERE office_id = ${officeId} AND id = ${order.id}`);
  await transaction.run(sql`
    UPDATE tenant.roster SET state = ${rosterState}, changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${order.roster_id} AND state = 'passed'`);
}

export async function replaceOrderPayers(
  { transaction, officeId }: Act,
  order: ChangeableOrder,
  payers: readonly OrderPayer[],
): Promise<void> {
  await transaction.run(
    sql`DELETE FROM tenant.roster_payer WHERE office_id = ${officeId} AND roster_id = ${order.roster_id}`,
  );
  await transaction.run(sql`
    INSERT INTO tenant.roster_payer (office_id, roster_id, position, agency_id, unit_id, source, payer_name, payer_code, amount_fen)
    SELECT ${officeId}, ${order.roster_id}, position, ${order.agency_id}, ${order.unit_id}, source, payer_name, payer_code, amount_fen
    FROM unnest(${payers.map(({ source }) => source)}::text[], ${payers.map(({ payerName }) => payerName)}::text[],
      ${payers.map(({ payerCode }) => payerCode ?? null)}::text[], ${payers.map(({ amountFen }) => amountFen)}::bigint[])
      WITH ORDINALITY AS payer (source, payer_name, payer_code, amount_fen, position)`);
}

export async function linkReplacement(
  { transaction, officeId }: Act,
  orderId: string,
  replacedId: string,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.contribution_order SET replaces_order_id = ${replacedId}
    WHERE office_id = ${officeId} AND id = ${orderId}`);
}

export async function releasePayouts({ transaction, officeId }: Act, orderId: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.contribution_order SET payouts_held = false WHERE office_id = ${officeId} AND id = ${orderId}`);
}

export interface ListedChange extends OrderChange {
  readonly unit_name: string;
  readonly reference: string;
  readonly amount_fen: number;
  readonly state: 'proposed' | 'done' | 'declined';
  readonly proposed_at: number;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
}

export interface ChangeFilter {
  readonly waiting: boolean;
  readonly orderId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Changes of orders, newest first; `waiting` leaves those alone that somebody has still to decide. */
export async function listChanges(
  transaction: Transaction,
  officeId: string,
  { waiting, orderId, after, limit }: ChangeFilter,
): Promise<readonly ListedChange[]> {
  return await transaction.rows<ListedChange>(sql`
    SELECT c.id, c.order_id, c.kind, c.reason, c.payers, c.state, c.proposed_by, c.proposed_at, c.decided_by, c.decided_at,
      u.name AS unit_name, o.reference, o.amount_fen
    FROM tenant.order_change c
      JOIN tenant.contribution_order o ON o.office_id = c.office_id AND o.id = c.order_id
      JOIN tenant.unit u ON u.office_id = c.office_id AND u.id = c.unit_id
    WHERE c.office_id = ${officeId} ${waiting ? sql`AND c.state = 'proposed'` : sql``}
      ${orderId === undefined ? sql`` : sql`AND c.order_id = ${orderId}`}
      ${after === undefined ? sql`` : sql`AND c.id < ${after}`}
    ORDER BY c.id DESC LIMIT ${limit}`);
}
