import sql, { join as joinSql, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { RosterRow } from './store.ts';

/** 困难职工、劳动模范、赛会服务保障人员、其他. */
export type GrantKind = 'hardship' | 'model-worker' | 'event-staff' | 'other';

/** Out of the office's relief fund when it is approved, or by a union's transfer to the order. */
export type GrantFunding = 'relief-fund' | 'union-transfer';

export type GrantState = 'proposed' | 'approved' | 'refused' | 'withdrawn';

export interface NewGrant {
  readonly id: string;
  readonly kind: GrantKind;
  readonly purpose: string;
  readonly funding: GrantFunding;
  readonly payerName: string;
  readonly members: number;
  readonly amountFen: Fen;
}

export async function insertGrant(
  { transaction, officeId, actorId, now }: Act,
  roster: RosterRow,
  grant: NewGrant,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.cover_grant (office_id, id, agency_id, unit_id, roster_id, kind, purpose, funding, payer_name,
      member_count, amount_fen, state, proposed_by, proposed_at)
    VALUES (${officeId}, ${grant.id}, ${roster.agency_id}, ${roster.unit_id}, ${roster.id}, ${grant.kind},
      ${grant.purpose}, ${grant.funding}, ${grant.payerName}, ${grant.members}, ${grant.amountFen}, 'proposed',
      ${actorId}, ${instantValue(now)})`);
}

/** The roster is with the office, as a grant: no level reviews it. */
export async function markGranted(
  { transaction, officeId, actorId, now }: Act,
  roster: RosterRow,
  facts: {
    readonly grantId: string;
    readonly rootAgencyId: string;
    readonly submittedOn: DayNumber;
    readonly members: number;
  },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.roster SET state = 'in-review', reviewing_agency_id = ${facts.rootAgencyId}, grant_id = ${facts.grantId},
      submitted_on = ${dayValue(facts.submittedOn)}, submitted_by = ${actorId}, declared = '{"healthy": true, "eligible": true}',
      accepted_count = ${facts.members}, rejected_count = row_count - ${facts.members}, round = round + 1,
      changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${roster.id}`);
}

export interface WaitingGrant {
  readonly id: string;
  readonly roster_id: string;
  readonly funding: GrantFunding;
  readonly member_count: number;
  readonly amount_fen: Fen;
  readonly proposed_by: string;
}

/** A grant that waits to be decided, locked. */
export async function lockGrant({ transaction, officeId }: Act, grantId: string): Promise<WaitingGrant | undefined> {
  return await transaction.findRow<WaitingGrant>(sql`
    SELECT id, roster_id, funding, member_count, amount_fen, proposed_by FROM tenant.cover_grant
    WHERE office_id = ${officeId} AND id = ${grantId} AND state = 'proposed' FOR UPDATE`);
}

export async function settleGrant(
  { transaction, officeId, actorId, now }: Act,
  grantId: string,
  outcome: { readonly state: Exclude<GrantState, 'proposed'>; readonly orderId?: string; readonly reason?: string },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.cover_grant SET state = ${outcome.state}, order_id = ${outcome.orderId ?? null},
      reason = ${outcome.reason ?? null}, decided_by = ${actorId}, decided_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${grantId}`);
}

export interface ListedGrant {
  readonly id: string;
  readonly roster_id: string;
  readonly unit_id: string;
  readonly unit_name: string;
  readonly program: ProgramId;
  readonly shares: number;
  readonly kind: GrantKind;
  readonly purpose: string;
  readonly funding: GrantFunding;
  readonly payer_name: string;
  readonly member_count: number;
  readonly amount_fen: Fen;
  readonly state: GrantState;
  readonly order_id: string | null;
  readonly start_on: DayNumber | null;
  readonly proposed_by: string;
  readonly proposed_at: number;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
  readonly reason: string | null;
}

/** Grants, the latest first. */
export async function listGrants(
  transaction: Transaction,
  officeId: string,
  {
    state,
    after,
    limit,
  }: { readonly state?: GrantState | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly ListedGrant[]> {
  const conditions: Sql[] = [sql`g.office_id = ${officeId}`];
  if (state !== undefined) conditions.push(sql`g.state = ${state}`);
  if (after !== undefined) conditions.push(sql`g.id < ${after}`);
  return await transaction.rows<ListedGrant>(sql`
    WITH g AS MATERIALIZED (
      SELECT g.* FROM tenant.cover_grant g WHERE ${joinSql(conditions, ' AND ')} ORDER BY g.id DESC LIMIT ${limit})
    SELECT g.id, g.roster_id, g.unit_id, u.name AS unit_name, r.program, r.shares, g.kind, g.purpose, g.funding,
      g.payer_name, g.member_count, g.amount_fen, g.state, g.order_id, o.start_on, g.proposed_by, g.proposed_at,
      g.decided_by, g.decided_at, g.reason
    FROM g
      JOIN tenant.unit u ON u.office_id = g.office_id AND u.id = g.unit_id
      JOIN tenant.roster r ON r.office_id = g.office_id AND r.id = g.roster_id
      LEFT JOIN tenant.contribution_order o ON o.office_id = g.office_id AND o.id = g.order_id
    ORDER BY g.id DESC`);
}
