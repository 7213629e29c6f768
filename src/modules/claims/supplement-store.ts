import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { ReviewLevel } from '#modules/reviews/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import { type ClaimRow, submittedBy } from './store.ts';

export interface SupplementRow {
  readonly level: 'county' | 'city' | 'office';
  readonly reviewing_agency_id: string;
  readonly due_on: DayNumber;
  readonly asked_by: string;
  readonly asked_at: number;
  readonly sealed: Buffer;
  readonly answered_by: string | null;
  readonly answered_at: number | null;
  readonly sealed_answer: Buffer | null;
}

/** False where the claim was sent back before: what it lacks is told once. */
export async function insertSupplement(
  { transaction, officeId, actorId, now }: Act,
  claim: ClaimRow,
  level: ReviewLevel,
  { dueOn, sealed }: { readonly dueOn: DayNumber; readonly sealed: Buffer },
): Promise<boolean> {
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.claim_supplement (office_id, claim_id, agency_id, unit_id, person_id, level, reviewing_agency_id,
      due_on, asked_by, asked_at, sealed)
    VALUES (${officeId}, ${claim.id}, ${claim.agency_id}, ${claim.unit_id}, ${claim.person_id}, ${level.kind}, ${level.id},
      ${dayValue(dueOn)}, ${actorId}, ${instantValue(now)}, ${sealed})
    ON CONFLICT (office_id, claim_id) DO NOTHING`);
  return inserted === 1;
}

export function findSupplement(
  transaction: Transaction,
  officeId: string,
  claimId: string,
): Promise<SupplementRow | undefined> {
  return transaction.findRow<SupplementRow>(sql`
    SELECT level, reviewing_agency_id, due_on, asked_by, asked_at, sealed, answered_by, answered_at, sealed_answer
    FROM tenant.claim_supplement WHERE office_id = ${officeId} AND claim_id = ${claimId}`);
}

/** That what was asked for came, or that the reviewer goes on without; once. */
export async function markAnswered(
  { transaction, officeId, actorId, now }: Act,
  claimId: string,
  sealedAnswer: Buffer | null,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim_supplement SET answered_by = ${actorId}, answered_at = ${instantValue(now)},
      sealed_answer = ${sealedAnswer}
    WHERE office_id = ${officeId} AND claim_id = ${claimId} AND answered_at IS NULL`);
}

/** Back before a level, a round further: what was reviewed before is reviewed anew. */
export async function beginRound(
  { transaction, officeId, now }: Act,
  claim: ClaimRow,
  submitter: string,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim SET round = round + 1, ${submittedBy(submitter)}, changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}`);
}

/** The draft in which a claim's papers lie; none of a claim that the insurer's data brought, until papers are asked for. */
export async function findDraftId(
  transaction: Transaction,
  officeId: string,
  claimId: string,
): Promise<string | undefined> {
  const found = await transaction.findRow<{ id: string }>(
    sql`SELECT id FROM tenant.claim_draft WHERE office_id = ${officeId} AND claim_id = ${claimId}`,
  );
  return found?.id;
}
