import sql, { type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';

/** Claims submitted between two days, both included, that the caller sees. */
export interface Span {
  readonly from: DayNumber;
  readonly until: DayNumber;
}

export interface LevelFigures {
  readonly level: 'county' | 'city' | 'office';
  readonly reviews: number;
  /** From the moment that it came before the level to the level's word; tenths of a day. */
  readonly averageTenths: number;
  readonly longestTenths: number;
  /** From the day of the event, on the average; `null` where no day was kept. */
  readonly sinceEventTenths: number | null;
  readonly sendBacks: number;
}

const TENTH_OF_A_DAY = 8_640;

function cohort(officeId: string, { from, until }: Span): Sql {
  return sql`(
    SELECT id, submitted_on, event_on, state, outcome, decision_count, flags FROM tenant.claim
    WHERE office_id = ${officeId} AND submitted_on BETWEEN ${dayValue(from)} AND ${dayValue(until)} OFFSET 0)`;
}

/** Tenths of a day from the beginning of the day of the event. */
function sinceEvent(at: Sql): Sql {
  return sql`round(extract(epoch FROM ${at} - c.event_on::timestamp AT TIME ZONE 'Asia/Shanghai') / ${TENTH_OF_A_DAY}::numeric)`;
}

/** How long each level took; a review begins with the one before it, the first with the first decision. */
export async function findLevelFigures(
  transaction: Transaction,
  officeId: string,
  span: Span,
): Promise<readonly LevelFigures[]> {
  return await transaction.rows<LevelFigures>(sql`
    SELECT level, count(*) AS reviews, round(avg(took))::bigint AS "averageTenths", max(took)::bigint AS "longestTenths",
      round(avg(since))::bigint AS "sinceEventTenths", count(*) FILTER (WHERE outcome = 'send-back') AS "sendBacks"
    FROM (
      SELECT r.level, r.outcome, ${sinceEvent(sql`r.at`)} AS since, round(extract(epoch FROM r.at
        - coalesce(lag(r.at) OVER (PARTITION BY c.id ORDER BY r.at), d.at)) / ${TENTH_OF_A_DAY}::numeric) AS took
      FROM ${cohort(officeId, span)} c
      CROSS JOIN LATERAL (
        SELECT level, outcome, at FROM tenant.claim_review WHERE office_id = ${officeId} AND claim_id = c.id OFFSET 0) r
      CROSS JOIN LATERAL (
        SELECT at FROM tenant.decision
        WHERE office_id = ${officeId} AND submitted_on = c.submitted_on AND claim_id = c.id AND number = 1 OFFSET 0) d) t
    GROUP BY level ORDER BY array_position(ARRAY['county', 'city', 'office'], level)`);
}

export interface WholeFigures {
  readonly claims: number;
  /** Decided for good: approved or paid, declined, denied. */
  readonly decided: number;
  readonly approved: number;
  readonly sentBack: number;
  /** Of those decided by people, from the first decision to the last word; tenths of a day. */
  readonly averageTenths: number;
  readonly longestTenths: number;
  /** Of the same, from the day of the event, on the average; `null` where no day was kept. */
  readonly sinceEventTenths: number | null;
}

export async function findWholeFigures(transaction: Transaction, officeId: string, span: Span): Promise<WholeFigures> {
  return await transaction.getRow<WholeFigures>(sql`
    SELECT count(*) AS claims,
      count(*) FILTER (WHERE state NOT IN ('in-review', 'referred', 'sent-back')) AS decided,
      count(*) FILTER (WHERE state IN ('approved', 'in-payout', 'paid', 'returned')) AS approved,
      count(*) FILTER (WHERE has_sent_back) AS "sentBack",
      coalesce(round(avg(took)), 0)::bigint AS "averageTenths", coalesce(max(took), 0)::bigint AS "longestTenths",
      round(avg(since))::bigint AS "sinceEventTenths"
    FROM (
      SELECT c.state, r.has_sent_back, CASE WHEN c.state NOT IN ('in-review', 'referred', 'sent-back')
        THEN round(extract(epoch FROM r.last_at - d.at) / ${TENTH_OF_A_DAY}::numeric) END AS took,
        CASE WHEN c.state NOT IN ('in-review', 'referred', 'sent-back') THEN ${sinceEvent(sql`r.last_at`)} END AS since
      FROM ${cohort(officeId, span)} c
      CROSS JOIN LATERAL (
        SELECT max(at) AS last_at, coalesce(bool_or(outcome = 'send-back'), false) AS has_sent_back
        FROM tenant.claim_review WHERE office_id = ${officeId} AND claim_id = c.id OFFSET 0) r
      CROSS JOIN LATERAL (
        SELECT at FROM tenant.decision
        WHERE office_id = ${officeId} AND submitted_on = c.submitted_on AND claim_id = c.id AND number = 1 OFFSET 0) d) t`);
}

export interface ClauseFigures {
  readonly clause: string;
  readonly claims: number;
}

/** By which clauses the standing decisions pay nothing. */
export async function findDenials(
  transaction: Transaction,
  officeId: string,
  span: Span,
): Promise<readonly ClauseFigures[]> {
  return await transaction.rows<ClauseFigures>(sql`
    SELECT reason ->> 'clause' AS clause, count(DISTINCT c.id) AS claims
    FROM ${cohort(officeId, span)} c
    CROSS JOIN LATERAL (
      SELECT reasons FROM tenant.decision WHERE office_id = ${officeId} AND submitted_on = c.submitted_on
        AND claim_id = c.id AND number = c.decision_count OFFSET 0) d
    CROSS JOIN LATERAL jsonb_array_elements(d.reasons) AS reason
    WHERE c.outcome = 'decline'
    GROUP BY 1 ORDER BY 2 DESC, 1`);
}

export interface FlagFigures {
  readonly flag: string;
  readonly claims: number;
}

export async function findFlagFigures(
  transaction: Transaction,
  officeId: string,
  span: Span,
): Promise<readonly FlagFigures[]> {
  return await transaction.rows<FlagFigures>(sql`
    SELECT flag, count(*) AS claims FROM ${cohort(officeId, span)} c CROSS JOIN LATERAL unnest(c.flags) AS flag
    GROUP BY flag ORDER BY 2 DESC, 1`);
}
