import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';

/**
 * Takes up the orders whose cover has started since: what they are worth and over which days it is earned. Looked up one by
 * one (LATERAL, OFFSET 0) and against a hash (NOT IN): behind policies the planner expects a row or none, and joined each
 * order with each.
 */
export async function takeUpStarted({ transaction, officeId }: Act): Promise<number> {
  return await transaction.run(sql`
    INSERT INTO tenant.contribution_earning (office_id, order_id, agency_id, unit_id, start_on, end_on, total_fen, began_on)
    SELECT o.office_id, o.id, o.agency_id, o.unit_id, o.start_on, o.end_on, k.amount_fen, k.on_day
    FROM tenant.contribution_order o
    CROSS JOIN LATERAL (SELECT amount_fen, on_day FROM tenant.ledger_posting_key
      WHERE office_id = ${officeId} AND object_id = o.id AND event = 'cover-started' AND occurrence = 0 AND line = 0
      OFFSET 0) k
    WHERE o.office_id = ${officeId} AND o.state = 'in-force'
      AND o.id NOT IN (SELECT order_id FROM tenant.contribution_earning WHERE office_id = ${officeId})
    ON CONFLICT DO NOTHING`);
}

/** The first day that is in the books and not earned; none where all is. */
export async function findFirstUnearned(transaction: Transaction, officeId: string): Promise<DayNumber | null> {
  const { first } = await transaction.getRow<{ first: DayNumber | null }>(sql`
    SELECT min(greatest(began_on, coalesce(earned_until + 1, start_on))) AS first
    FROM tenant.contribution_earning WHERE office_id = ${officeId} AND earned_fen < total_fen`);
  return first;
}

export interface EarnedOrder {
  readonly order_id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly delta_fen: Fen;
}

/**
 * Earns the contributions of some orders up to a day, and gives by how much. What is earned up to a day is the contribution
 * by the days gone out of the days of the period, rounded down, so that all steps together are the contribution to the fen.
 */
export async function earnSome(
  { transaction, officeId }: Act,
  untilDay: DayNumber,
  limit: number,
): Promise<readonly EarnedOrder[]> {
  const day = dayValue(untilDay);
  return await transaction.rows<EarnedOrder>(sql`
    WITH due AS (
      SELECT order_id, earned_fen AS before_fen, least(${day}::date, end_on) AS until_on FROM tenant.contribution_earning
      WHERE office_id = ${officeId} AND earned_fen < total_fen AND began_on <= ${day}::date AND start_on <= ${day}::date
        AND (earned_until IS NULL OR earned_until < least(${day}::date, end_on))
      ORDER BY order_id LIMIT ${limit} FOR UPDATE
    )
    UPDATE tenant.contribution_earning e
    SET earned_until = due.until_on,
      earned_fen = e.total_fen * (due.until_on - e.start_on + 1) / (e.end_on - e.start_on + 1)
    FROM due WHERE e.office_id = ${officeId} AND e.order_id = due.order_id
    RETURNING e.order_id, e.agency_id, e.unit_id, e.earned_fen - due.before_fen AS delta_fen`);
}

/** Orders of which something up to a day is in the books and not earned. */
export async function countUnearned(
  { transaction, officeId }: Pick<Act, 'transaction' | 'officeId'>,
  untilDay: DayNumber,
): Promise<number> {
  const day = dayValue(untilDay);
  const { count } = await transaction.getRow<{ count: number }>(sql`
    SELECT count(*) AS count FROM tenant.contribution_earning
    WHERE office_id = ${officeId} AND earned_fen < total_fen AND began_on <= ${day}::date AND start_on <= ${day}::date
      AND (earned_until IS NULL OR earned_until < least(${day}::date, end_on))`);
  return count;
}

/** Orders whose cover was posted as started up to a day, and that nobody has taken up: all of them is to be earned. */
export async function countNotTakenUp(
  { transaction, officeId }: Pick<Act, 'transaction' | 'officeId'>,
  untilDay: DayNumber,
): Promise<number> {
  const { count } = await transaction.getRow<{ count: number }>(sql`
    SELECT count(*) AS count FROM tenant.contribution_order o
    CROSS JOIN LATERAL (SELECT on_day FROM tenant.ledger_posting_key
      WHERE office_id = ${officeId} AND object_id = o.id AND event = 'cover-started' AND occurrence = 0 AND line = 0
      OFFSET 0) k
    WHERE o.office_id = ${officeId} AND o.state = 'in-force' AND k.on_day <= ${dayValue(untilDay)}::date
      AND o.id NOT IN (SELECT order_id FROM tenant.contribution_earning WHERE office_id = ${officeId})`);
  return count;
}
