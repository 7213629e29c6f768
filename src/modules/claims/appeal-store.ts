import sql from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ClaimRow } from './store.ts';

export interface AppealRow {
  readonly id: string;
  readonly claim_id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly decision_number: number;
  readonly state: 'filed' | 'upheld' | 'changed';
  readonly sealed: Buffer;
  readonly filed_at: number;
  readonly sealed_finding: Buffer | null;
  readonly examined_at: number | null;
  readonly wrapped_key: Buffer | null;
}

const COLUMNS = sql`a.id, a.claim_id, a.agency_id, a.unit_id, a.person_id, a.decision_number, a.state, a.sealed, a.filed_at,
  a.sealed_finding, a.examined_at, p.wrapped_key`;

/** False where the standing decision was appealed against before. */
export async function insertAppeal(
  { transaction, officeId, actorId, now }: Act,
  claim: ClaimRow,
  appeal: { readonly id: string; readonly sealed: Buffer },
): Promise<boolean> {
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.appeal (office_id, id, claim_id, submitted_on, agency_id, unit_id, person_id, decision_number, state,
      sealed, filed_by, filed_at)
    VALUES (${officeId}, ${appeal.id}, ${claim.id}, ${dayValue(claim.submitted_on)}, ${claim.agency_id}, ${claim.unit_id},
      ${claim.person_id}, ${claim.decision_count}, 'filed', ${appeal.sealed}, ${actorId}, ${instantValue(now)})
    ON CONFLICT (office_id, claim_id, decision_number) DO NOTHING`);
  return inserted === 1;
}

export function lockAppeal({ transaction, officeId }: Act, id: string): Promise<AppealRow | undefined> {
  return transaction.findRow<AppealRow>(sql`
    SELECT ${COLUMNS} FROM tenant.appeal a JOIN tenant.person p ON p.office_id = a.office_id AND p.id = a.person_id
    WHERE a.office_id = ${officeId} AND a.id = ${id} FOR UPDATE OF a`);
}

export async function endAppeal(
  { transaction, officeId, actorId, now }: Act,
  id: string,
  { state, sealedFinding }: { readonly state: 'upheld' | 'changed'; readonly sealedFinding: Buffer },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.appeal SET state = ${state}, sealed_finding = ${sealedFinding}, examined_by = ${actorId},
      examined_at = ${instantValue(now)}
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

/** Appeals that nobody has examined yet, the oldest first. */
export async function findFiledAppeals(
  transaction: Transaction,
  officeId: string,
  limit: number,
): Promise<readonly AppealRow[]> {
  return await transaction.rows<AppealRow>(sql`
    SELECT ${COLUMNS} FROM tenant.appeal a JOIN tenant.person p ON p.office_id = a.office_id AND p.id = a.person_id
    WHERE a.office_id = ${officeId} AND a.state = 'filed' ORDER BY a.filed_at, a.id LIMIT ${limit}`);
}

/** Whether somebody has reviewed a claim in any of its rounds. */
export async function hasReviewed({ transaction, officeId, actorId }: Act, claimId: string): Promise<boolean> {
  const found = await transaction.findRow(sql`
    SELECT FROM tenant.claim_review
    WHERE office_id = ${officeId} AND claim_id = ${claimId} AND reviewer_id = ${actorId} LIMIT 1`);
  return found !== undefined;
}

/** A new round of a claim, begun by whoever examined its appeal: he does not review it too. */
export async function beginRound({ transaction, officeId, actorId }: Act, claim: ClaimRow): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim SET round = round + 1, submitted_by = ${actorId}
    WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}`);
}
