import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { MonthState } from './states.ts';

export interface MonthRow {
  /** Its first day. */
  readonly month: DayNumber;
  readonly state: MonthState;
  /** Milliseconds since 1970. */
  readonly closedAt: number | null;
  readonly closedBy: string | null;
  /** Who asked for it to be opened again, and when; gone when it is closed anew. */
  readonly reopenedAt: number | null;
  readonly reopenedBy: string | null;
  readonly reopeningApprovedBy: string | null;
}

export type ListedMonth = MonthRow & { readonly hasEntries: boolean };

const COLUMNS = sql`month, state, closed_at AS "closedAt", closed_by AS "closedBy", reopened_at AS "reopenedAt",
  reopened_by AS "reopenedBy", reopening_approved_by AS "reopeningApprovedBy"`;

/** Locks a month against posters, and waits for those that are at work in it. */
export async function lockMonth({ transaction, officeId }: Act, month: DayNumber): Promise<MonthRow | undefined> {
  return await transaction.findRow<MonthRow>(sql`
    SELECT ${COLUMNS} FROM tenant.ledger_month
    WHERE office_id = ${officeId} AND month = ${dayValue(month)}::date FOR UPDATE`);
}

/** The first open month before one in which something was posted. */
export async function findOpenBefore(
  { transaction, officeId }: Pick<Act, 'transaction' | 'officeId'>,
  month: DayNumber,
): Promise<DayNumber | null> {
  const { first } = await transaction.getRow<{ first: DayNumber | null }>(sql`
    SELECT min(m.month) AS first FROM tenant.ledger_month m
    WHERE m.office_id = ${officeId} AND m.month < ${dayValue(month)}::date AND m.state = 'open' AND EXISTS (
      SELECT FROM tenant.ledger_entry e WHERE e.office_id = m.office_id
        AND e.on_day >= m.month AND e.on_day < m.month + interval '1 month')`);
  return first;
}

export async function hasClosedAfter({ transaction, officeId }: Act, month: DayNumber): Promise<boolean> {
  const { found } = await transaction.getRow<{ found: boolean }>(sql`
    SELECT EXISTS (SELECT FROM tenant.ledger_month
      WHERE office_id = ${officeId} AND month > ${dayValue(month)}::date AND state = 'closed') AS found`);
  return found;
}

/** Closes a month, and the empty ones before it: nothing is written behind the books any more. */
export async function markClosed({ transaction, officeId, actorId, now }: Act, month: DayNumber): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.ledger_month SET state = 'closed', closed_at = ${instantValue(now)}, closed_by = ${actorId},
      reopened_at = NULL, reopened_by = NULL, reopening_approved_by = NULL
    WHERE office_id = ${officeId} AND month <= ${dayValue(month)}::date AND state = 'open'`);
}

export async function markReopeningAsked(
  { transaction, officeId, actorId, now }: Act,
  month: DayNumber,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.ledger_month SET reopened_at = ${instantValue(now)}, reopened_by = ${actorId}
    WHERE office_id = ${officeId} AND month = ${dayValue(month)}::date`);
}

export async function markReopened({ transaction, officeId, actorId }: Act, month: DayNumber): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.ledger_month SET state = 'open', reopening_approved_by = ${actorId}
    WHERE office_id = ${officeId} AND month = ${dayValue(month)}::date`);
}

/** The months of an office's books, the latest first, and whether anything was posted into them. */
export async function findMonthRows(transaction: Transaction, officeId: string, limit: number): Promise<ListedMonth[]> {
  return await transaction.rows<ListedMonth>(sql`
    SELECT ${COLUMNS}, EXISTS (SELECT FROM tenant.ledger_entry e WHERE e.office_id = m.office_id AND e.on_day >= m.month
      AND e.on_day < m.month + interval '1 month') AS "hasEntries"
    FROM tenant.ledger_month m WHERE m.office_id = ${officeId} ORDER BY m.month DESC LIMIT ${limit}`);
}

export type MonthAct = 'closed' | 'reopening-asked' | 'reopening-dropped' | 'reopened';

/** What somebody did to a month. */
export interface MonthActRow {
  readonly month: DayNumber;
  readonly act: MonthAct;
  readonly reason: string | null;
  readonly at: number;
  readonly actorId: string;
}

export async function insertMonthAct(
  { transaction, officeId, actorId, now }: Act,
  { month, act, reason }: { readonly month: DayNumber; readonly act: MonthAct; readonly reason?: string },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.ledger_month_act (office_id, month, act, reason, at, actor_id)
    VALUES (${officeId}, ${dayValue(month)}, ${act}, ${reason ?? null}, ${instantValue(now)}, ${actorId})`);
}

export async function markReopeningDropped({ transaction, officeId }: Act, month: DayNumber): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.ledger_month SET reopened_at = NULL, reopened_by = NULL
    WHERE office_id = ${officeId} AND month = ${dayValue(month)}::date`);
}

/** What was done to the months from one to another, the latest first. */
export async function findMonthActRows(
  transaction: Transaction,
  officeId: string,
  { from, until, limit }: { readonly from: DayNumber; readonly until: DayNumber; readonly limit: number },
): Promise<MonthActRow[]> {
  return await transaction.rows<MonthActRow>(sql`
    SELECT month, act, reason, at, actor_id AS "actorId" FROM tenant.ledger_month_act
    WHERE office_id = ${officeId} AND month BETWEEN ${dayValue(from)}::date AND ${dayValue(until)}::date
    ORDER BY month DESC, id DESC LIMIT ${limit}`);
}
