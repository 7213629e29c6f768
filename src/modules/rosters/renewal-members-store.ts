import sql, { join as joinSql, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { SealedMember } from '#modules/persons/index.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { RosterState } from './states.ts';

/** An order whose members may be renewed. */
export interface OrderToRenew {
  readonly id: string;
  readonly unit_id: string;
  readonly program: ProgramId;
  readonly roster_id: string;
  readonly start_on: DayNumber;
  readonly end_on: DayNumber;
}

export async function findRenewableOrder(
  transaction: Transaction,
  officeId: string,
  orderId: string,
): Promise<OrderToRenew | undefined> {
  return await transaction.findRow<OrderToRenew>(sql`
    SELECT id, unit_id, program, roster_id, start_on, end_on FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND id = ${orderId} AND state IN ('completed', 'in-force')`);
}

export interface RenewableRow extends SealedMember {
  readonly member_id: string;
  readonly roster_state: RosterState | null;
}

/** Of those that {@link listRenewable} lists. */
export const RENEWABLE_MEMBER = sql`c.member_id`;

/** Whom an order covers to its end, those on no later roster of the unit first. */
export async function listRenewable(
  transaction: Transaction,
  officeId: string,
  page: {
    readonly order: OrderToRenew;
    readonly isNamed: Sql | undefined;
    readonly after?: { readonly isOnRoster: boolean; readonly memberId: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly RenewableRow[]> {
  const { order, isNamed, after } = page;
  const conditions: Sql[] = [
    sql`c.office_id = ${officeId} AND c.start_on >= ${dayValue(order.start_on)} AND c.order_id = ${order.id}`,
    sql`c.end_on = ${dayValue(order.end_on)} AND c.state IN ('scheduled', 'in-force')`,
  ];
  if (isNamed !== undefined) conditions.push(isNamed);
  return await transaction.rows<RenewableRow>(sql`
    WITH later AS MATERIALIZED (
      SELECT r.id, r.filed_on, r.state FROM tenant.roster r
      WHERE r.office_id = ${officeId} AND r.unit_id = ${order.unit_id} AND r.program = ${order.program}
        AND r.id > ${order.roster_id} AND r.state IN ('draft', 'in-review', 'sent-back', 'passed', 'covered')),
    on_roster AS MATERIALIZED (
      SELECT DISTINCT ON (e.person_id) e.person_id, l.state
      FROM later l JOIN tenant.roster_entry e ON e.office_id = ${officeId} AND e.filed_on = l.filed_on AND e.roster_id = l.id
      WHERE e.state = 'standing' ORDER BY e.person_id, l.id DESC),
    listed AS MATERIALIZED (
      SELECT c.member_id, o.state AS roster_state
      FROM tenant.coverage_period c LEFT JOIN on_roster o USING (person_id)
      WHERE ${joinSql(conditions, ' AND ')}),
    page AS MATERIALIZED (
      SELECT * FROM listed
      ${after === undefined ? sql`` : sql`WHERE (roster_state IS NOT NULL, member_id) > (${after.isOnRoster}, ${after.memberId}::uuid)`}
      ORDER BY roster_state IS NOT NULL, member_id LIMIT ${page.limit})
    SELECT page.member_id, page.roster_state, m.office_id, m.person_id, m.sealed, p.wrapped_key
    FROM page
      JOIN tenant.member m ON m.office_id = ${officeId} AND m.id = page.member_id
      JOIN tenant.person p ON p.office_id = m.office_id AND p.id = m.person_id
    ORDER BY page.roster_state IS NOT NULL, page.member_id`);
}
