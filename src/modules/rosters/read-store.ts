import sql, { empty, join as joinSql, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { SealedMember } from '#modules/persons/index.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { FundingSource } from './roster.ts';
import type { RosterState } from './states.ts';

export interface RosterFilter {
  readonly rosterId?: string | undefined;
  readonly unitId?: string | undefined;
  readonly state?: RosterState | undefined;
  readonly waitsForAgency?: string | undefined;
  /** Of units at this node and below it. */
  readonly agencyId?: string | undefined;
  /** How the unit's name or its credit code begins. */
  readonly unitBegins?: string | undefined;
  /** The last roster of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface ListedRoster {
  readonly id: string;
  readonly agency_id: string;
  readonly agency_name: string | null;
  readonly unit_id: string;
  readonly unit_name: string;
  readonly program: ProgramId;
  readonly shares: number;
  readonly state: RosterState;
  readonly reviewing_agency_id: string | null;
  /** The level that reviews next; `null` too where the caller does not see so far up. */
  readonly reviewing_kind: 'county' | 'city' | 'office' | null;
  readonly file_name: string;
  readonly filed_on: DayNumber;
  readonly filed_by: string;
  readonly submitted_on: DayNumber | null;
  readonly submitted_by: string | null;
  readonly row_count: number;
  readonly accepted_count: number;
  readonly rejected_count: number;
  readonly repaired_count: number;
  readonly staff_count: number;
  readonly eligible_count: number;
  readonly round: number;
  /** As the unit is registered; the roster may say otherwise. */
  readonly unit_eligible_count: number;
  /** By when the level decides for which it waits. */
  readonly due_on: DayNumber | null;
  readonly grant_id: string | null;
  readonly order_id: string | null;
}

export async function listRosters(
  transaction: Transaction,
  officeId: string,
  filter: RosterFilter,
): Promise<readonly ListedRoster[]> {
  const { rosterId, unitId, state, waitsForAgency, agencyId, unitBegins, after, limit } = filter;
  const conditions: Sql[] = [sql`r.office_id = ${officeId}`];
  if (rosterId !== undefined) conditions.push(sql`r.id = ${rosterId}`);
  if (unitId !== undefined) conditions.push(sql`r.unit_id = ${unitId}`);
  if (state !== undefined) conditions.push(sql`r.state = ${state}`);
  if (waitsForAgency !== undefined) {
    conditions.push(sql`r.state = 'in-review' AND r.grant_id IS NULL AND r.reviewing_agency_id = ${waitsForAgency}`);
  }
  if (agencyId !== undefined) {
    conditions.push(sql`r.agency_id IN (
      SELECT id FROM tenant.agency WHERE office_id = ${officeId} AND path @> ARRAY[${agencyId}]::uuid[])`);
  }
  if (unitBegins !== undefined) conditions.push(await ofUnitsThatBegin(transaction, officeId, unitBegins));
  if (after !== undefined && waitsForAgency === undefined) conditions.push(sql`r.id < ${after}`);
  if (after !== undefined && waitsForAgency !== undefined) {
    // read first: compared with a subquery the key would be a filter over all rows before it, not a place in the index
    const before = await transaction.findRow<{ waits_on: DayNumber | null }>(
      sql`SELECT waits_on FROM tenant.roster WHERE office_id = ${officeId} AND id = ${after}`,
    );
    if (typeof before?.waits_on !== 'number') return [];
    conditions.push(sql`(r.waits_on, r.id) > (${dayValue(before.waits_on)}::date, ${after}::uuid)`);
  }
  const order = waitsForAgency === undefined ? sql`r.id DESC` : sql`r.waits_on, r.id`;
  // the page first, through its index: the planner guesses few rows behind a policy and would join before it sorts
  return await transaction.rows<ListedRoster>(sql`
    WITH r AS MATERIALIZED (
      SELECT r.* FROM tenant.roster r WHERE ${joinSql(conditions, ' AND ')} ORDER BY ${order} LIMIT ${limit})
    SELECT r.id, r.agency_id, a.name AS agency_name, r.unit_id, u.name AS unit_name, r.program, r.shares, r.state,
      r.reviewing_agency_id, w.kind AS reviewing_kind, r.file_name, r.filed_on, r.filed_by, r.submitted_on, r.submitted_by, r.row_count,
      r.accepted_count, r.rejected_count, r.repaired_count, u.staff_count, r.eligible_count, r.round,
      u.eligible_count AS unit_eligible_count, r.due_on, r.grant_id, o.id AS order_id
    FROM r
      JOIN tenant.unit u ON u.office_id = r.office_id AND u.id = r.unit_id
      LEFT JOIN tenant.agency a ON a.office_id = r.office_id AND a.id = r.agency_id
      LEFT JOIN tenant.agency w ON w.office_id = r.office_id AND w.id = r.reviewing_agency_id
      LEFT JOIN tenant.contribution_order o ON o.office_id = r.office_id AND o.roster_id = r.id AND o.state <> 'void'
    ORDER BY ${order}`);
}

const LAST_CHARACTER = '\u{10ffff}';
/** More units than these are looked at roster by roster: the page is full long before all of theirs were sorted. */
const MOST_UNITS_READ = 200;

/** Rosters of units whose name or code begins so. The comparisons are leakproof: indexes serve them behind the policy. */
async function ofUnitsThatBegin(transaction: Transaction, officeId: string, begin: string): Promise<Sql> {
  const end = begin + LAST_CHARACTER;
  const begins = sql`(u.name ~>=~ ${begin} AND u.name ~<~ ${end}
    OR u.credit_code ~>=~ ${begin.toUpperCase()} AND u.credit_code ~<~ ${end.toUpperCase()})`;
  const units = await transaction.rows<{ id: string }>(sql`
    SELECT u.id FROM tenant.unit u WHERE u.office_id = ${officeId} AND ${begins} LIMIT ${MOST_UNITS_READ + 1}`);
  return units.length > MOST_UNITS_READ
    ? sql`(SELECT ${begins} FROM tenant.unit u WHERE u.office_id = r.office_id AND u.id = r.unit_id)`
    : sql`r.unit_id = ANY (${units.map(({ id }) => id)}::uuid[])`;
}

export async function listPayers(
  transaction: Transaction,
  officeId: string,
  rosterId: string,
): Promise<
  readonly {
    readonly source: FundingSource;
    readonly payer_name: string;
    readonly payer_code: string | null;
    readonly amount_fen: number;
  }[]
> {
  return await transaction.rows(sql`
    SELECT source, payer_name, payer_code, amount_fen FROM tenant.roster_payer
    WHERE office_id = ${officeId} AND roster_id = ${rosterId} ORDER BY position`);
}

export interface ReviewRow {
  readonly round: number;
  readonly level: 'county' | 'city' | 'office';
  readonly outcome: 'pass' | 'send-back' | 'refuse' | 'refer';
  readonly comment: string;
  readonly reviewer_id: string;
  readonly at: number;
}

export async function listReviews(
  transaction: Transaction,
  officeId: string,
  subjectId: string,
): Promise<readonly ReviewRow[]> {
  return await transaction.rows<ReviewRow>(sql`
    SELECT round, level, outcome, comment, reviewer_id, at FROM tenant.review
    WHERE office_id = ${officeId} AND subject_id = ${subjectId} ORDER BY at, id`);
}

export interface ListedEntry extends SealedMember {
  readonly row_number: number;
  readonly member_id: string;
  readonly delayed_retirement: boolean;
  readonly repaired: boolean;
  readonly previous_end_on: DayNumber | null;
  readonly state: 'standing' | 'sent-back' | 'void';
  readonly reason: string | null;
}

export interface EntryFilter {
  readonly rosterId: string;
  readonly afterRow: number;
  readonly limit: number;
  readonly onlyRepaired?: boolean | undefined;
  /** `void` passes over rows in whose place a corrected one came. */
  readonly state?: ListedEntry['state'] | undefined;
  /** What the name holds. */
  readonly name?: string | undefined;
}

/** Not the rows in whose place a corrected one came. */
const leftOut = sql`e.state = 'void' AND e.reason NOT LIKE '已由第%'`;

export async function listEntries(
  transaction: Transaction,
  officeId: string,
  request: EntryFilter,
  isNamed?: Sql,
): Promise<readonly ListedEntry[]> {
  return await transaction.rows<ListedEntry>(sql`
    SELECT e.row_number, e.member_id, e.delayed_retirement, e.repaired, e.previous_end_on, e.state, e.reason,
      m.office_id, m.person_id, m.sealed, p.wrapped_key
    FROM tenant.roster_entry e
      JOIN tenant.member m ON m.office_id = e.office_id AND m.id = e.member_id
      JOIN tenant.person p ON p.office_id = e.office_id AND p.id = e.person_id
    WHERE e.office_id = ${officeId} AND e.roster_id = ${request.rosterId} AND e.row_number > ${request.afterRow}
      ${request.onlyRepaired === true ? sql`AND e.repaired` : empty}
      ${isNamed === undefined ? empty : sql`AND ${isNamed}`}
      ${request.state === undefined ? empty : request.state === 'void' ? sql`AND ${leftOut}` : sql`AND e.state = ${request.state}`}
    ORDER BY e.row_number LIMIT ${request.limit}`);
}

export async function listFaults(
  transaction: Transaction,
  officeId: string,
  request: { readonly rosterId: string; readonly afterRow: number; readonly limit: number },
): Promise<readonly { readonly row_number: number; readonly sealed: Buffer }[]> {
  return await transaction.rows(sql`
    SELECT row_number, sealed FROM tenant.roster_fault
    WHERE office_id = ${officeId} AND roster_id = ${request.rosterId} AND row_number > ${request.afterRow}
    ORDER BY row_number LIMIT ${request.limit}`);
}

/** Of the entries that {@link listEntries} lists. */
export const ENTRY_MEMBER = sql`e.member_id`;

export async function countLeftOut(
  transaction: Transaction,
  officeId: string,
  roster: { readonly id: string; readonly filed_on: DayNumber },
): Promise<number> {
  const { count } = await transaction.getRow<{ count: number }>(sql`
    SELECT count(*) AS count FROM tenant.roster_entry e
    WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND ${leftOut}`);
  return count;
}
