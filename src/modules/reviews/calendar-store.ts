import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { KnownDays } from '#kernel/working-days.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';

/** A day as an office works it. */
export interface CalendarDay {
  readonly day: DayNumber;
  readonly isWorkday: boolean;
  /** 国庆节, 调休上班; empty on days like any other. */
  readonly name: string;
  /** From where it is known; empty where the office set it. */
  readonly source: string;
  readonly isOwn: boolean;
}

/** The days of a span that a calendar tells, the office's own before the nation's, by day. */
export async function findDays(
  transaction: Transaction,
  officeId: string,
  from: DayNumber,
  until: DayNumber,
): Promise<readonly CalendarDay[]> {
  return await transaction.rows<CalendarDay>(sql`
    SELECT coalesce(o.day, r.day) AS day, coalesce(o.is_workday, r.is_workday) AS "isWorkday",
      coalesce(o.name, r.name) AS name, CASE WHEN o.day IS NULL THEN r.source ELSE '' END AS source,
      o.day IS NOT NULL AS "isOwn"
    FROM (SELECT * FROM reference.calendar_day WHERE day BETWEEN ${dayValue(from)} AND ${dayValue(until)}) r
    FULL JOIN (
      SELECT * FROM tenant.calendar_day
      WHERE office_id = ${officeId} AND day BETWEEN ${dayValue(from)} AND ${dayValue(until)}) o ON o.day = r.day
    ORDER BY 1`);
}

/** Of a span those days that are not as their weekday has it: all that a count of working days needs. */
export async function findExceptions(
  transaction: Transaction,
  officeId: string,
  from: DayNumber,
  until: DayNumber,
): Promise<KnownDays> {
  const rows = await transaction.rows<{ day: DayNumber; isWorkday: boolean }>(sql`
    SELECT day, is_workday AS "isWorkday" FROM (
      SELECT DISTINCT ON (day) day, is_workday FROM (
        SELECT day, is_workday, 0 AS rank FROM tenant.calendar_day
        WHERE office_id = ${officeId} AND day BETWEEN ${dayValue(from)} AND ${dayValue(until)}
        UNION ALL
        SELECT day, is_workday, 1 FROM reference.calendar_day
        WHERE day BETWEEN ${dayValue(from)} AND ${dayValue(until)}) d
      ORDER BY day, rank) d
    WHERE is_workday <> (extract(isodow FROM day) < 6)`);
  return new Map(rows.map(({ day, isWorkday }) => [day, isWorkday]));
}

export async function saveDay(
  { transaction, officeId, actorId, now }: Act,
  { day, isWorkday, name }: { readonly day: DayNumber; readonly isWorkday: boolean; readonly name: string },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.calendar_day (office_id, day, is_workday, name, changed_by, changed_at)
    VALUES (${officeId}, ${dayValue(day)}, ${isWorkday}, ${name}, ${actorId}, ${instantValue(now)})
    ON CONFLICT (office_id, day) DO UPDATE SET is_workday = excluded.is_workday, name = excluded.name,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at`);
}

/** False where the office had not set that day. */
export async function removeDay({ transaction, officeId }: Act, day: DayNumber): Promise<boolean> {
  const removed = await transaction.run(
    sql`DELETE FROM tenant.calendar_day WHERE office_id = ${officeId} AND day = ${dayValue(day)}`,
  );
  return removed === 1;
}
