import sql, { empty } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { VoucherLine } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { VoucherKind, VoucherState } from './states.ts';

/** Makes decisions on an office's vouchers wait for each other: each looks at balances that the other changes. */
export async function lockVouchers({ transaction, officeId }: Act): Promise<void> {
  await transaction.rows(
    sql`SELECT FROM tenant.counter WHERE office_id = ${officeId} AND series = 'voucher' FOR UPDATE`,
  );
}

export interface NewVoucher {
  readonly id: string;
  readonly number: string;
  readonly kind: VoucherKind;
  readonly onDay: DayNumber;
  readonly summary: string;
  readonly lines: readonly VoucherLine[];
  readonly totalFen: Fen;
  /** How the amounts were reckoned. */
  readonly basis: unknown;
  readonly reversesId: string | null;
}

export async function insertVoucher(
  { transaction, officeId, actorId, now }: Act,
  { id, number, kind, onDay, summary, lines, totalFen, basis, reversesId }: NewVoucher,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.voucher (office_id, id, number, kind, on_day, summary, state, total_fen, basis, reverses_id, proposed_at,
      proposed_by)
    VALUES (${officeId}, ${id}, ${number}, ${kind}, ${dayValue(onDay)}, ${summary}, 'proposed', ${totalFen},
      ${basis === undefined ? null : JSON.stringify(basis)}, ${reversesId}, ${instantValue(now)}, ${actorId})`);
  await transaction.run(sql`
    INSERT INTO tenant.voucher_line (office_id, voucher_id, line, debit, credit, amount_fen)
    SELECT ${officeId}, ${id}, l.line - 1, l.debit, l.credit, l.amount_fen
    FROM unnest(${lines.map(({ debit }) => debit)}::text[], ${lines.map(({ credit }) => credit)}::text[],
      ${lines.map(({ amountFen }) => amountFen)}::bigint[]) WITH ORDINALITY AS l (debit, credit, amount_fen, line)`);
}

export interface VoucherRow {
  readonly id: string;
  readonly number: string;
  readonly kind: VoucherKind;
  readonly onDay: DayNumber;
  readonly summary: string;
  readonly state: VoucherState;
  readonly totalFen: Fen;
  readonly basis: unknown;
  readonly reversesId: string | null;
  /** The voucher that takes this one back, proposed or posted. */
  readonly reversedById: string | null;
  /** Milliseconds since 1970. */
  readonly proposedAt: number;
  readonly proposedBy: string;
  readonly decidedAt: number | null;
  readonly decidedBy: string | null;
  readonly declineReason: string | null;
}

const COLUMNS = sql`v.id, v.number, v.kind, v.on_day AS "onDay", v.summary, v.state, v.total_fen AS "totalFen", v.basis,
  v.reverses_id AS "reversesId", v.proposed_at AS "proposedAt", v.proposed_by AS "proposedBy", v.decided_at AS "decidedAt",
  v.decided_by AS "decidedBy", v.decline_reason AS "declineReason",
  (SELECT r.id FROM tenant.voucher r WHERE r.office_id = v.office_id AND r.reverses_id = v.id
    AND r.state IN ('proposed', 'posted')) AS "reversedById"`;

export async function findVoucherRow(
  transaction: Transaction,
  officeId: string,
  id: string,
): Promise<VoucherRow | undefined> {
  return await transaction.findRow<VoucherRow>(
    sql`SELECT ${COLUMNS} FROM tenant.voucher v WHERE v.office_id = ${officeId} AND v.id = ${id}`,
  );
}

/** A voucher, locked until the act ends. */
export async function lockVoucher({ transaction, officeId }: Act, id: string): Promise<VoucherRow | undefined> {
  return await transaction.findRow<VoucherRow>(
    sql`SELECT ${COLUMNS} FROM tenant.voucher v WHERE v.office_id = ${officeId} AND v.id = ${id} FOR UPDATE OF v`,
  );
}

export async function findLines(transaction: Transaction, officeId: string, id: string): Promise<VoucherLine[]> {
  return await transaction.rows<VoucherLine>(sql`
    SELECT debit, credit, amount_fen AS "amountFen" FROM tenant.voucher_line
    WHERE office_id = ${officeId} AND voucher_id = ${id} ORDER BY line`);
}

export async function markVoucher(
  { transaction, officeId, actorId, now }: Act,
  id: string,
  { state, declineReason }: { readonly state: VoucherState; readonly declineReason?: string | undefined },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.voucher SET state = ${state}, decided_at = ${instantValue(now)}, decided_by = ${actorId},
      decline_reason = ${declineReason ?? null}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

/** A page of vouchers, the latest first; those that wait for a decision where asked for. */
export async function findVoucherPage(
  transaction: Transaction,
  officeId: string,
  page: {
    readonly state?: VoucherState | undefined;
    readonly after?: { readonly at: number; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<VoucherRow[]> {
  const { state, after, limit } = page;
  return await transaction.rows<VoucherRow>(sql`
    SELECT ${COLUMNS} FROM tenant.voucher v
    WHERE v.office_id = ${officeId} ${state === undefined ? empty : sql`AND v.state = ${state}`}
      ${after === undefined ? empty : sql`AND (v.proposed_at, v.id) < (${instantValue(after.at)}::timestamptz, ${after.id}::uuid)`}
    ORDER BY v.proposed_at DESC, v.id DESC LIMIT ${limit}`);
}

/** Vouchers of some days that nobody has decided. */
export async function countWaiting(
  transaction: Transaction,
  officeId: string,
  { from, until }: { readonly from: DayNumber; readonly until: DayNumber },
): Promise<number> {
  const { count } = await transaction.getRow<{ count: number }>(sql`
    SELECT count(*) AS count FROM tenant.voucher WHERE office_id = ${officeId} AND state = 'proposed'
      AND on_day BETWEEN ${dayValue(from)}::date AND ${dayValue(until)}::date`);
  return count;
}
