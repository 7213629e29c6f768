import sql, { empty } from 'sql-template-tag';
import type { StatementEntry } from '#intake/bank-statement/bank-statement.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { takeNumber } from '#platform/acts/take-number.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { Platform } from '#platform/platform.ts';
import type { RefundState } from './states.ts';

/** What of an order or of a credit can go back. */
export interface Refundable {
  readonly agency_id: string | null;
  readonly unit_id: string | null;
  readonly refund_fen: Fen;
}

/** An order whose money is there, locked; nothing of it is refunded yet. */
export async function lockRefundableOrder(
  { transaction, officeId }: Act,
  orderId: string,
): Promise<Refundable | undefined> {
  return await transaction.findRow<Refundable>(sql`
    SELECT o.agency_id, o.unit_id, o.refund_fen FROM tenant.contribution_order o
    WHERE o.office_id = ${officeId} AND o.id = ${orderId} AND o.state IN ('completed', 'in-force')
      AND NOT EXISTS (SELECT FROM tenant.contribution_refund r WHERE r.office_id = o.office_id AND r.order_id = o.id
        AND r.state <> 'declined')
    FOR UPDATE OF o`);
}

/** A credit that no order has taken whole, locked; nothing of it is refunded yet. */
export async function lockRefundableCredit(
  { transaction, officeId }: Act,
  entryId: string,
): Promise<Refundable | undefined> {
  return await transaction.findRow<Refundable>(sql`
    SELECT NULL::uuid AS agency_id, NULL::uuid AS unit_id, e.amount_fen - e.matched_fen AS refund_fen
    FROM tenant.bank_entry e
    WHERE e.office_id = ${officeId} AND e.id = ${entryId} AND e.direction = 'credit'
      AND e.state IN ('unmatched', 'partly-matched')
      AND NOT EXISTS (SELECT FROM tenant.contribution_refund r WHERE r.office_id = e.office_id AND r.entry_id = e.id
        AND r.state <> 'declined')
    FOR UPDATE OF e`);
}

/** What becomes of money that came in, matched, explained or refunded, is decided by one at a time in an office. */
export async function lockMatching(act: Act): Promise<void> {
  await takeNumber(act, 'matching');
}

/** Takes what is left of a credit from those that wait for an order; `false` where something of it was matched meanwhile. */
export async function takeCredit({ transaction, officeId }: Act, entryId: string, amountFen: Fen): Promise<boolean> {
  const taken = await transaction.run(sql`
    UPDATE tenant.bank_entry SET matched_fen = amount_fen, state = CASE WHEN matched_fen = 0 THEN 'explained' ELSE 'matched' END
    WHERE office_id = ${officeId} AND id = ${entryId} AND state IN ('unmatched', 'partly-matched')
      AND amount_fen - matched_fen = ${amountFen}`);
  return taken === 1;
}

export async function insertRefund(
  { transaction, officeId, actorId, now }: Act,
  refund: {
    readonly id: string;
    readonly number: string;
    readonly orderId: string | null;
    readonly entryId: string | null;
    readonly of: Refundable;
  },
): Promise<void> {
  const { id, number, orderId, entryId, of } = refund;
  await transaction.run(sql`
    INSERT INTO tenant.contribution_refund (office_id, id, number, agency_id, unit_id, order_id, entry_id, amount_fen, state,
      proposed_at, proposed_by)
    VALUES (${officeId}, ${id}, ${number}, ${of.agency_id}, ${of.unit_id}, ${orderId}, ${entryId}, ${of.refund_fen},
      'proposed', ${instantValue(now)}, ${actorId})`);
}

export interface RefundRow {
  readonly id: string;
  readonly number: string;
  readonly agency_id: string | null;
  readonly unit_id: string | null;
  readonly order_id: string | null;
  readonly entry_id: string | null;
  readonly amount_fen: Fen;
  readonly state: RefundState;
  readonly proposed_at: number;
  readonly proposed_by: string;
  readonly decided_at: number | null;
  readonly decided_by: string | null;
  readonly paid_on: DayNumber | null;
}

const COLUMNS = sql`id, number, agency_id, unit_id, order_id, entry_id, amount_fen, state, proposed_at, proposed_by, decided_at,
  decided_by, paid_on`;

export async function lockRefund({ transaction, officeId }: Act, id: string): Promise<RefundRow | undefined> {
  return await transaction.findRow<RefundRow>(
    sql`SELECT ${COLUMNS} FROM tenant.contribution_refund WHERE office_id = ${officeId} AND id = ${id} FOR UPDATE`,
  );
}

export async function findRefundId({ transaction, officeId }: Act, number: string): Promise<string | undefined> {
  const row = await transaction.findRow<{ id: string }>(
    sql`SELECT id FROM tenant.contribution_refund WHERE office_id = ${officeId} AND number = ${number}`,
  );
  return row?.id;
}

export async function markDecided(
  { transaction, officeId, actorId, now }: Act,
  id: string,
  state: 'approved' | 'declined',
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.contribution_refund SET state = ${state}, decided_at = ${instantValue(now)}, decided_by = ${actorId}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

export async function markPaid({ transaction, officeId }: Act, id: string, onDay: DayNumber): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.contribution_refund SET state = 'paid', paid_on = ${dayValue(onDay)}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

export interface ListedRefund extends RefundRow {
  readonly unit_name: string | null;
  /** The credit whose money goes back, sealed: who paid it, from which account. */
  readonly credit_id: string | null;
  readonly sealed_credit: Buffer | null;
}

/** A page of refunds, the latest first, each with the credit that it goes back to. */
export async function findRefundPage(
  transaction: Transaction,
  officeId: string,
  { state, after, limit }: { state?: RefundState | undefined; after?: string | undefined; limit: number },
): Promise<ListedRefund[]> {
  return await transaction.rows<ListedRefund>(sql`
    SELECT r.*, u.name AS unit_name, e.id AS credit_id, e.sealed AS sealed_credit
    FROM (SELECT office_id, ${COLUMNS} FROM tenant.contribution_refund WHERE office_id = ${officeId}
      ${state === undefined ? empty : sql`AND state = ${state}`} ${after === undefined ? empty : sql`AND id < ${after}`}
      ORDER BY id DESC LIMIT ${limit}) r
    LEFT JOIN tenant.unit u ON u.office_id = r.office_id AND u.id = r.unit_id
    LEFT JOIN LATERAL (SELECT a.entry_id FROM tenant.allocation a WHERE a.office_id = r.office_id AND a.order_id = r.order_id
      AND a.undone_at IS NULL ORDER BY a.at DESC, a.id DESC LIMIT 1) paid ON true
    LEFT JOIN tenant.bank_entry e ON e.office_id = r.office_id AND e.id = coalesce(r.entry_id, paid.entry_id)
    ORDER BY r.id DESC`);
}

/** The refund of an order that was not declined; there is one at most. */
export async function findStandingRefund(
  { transaction, officeId }: Act,
  orderId: string,
): Promise<Pick<RefundRow, 'id' | 'number' | 'state'> | undefined> {
  return await transaction.findRow(sql`
    SELECT id, number, state FROM tenant.contribution_refund
    WHERE office_id = ${officeId} AND order_id = ${orderId} AND state <> 'declined' FOR UPDATE`);
}

/** Of these credits, those of which somebody has proposed a refund that is not decided yet. */
export async function findProposedCredits(
  transaction: Transaction,
  officeId: string,
  entryIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await transaction.rows<{ entry_id: string }>(sql`
    SELECT entry_id FROM tenant.contribution_refund
    WHERE office_id = ${officeId} AND entry_id = ANY (${entryIds}::uuid[]) AND state = 'proposed'`);
  return rows.map(({ entry_id }) => entry_id);
}

/** What of an order is to be given back now; 0 where its money is not there. */
export async function refundDueOf({ transaction, officeId }: Act, orderId: string): Promise<Fen> {
  const row = await transaction.findRow<{ due: Fen }>(sql`
    SELECT refund_fen AS due FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND id = ${orderId} AND state IN ('completed', 'in-force') FOR UPDATE`);
  return row?.due ?? 0;
}

/** So much of a credit waits for an order again. */
export async function giveCreditBack({ transaction, officeId }: Act, entryId: string, amountFen: Fen): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.bank_entry SET matched_fen = matched_fen - ${amountFen},
      state = CASE WHEN matched_fen = ${amountFen} THEN 'unmatched' ELSE 'partly-matched' END
    WHERE office_id = ${officeId} AND id = ${entryId}`);
}

export interface RefundableOrder {
  readonly orderId: string;
  readonly unitName: string;
  readonly reference: string;
  readonly amountFen: Fen;
}

/** Orders of which something goes back and for which nobody has proposed a refund. */
export async function findRefundableOrders(
  transaction: Transaction,
  officeId: string,
  limit: number,
): Promise<RefundableOrder[]> {
  return await transaction.rows<RefundableOrder>(sql`
    SELECT o.id AS "orderId", u.name AS "unitName", o.reference, o.refund_fen AS "amountFen"
    FROM tenant.contribution_order o JOIN tenant.unit u ON u.office_id = o.office_id AND u.id = o.unit_id
    WHERE o.office_id = ${officeId} AND o.refund_fen > 0 AND o.state IN ('completed', 'in-force')
      AND NOT EXISTS (SELECT FROM tenant.contribution_refund r WHERE r.office_id = o.office_id AND r.order_id = o.id
        AND r.state <> 'declined')
    ORDER BY o.id LIMIT ${limit}`);
}

/** Who paid a credit, and from which account: there its refund goes. */
export function payerOf(
  platform: Platform,
  officeId: string,
  { credit_id, sealed_credit }: Pick<ListedRefund, 'credit_id' | 'sealed_credit'>,
): Pick<StatementEntry, 'payerName' | 'payerAccount'> | undefined {
  if (credit_id === null || sealed_credit === null) return undefined;
  const context = { table: 'bank_entry', officeId, id: credit_id };
  const entry = openWithRing<StatementEntry>(platform.ring(), context, sealed_credit);
  if (!entry.ok) throw new Error(`a bank entry does not open: ${entry.error}`);
  return { payerName: entry.value.payerName, payerAccount: entry.value.payerAccount };
}
