import sql, { empty } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { AppealedClaim } from '#modules/claims/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { AppealStage, AppealState } from './states.ts';

export interface AppealRow {
  readonly id: string;
  readonly claim_id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly decision_number: number;
  readonly state: AppealState;
  readonly due_on: DayNumber | null;
  readonly sealed: Buffer;
  readonly filed_by: string;
  readonly filed_at: number;
  readonly sealed_finding: Buffer | null;
  readonly examined_by: string | null;
  readonly examined_at: number | null;
  readonly sealed_escalation: Buffer | null;
  readonly escalated_at: number | null;
  readonly sealed_ruling: Buffer | null;
  readonly ruled_at: number | null;
  readonly wrapped_key: Buffer | null;
}

const COLUMNS = sql`a.id, a.claim_id, a.agency_id, a.unit_id, a.person_id, a.decision_number, a.state, a.due_on, a.sealed,
  a.filed_by, a.filed_at, a.sealed_finding, a.examined_by, a.examined_at, a.sealed_escalation, a.escalated_at, a.sealed_ruling,
  a.ruled_at, p.wrapped_key`;

/** False where the standing decision was appealed against before. */
export async function insertAppeal(
  { transaction, officeId, actorId, now }: Act,
  claim: AppealedClaim,
  appeal: { readonly id: string; readonly sealed: Buffer; readonly dueOn: DayNumber },
): Promise<boolean> {
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.appeal (office_id, id, claim_id, submitted_on, agency_id, unit_id, person_id, decision_number, state,
      sealed, filed_by, filed_at, due_on)
    VALUES (${officeId}, ${appeal.id}, ${claim.id}, ${dayValue(claim.submitted_on)}, ${claim.agency_id}, ${claim.unit_id},
      ${claim.person_id}, ${claim.decision_count}, 'filed', ${appeal.sealed}, ${actorId}, ${instantValue(now)},
      ${dayValue(appeal.dueOn)})
    ON CONFLICT (office_id, claim_id, decision_number) DO NOTHING`);
  return inserted === 1;
}

export function lockAppeal({ transaction, officeId }: Act, id: string): Promise<AppealRow | undefined> {
  return transaction.findRow<AppealRow>(sql`
    SELECT ${COLUMNS} FROM tenant.appeal a JOIN tenant.person p ON p.office_id = a.office_id AND p.id = a.person_id
    WHERE a.office_id = ${officeId} AND a.id = ${id} FOR UPDATE OF a`);
}

/** What the office found. */
export async function saveFinding(
  { transaction, officeId, actorId, now }: Act,
  id: string,
  { state, sealedFinding }: { readonly state: 'upheld' | 'changed'; readonly sealedFinding: Buffer },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.appeal SET state = ${state}, sealed_finding = ${sealedFinding}, examined_by = ${actorId},
      examined_at = ${instantValue(now)}, due_on = NULL
    WHERE office_id = ${officeId} AND id = ${id}`);
}

/** Puts an appeal before the committee: by the member, or by the office in the place of a finding of its own. */
export async function saveEscalation(
  { transaction, officeId, actorId, now }: Act,
  id: string,
  { sealed, dueOn, byOffice }: { readonly sealed: Buffer; readonly dueOn: DayNumber; readonly byOffice: boolean },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.appeal SET state = 'before-committee', sealed_escalation = ${sealed},
      escalated_at = ${instantValue(now)}, due_on = ${dayValue(dueOn)}
      ${byOffice ? sql`, examined_by = ${actorId}, examined_at = ${instantValue(now)}` : empty}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

export async function saveRuling(
  { transaction, officeId, now }: Act,
  id: string,
  { state, sealedRuling }: { readonly state: 'ruled-upheld' | 'ruled-changed'; readonly sealedRuling: Buffer },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.appeal SET state = ${state}, sealed_ruling = ${sealedRuling}, ruled_at = ${instantValue(now)}, due_on = NULL
    WHERE office_id = ${officeId} AND id = ${id}`);
}

/** The appeals of a claim, the first first. */
export async function findAppealsOfClaim(
  transaction: Transaction,
  officeId: string,
  claimId: string,
): Promise<readonly AppealRow[]> {
  return await transaction.rows<AppealRow>(sql`
    SELECT ${COLUMNS} FROM tenant.appeal a JOIN tenant.person p ON p.office_id = a.office_id AND p.id = a.person_id
    WHERE a.office_id = ${officeId} AND a.claim_id = ${claimId} ORDER BY a.id`);
}

export function findAppeal(transaction: Transaction, officeId: string, id: string): Promise<AppealRow | undefined> {
  return transaction.findRow<AppealRow>(sql`
    SELECT ${COLUMNS} FROM tenant.appeal a JOIN tenant.person p ON p.office_id = a.office_id AND p.id = a.person_id
    WHERE a.office_id = ${officeId} AND a.id = ${id}`);
}

export interface ListedAppeal {
  readonly id: string;
  readonly claim_id: string;
  readonly person_id: string;
  readonly state: AppealState;
  readonly filed_at: number;
  readonly due_on: DayNumber | null;
  readonly program: string;
  readonly benefit: string;
  readonly outcome: 'pay' | 'decline' | 'refer';
  readonly amount_fen: Fen;
  readonly sealed_member: Buffer;
  readonly wrapped_key: Buffer | null;
}

const STATES_OF: Readonly<Record<AppealStage, readonly AppealState[]>> = {
  office: ['filed'],
  committee: ['before-committee'],
  ended: ['upheld', 'changed', 'ruled-upheld', 'ruled-changed'],
};

/**
 * A page of appeals by the time when they were filed, the oldest first. Looked up behind its own index: a policy in the way
 * of a join makes the planner expect a row or none.
 */
export async function findAppealPage(
  transaction: Transaction,
  officeId: string,
  page: {
    readonly stage: AppealStage;
    readonly after?: { readonly filedAt: number; readonly appealId: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly ListedAppeal[]> {
  const { after } = page;
  return await transaction.rows<ListedAppeal>(sql`
    WITH page AS MATERIALIZED (
      SELECT id, claim_id, submitted_on, person_id, state, filed_at, due_on FROM tenant.appeal
      WHERE office_id = ${officeId} AND state = ANY (${STATES_OF[page.stage]}::text[])
        ${after === undefined ? empty : sql`AND (filed_at, id) > (${instantValue(after.filedAt)}, ${after.appealId})`}
      ORDER BY filed_at, id LIMIT ${page.limit})
    SELECT a.id, a.claim_id, a.person_id, a.state, a.filed_at, a.due_on, c.program, c.benefit, c.outcome, c.amount_fen,
      m.sealed AS sealed_member, p.wrapped_key
    FROM page a
    CROSS JOIN LATERAL (SELECT program, benefit, outcome, amount_fen, member_id FROM tenant.claim
      WHERE office_id = ${officeId} AND submitted_on = a.submitted_on AND id = a.claim_id OFFSET 0) c
    CROSS JOIN LATERAL (SELECT sealed FROM tenant.member WHERE office_id = ${officeId} AND id = c.member_id OFFSET 0) m
    CROSS JOIN LATERAL (SELECT wrapped_key FROM tenant.person WHERE office_id = ${officeId} AND id = a.person_id OFFSET 0) p
    ORDER BY a.filed_at, a.id`);
}
