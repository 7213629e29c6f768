import sql, { empty } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';

/** The figures of joining for one node, or of the units that hang straight under it. */
export interface AgencyFigures {
  /** `null` for the units straight under the node. */
  readonly agency_id: string | null;
  readonly agency_name: string | null;
  readonly units: number;
  readonly covered_units: number;
  readonly eligible_staff: number;
  /** Persons in a running period. */
  readonly covered: number;
  readonly contribution_fen: Fen;
  readonly renewals_due: number;
  readonly rosters_in_review: number;
}

export interface FiguresRequest {
  readonly agencyId: string;
  readonly program: ProgramId;
  readonly onDay: DayNumber;
  readonly dueUntil: DayNumber;
}

/**
 * What runs on a day, by unit: one pass over the orders that have not ended. Persons whom another period stood against
 * are not counted; their share of the contribution is in the refund.
 */
function running(officeId: string, { program, onDay, dueUntil }: FiguresRequest): ReturnType<typeof sql> {
  return sql`
    SELECT o.unit_id, sum(o.member_count - o.refund_fen * o.member_count / o.amount_fen)::bigint AS covered,
      sum(o.amount_fen - o.refund_fen)::bigint AS contribution_fen,
      count(*) FILTER (WHERE o.end_on <= ${dayValue(dueUntil)} AND NOT EXISTS (
        SELECT FROM tenant.contribution_order later
        WHERE later.office_id = o.office_id AND later.unit_id = o.unit_id AND later.program = o.program
          AND later.state IN ('completed', 'in-force') AND later.end_on > o.end_on)) AS renewals_due
    FROM tenant.contribution_order o
    WHERE o.office_id = ${officeId} AND o.program = ${program} AND o.state = 'in-force'
      AND o.end_on >= ${dayValue(onDay)} AND o.start_on <= ${dayValue(onDay)}
    GROUP BY o.unit_id`;
}

/** The figures of every node straight below one, and of the units that hang straight under it; by name. */
export async function agencyFigures(
  transaction: Transaction,
  officeId: string,
  request: FiguresRequest,
): Promise<readonly AgencyFigures[]> {
  return await transaction.rows<AgencyFigures>(sql`
    WITH running AS (${running(officeId, request)}),
    waiting AS (
      SELECT unit_id, count(*) AS rosters FROM tenant.roster
      WHERE office_id = ${officeId} AND program = ${request.program} AND state = 'in-review' GROUP BY unit_id),
    placed AS (
      SELECT u.id, u.eligible_count, a.path[array_position(a.path, ${request.agencyId}::uuid) + 1] AS child_id
      FROM tenant.unit u JOIN tenant.agency a ON a.office_id = u.office_id AND a.id = u.agency_id
      WHERE u.office_id = ${officeId} AND u.state = 'active' AND ${request.agencyId}::uuid = ANY (a.path))
    SELECT p.child_id AS agency_id, min(c.name) AS agency_name, count(*) AS units, count(r.unit_id) AS covered_units,
      sum(p.eligible_count)::bigint AS eligible_staff, coalesce(sum(r.covered), 0)::bigint AS covered,
      coalesce(sum(r.contribution_fen), 0)::bigint AS contribution_fen,
      coalesce(sum(r.renewals_due), 0)::bigint AS renewals_due, coalesce(sum(w.rosters), 0)::bigint AS rosters_in_review
    FROM placed p
      LEFT JOIN running r ON r.unit_id = p.id
      LEFT JOIN waiting w ON w.unit_id = p.id
      LEFT JOIN tenant.agency c ON c.office_id = ${officeId} AND c.id = p.child_id
    GROUP BY p.child_id ORDER BY min(c.name) NULLS FIRST, p.child_id`);
}

export interface UnitFigures {
  readonly unit_id: string;
  readonly unit_name: string;
  readonly staff_count: number;
  readonly eligible_staff: number;
  readonly covered: number;
  readonly contribution_fen: Fen;
  readonly agency_name: string;
  readonly end_on: DayNumber | null;
  /** Ends soon, and nothing follows yet. */
  readonly is_due: boolean;
}

/** Which units of a node. */
export interface UnitFiguresFilter {
  readonly show?: 'covered' | 'uncovered' | 'due' | undefined;
  /** Only those that hang straight under the node. */
  readonly direct?: boolean | undefined;
}

/** The figures of the units below a node, by id: a page. */
export async function unitFigures(
  transaction: Transaction,
  officeId: string,
  request: FiguresRequest & UnitFiguresFilter & { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly UnitFigures[]> {
  const { program, onDay, dueUntil, after, show, direct = false } = request;
  return await transaction.rows<UnitFigures>(sql`
    SELECT u.id AS unit_id, u.name AS unit_name, u.staff_count, u.eligible_count AS eligible_staff,
      coalesce(r.covered, 0)::bigint AS covered, coalesce(r.contribution_fen, 0)::bigint AS contribution_fen,
      a.name AS agency_name, r.end_on, coalesce(r.end_on <= ${dayValue(dueUntil)}::date AND NOT r.is_followed, false) AS is_due
    FROM tenant.unit u
      JOIN tenant.agency a ON a.office_id = u.office_id AND a.id = u.agency_id
      LEFT JOIN LATERAL (
        SELECT sum(o.member_count - o.refund_fen * o.member_count / o.amount_fen) AS covered,
          sum(o.amount_fen - o.refund_fen) AS contribution_fen, max(o.end_on) AS end_on,
          EXISTS (
            SELECT FROM tenant.contribution_order later
            WHERE later.office_id = u.office_id AND later.unit_id = u.id AND later.program = ${program}
              AND later.state IN ('completed', 'in-force') AND later.start_on > ${dayValue(onDay)}) AS is_followed
        FROM tenant.contribution_order o
        WHERE o.office_id = u.office_id AND o.unit_id = u.id AND o.program = ${program} AND o.state = 'in-force'
          AND ${dayValue(onDay)}::date BETWEEN o.start_on AND o.end_on) AS r ON true
    WHERE u.office_id = ${officeId} AND u.state = 'active' AND ${request.agencyId}::uuid = ANY (a.path)
      ${direct ? sql`AND u.agency_id = ${request.agencyId}` : empty}
      ${show === 'covered' ? sql`AND r.end_on IS NOT NULL` : show === 'uncovered' ? sql`AND r.end_on IS NULL` : empty}
      ${show === 'due' ? sql`AND r.end_on <= ${dayValue(dueUntil)}::date AND NOT r.is_followed` : empty}
      ${after === undefined ? empty : sql`AND u.id > ${after}`}
    ORDER BY u.id LIMIT ${request.limit}`);
}

/** Credits that wait for an order: how many, and what of them is open. Only the office sees any. */
export async function waitingCreditFigures(
  transaction: Transaction,
  officeId: string,
): Promise<{ readonly count: number; readonly open_fen: Fen }> {
  return await transaction.getRow(sql`
    SELECT count(*) AS count, coalesce(sum(amount_fen - matched_fen), 0)::bigint AS open_fen FROM tenant.bank_entry
    WHERE office_id = ${officeId} AND direction = 'credit' AND state IN ('unmatched', 'partly-matched')`);
}

/** The office's own node. */
export async function findRoot(transaction: Transaction, officeId: string): Promise<string> {
  const { id } = await transaction.getRow<{ id: string }>(sql`
    SELECT id FROM tenant.agency WHERE office_id = ${officeId} AND kind = 'office'`);
  return id;
}
