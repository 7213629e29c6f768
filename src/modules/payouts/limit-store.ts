import sql from 'sql-template-tag';
import { type DayNumber, startOfDay } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';

interface Limits {
  readonly batchFen: Fen | null;
  readonly dayFen: Fen | null;
}

const NO_LIMITS: Limits = { batchFen: null, dayFen: null };

export async function findLimits(transaction: Transaction, officeId: string): Promise<Limits> {
  const row = await transaction.findRow<Limits>(sql`
    SELECT batch_fen AS "batchFen", day_fen AS "dayFen" FROM tenant.payout_limit WHERE office_id = ${officeId}`);
  return row ?? NO_LIMITS;
}

export async function saveLimits(
  { transaction, officeId, actorId, now }: Act,
  id: string,
  { batchFen, dayFen }: Limits,
  before: Limits,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.payout_limit_change (office_id, id, before_batch_fen, before_day_fen, batch_fen, day_fen, set_at,
      set_by)
    VALUES (${officeId}, ${id}, ${before.batchFen}, ${before.dayFen}, ${batchFen}, ${dayFen}, ${instantValue(now)},
      ${actorId})`);
  await transaction.run(sql`
    INSERT INTO tenant.payout_limit (office_id, batch_fen, day_fen, set_at, set_by)
    VALUES (${officeId}, ${batchFen}, ${dayFen}, ${instantValue(now)}, ${actorId})
    ON CONFLICT (office_id) DO UPDATE SET batch_fen = excluded.batch_fen, day_fen = excluded.day_fen,
      set_at = excluded.set_at, set_by = excluded.set_by`);
}

/** A time that somebody set the limits. */
export interface LimitChange {
  readonly id: string;
  readonly before: Limits;
  readonly after: Limits;
  readonly setAt: number;
  readonly setBy: string;
}

/** The latest changes of the limits, the last first. */
export async function findLimitChanges(
  transaction: Transaction,
  officeId: string,
  limit: number,
): Promise<readonly LimitChange[]> {
  return await transaction.rows<LimitChange>(sql`
    SELECT id, jsonb_build_object('batchFen', before_batch_fen, 'dayFen', before_day_fen) AS before,
      jsonb_build_object('batchFen', batch_fen, 'dayFen', day_fen) AS after, set_at AS "setAt", set_by AS "setBy"
    FROM tenant.payout_limit_change WHERE office_id = ${officeId} ORDER BY id DESC LIMIT ${limit}`);
}

/** The limit of a day with what is approved on it by now, for people to see. */
export async function findDayLimit(
  transaction: Transaction,
  officeId: string,
  day: DayNumber,
): Promise<{ readonly dayFen: Fen | null; readonly approvedFen: Fen }> {
  const { dayFen } = await findLimits(transaction, officeId);
  return { dayFen, approvedFen: await approvedOn(transaction, officeId, day) };
}

/** The limit of a day with what is approved on it by now. Two approvals at the same moment come one after the other. */
export async function lockDayLimit(
  { transaction, officeId }: Act,
  day: DayNumber,
): Promise<{ readonly dayFen: Fen | null; readonly approvedFen: Fen }> {
  const limit = await transaction.findRow<{ dayFen: Fen | null }>(
    sql`SELECT day_fen AS "dayFen" FROM tenant.payout_limit WHERE office_id = ${officeId} FOR UPDATE`,
  );
  return { dayFen: limit?.dayFen ?? null, approvedFen: await approvedOn(transaction, officeId, day) };
}

async function approvedOn(transaction: Transaction, officeId: string, day: DayNumber): Promise<Fen> {
  const { approvedFen } = await transaction.getRow<{ approvedFen: Fen }>(sql`
    SELECT coalesce(sum(total_fen), 0)::bigint AS "approvedFen" FROM tenant.payout_batch
    WHERE office_id = ${officeId} AND state <> 'withdrawn' AND approved_at >= ${instantValue(startOfDay(day))}::timestamptz
      AND approved_at < ${instantValue(startOfDay(day + 1))}::timestamptz`);
  return approvedFen;
}
