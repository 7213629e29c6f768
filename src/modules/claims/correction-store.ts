import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ClaimRow } from './store.ts';

export interface CorrectionRow {
  readonly id: string;
  readonly level: 'county' | 'city' | 'office';
  readonly decision_number: number;
  readonly corrected_by: string;
  readonly corrected_at: number;
  readonly sealed: Buffer;
}

export async function insertCorrection(
  { transaction, officeId, actorId, now }: Act,
  claim: ClaimRow,
  correction: Pick<CorrectionRow, 'id' | 'level' | 'sealed'>,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.claim_correction (office_id, id, claim_id, agency_id, unit_id, person_id, round, level,
      decision_number, corrected_by, corrected_at, sealed)
    VALUES (${officeId}, ${correction.id}, ${claim.id}, ${claim.agency_id}, ${claim.unit_id}, ${claim.person_id},
      ${claim.round}, ${correction.level}, ${claim.decision_count + 1}, ${actorId}, ${instantValue(now)},
      ${correction.sealed})`);
}

/** The corrections of a claim, the first first. */
export async function findCorrectionsOf(
  transaction: Transaction,
  officeId: string,
  claimId: string,
): Promise<readonly CorrectionRow[]> {
  return await transaction.rows<CorrectionRow>(sql`
    SELECT id, level, decision_number, corrected_by, corrected_at, sealed FROM tenant.claim_correction
    WHERE office_id = ${officeId} AND claim_id = ${claimId} ORDER BY decision_number`);
}

/** Of these claims those that the actor has corrected, in whichever round: his facts stand in the case still. */
export async function findOwnCorrections(
  { transaction, officeId, actorId }: Act,
  claimIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction.rows<{ claim_id: string }>(sql`
    SELECT DISTINCT k.claim_id FROM unnest(${claimIds}::uuid[]) AS c (id)
    CROSS JOIN LATERAL (
      SELECT claim_id, corrected_by FROM tenant.claim_correction
      WHERE office_id = ${officeId} AND claim_id = c.id OFFSET 0) k
    WHERE k.corrected_by = ${actorId}`);
  return new Set(rows.map(({ claim_id }) => claim_id));
}

/** The period and the day that a claim belongs to by its corrected day. */
export async function placeByDay(
  { transaction, officeId }: Act,
  claim: ClaimRow,
  { periodId, eventOn }: { readonly periodId: string | null; readonly eventOn: DayNumber },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim SET period_id = ${periodId}, event_on = ${dayValue(eventOn)}
    WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}`);
}
