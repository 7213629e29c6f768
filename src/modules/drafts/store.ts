import sql, { empty } from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { Benefit, ProgramId } from '#scheme/case.ts';
import type { DraftState } from './states.ts';

/** A person's membership: the named one where it is his, else that of his latest cover. */
export async function findOwnMembership(
  transaction: Transaction,
  officeId: string,
  personId: string,
  memberId: string | undefined,
): Promise<string | undefined> {
  const found = await transaction.findRow<{ id: string }>(sql`
    SELECT m.id FROM tenant.member m
    LEFT JOIN tenant.coverage_period c ON c.office_id = m.office_id AND c.person_id = m.person_id AND c.member_id = m.id
      AND c.state <> 'cancelled'
    WHERE m.office_id = ${officeId} AND m.person_id = ${personId}
      ${memberId === undefined ? empty : sql`AND m.id = ${memberId}`}
    ORDER BY c.end_on DESC NULLS LAST, m.id DESC LIMIT 1`);
  return found?.id;
}

export interface DraftRow {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly member_id: string;
  readonly program: ProgramId;
  readonly benefit: Benefit;
  readonly origin: 'member' | 'unit' | 'agency' | 'relative';
  readonly opened_by: string;
  readonly version: number;
  readonly sealed: Buffer;
  readonly changed_at: number;
  readonly claim_id: string | null;
  readonly state: DraftState;
}

const DRAFT_COLUMNS = sql`d.id, d.agency_id, d.unit_id, d.person_id, d.member_id, d.program, d.benefit, d.origin, d.opened_by, d.version,
  d.sealed, d.changed_at, d.claim_id,
  CASE WHEN d.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN d.claim_id IS NULL THEN 'open'
    WHEN (SELECT c.state FROM tenant.claim c WHERE c.office_id = d.office_id AND c.id = d.claim_id) = 'sent-back'
      THEN 'sent-back' ELSE 'submitted' END AS state`;

export async function insertDraft(
  { transaction, officeId, actorId, now }: Act,
  draft: Omit<DraftRow, 'version' | 'changed_at' | 'claim_id' | 'state' | 'opened_by'>,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.claim_draft (office_id, id, agency_id, unit_id, person_id, member_id, program, benefit, origin, version,
      sealed, opened_by, changed_at)
    VALUES (${officeId}, ${draft.id}, ${draft.agency_id}, ${draft.unit_id}, ${draft.person_id}, ${draft.member_id},
      ${draft.program}, ${draft.benefit}, ${draft.origin}, 1, ${draft.sealed}, ${actorId}, ${instantValue(now)})`);
}

export function findDraft(transaction: Transaction, officeId: string, id: string): Promise<DraftRow | undefined> {
  return transaction.findRow<DraftRow>(
    sql`SELECT ${DRAFT_COLUMNS} FROM tenant.claim_draft d WHERE d.office_id = ${officeId} AND d.id = ${id}`,
    'find-draft',
  );
}

/** Locked until the act ends. */
export function lockDraft({ transaction, officeId }: Act, id: string): Promise<DraftRow | undefined> {
  return transaction.findRow<DraftRow>(sql`
    SELECT ${DRAFT_COLUMNS} FROM tenant.claim_draft d WHERE d.office_id = ${officeId} AND d.id = ${id} FOR UPDATE OF d`);
}

/** So many drafts nobody writes. */
const MOST_DRAFTS = 200;

/** A person's drafts, the latest first. */
export async function findDraftsOf(
  transaction: Transaction,
  officeId: string,
  personId: string,
): Promise<readonly DraftRow[]> {
  return await transaction.rows<DraftRow>(sql`
    SELECT ${DRAFT_COLUMNS} FROM tenant.claim_draft d
    WHERE d.office_id = ${officeId} AND d.person_id = ${personId} AND d.withdrawn_at IS NULL
    ORDER BY d.id DESC LIMIT ${MOST_DRAFTS}`);
}

export async function updateDraft(
  { transaction, officeId, now }: Act,
  id: string,
  change: { readonly sealed: Buffer; readonly version: number },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim_draft SET sealed = ${change.sealed}, version = ${change.version}, changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

export async function linkClaim({ transaction, officeId, now }: Act, id: string, claimId: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim_draft SET claim_id = ${claimId}, changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

export async function withdrawDraftRow({ transaction, officeId, now }: Act, id: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim_draft SET withdrawn_at = ${instantValue(now)} WHERE office_id = ${officeId} AND id = ${id}`);
}

export interface ConsentToKeep {
  readonly purpose: string;
  readonly edition: string;
}

/** Keeps what was agreed to; what stands already stays as it is. */
export async function insertConsents(act: Act, draft: DraftRow, consents: readonly ConsentToKeep[]): Promise<void> {
  const { transaction, officeId, actorId, now } = act;
  await transaction.run(sql`
    INSERT INTO tenant.consent (office_id, id, agency_id, unit_id, person_id, draft_id, purpose, edition, given_by, given_at)
    SELECT ${officeId}, c.id, ${draft.agency_id}, ${draft.unit_id}, ${draft.person_id}, ${draft.id}, c.purpose, c.edition,
      ${actorId}, ${instantValue(now)}
    FROM unnest(${consents.map(() => act.newId())}::uuid[], ${consents.map(({ purpose }) => purpose)}::text[],
      ${consents.map(({ edition }) => edition)}::text[]) AS c (id, purpose, edition)
    ON CONFLICT (office_id, draft_id, purpose) DO NOTHING`);
}

/** Whose account sent a claim as the relative. */
export async function findRelativeOfClaim(
  transaction: Transaction,
  officeId: string,
  claimId: string,
): Promise<string | undefined> {
  const row = await transaction.findRow<{ id: string }>(sql`
    SELECT opened_by AS id FROM tenant.claim_draft
    WHERE office_id = ${officeId} AND claim_id = ${claimId} AND origin = 'relative'`);
  return row?.id;
}
