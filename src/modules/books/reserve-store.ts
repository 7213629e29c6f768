import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { ACCOUNTS } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';

/**
 * `risk-reserve`: of the contributions earned in twelve months; `reported-claims`: of what claims under review come to, by
 * the rules; `development-fund`: of the surplus, the rest goes to the relief fund.
 */
export type ReserveRateKind = 'risk-reserve' | 'reported-claims' | 'development-fund';

export interface ReserveRate {
  readonly kind: ReserveRateKind;
  /** From this day on, until a later row's. */
  readonly fromDay: DayNumber;
  readonly basisPoints: number;
  readonly setAt: number;
  readonly setBy: string;
}

/** Every rate that the office ever set, the latest first: a handful a year. */
export async function findRates(transaction: Transaction, officeId: string): Promise<readonly ReserveRate[]> {
  return await transaction.rows<ReserveRate>(sql`
    SELECT kind, from_day AS "fromDay", basis_points AS "basisPoints", set_at AS "setAt", set_by AS "setBy"
    FROM tenant.reserve_rate WHERE office_id = ${officeId} ORDER BY kind, from_day DESC LIMIT 500`);
}

/** Appends a rate; false where one begins on that day already. */
export async function insertRate(
  { transaction, officeId, actorId, now }: Act,
  { kind, fromDay, basisPoints }: Pick<ReserveRate, 'kind' | 'fromDay' | 'basisPoints'>,
): Promise<boolean> {
  const written = await transaction.run(sql`
    INSERT INTO tenant.reserve_rate (office_id, kind, from_day, basis_points, set_at, set_by)
    VALUES (${officeId}, ${kind}, ${dayValue(fromDay)}, ${basisPoints}, ${instantValue(now)}, ${actorId})
    ON CONFLICT DO NOTHING`);
  return written === 1;
}

/** The latest day for which reserves were reckoned, or are before a second person. */
export async function findLastReserveDay({ transaction, officeId }: Act): Promise<DayNumber | null> {
  const { last } = await transaction.getRow<{ last: DayNumber | null }>(sql`
    SELECT max(on_day) AS last FROM tenant.voucher
    WHERE office_id = ${officeId} AND kind = 'reserve' AND state IN ('proposed', 'posted')`);
  return last;
}

/** Contributions earned in whole months: what 会费收入 was credited, so that carrying it forward changes nothing. */
export async function findEarned(
  transaction: Transaction,
  officeId: string,
  { from, until }: { readonly from: DayNumber; readonly until: DayNumber },
): Promise<Fen> {
  const { code } = ACCOUNTS.contributionIncome;
  const { earned } = await transaction.getRow<{ earned: number }>(sql`
    SELECT ((SELECT coalesce(sum(credit_fen), 0) FROM tenant.ledger_month_balance
        WHERE office_id = ${officeId} AND account = ${code} AND month BETWEEN ${dayValue(from)}::date AND ${dayValue(until)}::date)
      + (SELECT coalesce(sum(amount_fen), 0) FROM tenant.ledger_movement
        WHERE office_id = ${officeId} AND credit = ${code} AND on_day BETWEEN ${dayValue(from)}::date AND ${dayValue(until)}::date)
      )::bigint AS earned`);
  return earned;
}

export interface ReportedClaims {
  readonly claims: number;
  readonly amountFen: Fen;
}

/** Claims that came in up to a day and are under review now, with what the rules give them. */
export async function findReportedClaims(
  transaction: Transaction,
  officeId: string,
  onDay: DayNumber,
): Promise<ReportedClaims> {
  return await transaction.getRow<ReportedClaims>(sql`
    SELECT count(*) AS claims, coalesce(sum(amount_fen), 0)::bigint AS "amountFen" FROM tenant.claim
    WHERE office_id = ${officeId} AND state IN ('in-review', 'referred', 'sent-back') AND outcome = 'pay'
      AND submitted_on <= ${dayValue(onDay)}::date`);
}

export interface TriangleCell {
  /** First day of the month in which it happened: of the admission, of the accident. */
  readonly month: DayNumber;
  /** Months from it to the report. */
  readonly delay: number;
  readonly amountFen: Fen;
}

/** What claims reported up to a day come to, by month of the event and delay. */
export async function findTriangle(
  transaction: Transaction,
  officeId: string,
  { fromMonth, onDay }: { readonly fromMonth: DayNumber; readonly onDay: DayNumber },
): Promise<readonly TriangleCell[]> {
  return await transaction.rows<TriangleCell>(sql`
    SELECT month, greatest(0, (date_part('year', reported) - date_part('year', month)) * 12
        + date_part('month', reported) - date_part('month', month))::integer AS delay, sum(amount_fen)::bigint AS "amountFen"
    FROM (
      -- those from before the day was kept count as told in the month in which they happened
      SELECT date_trunc('month', coalesce(event_on, submitted_on)::timestamp)::date AS month,
        date_trunc('month', submitted_on::timestamp)::date AS reported, amount_fen
      FROM tenant.claim
      WHERE office_id = ${officeId} AND outcome = 'pay' AND state NOT IN ('declined', 'denied')
        AND submitted_on BETWEEN ${dayValue(fromMonth)}::date AND ${dayValue(onDay)}::date
    ) AS told WHERE month BETWEEN ${dayValue(fromMonth)}::date AND ${dayValue(onDay)}::date
    GROUP BY 1, 2 ORDER BY 1, 2`);
}
