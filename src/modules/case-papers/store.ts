import sql from 'sql-template-tag';
import type { AppealedClaim } from '#modules/claims/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { PaperType } from '#platform/documents/clean-file.ts';

/** Of what a paper is. */
export interface PaperSubject {
  readonly subject: 'appeal' | 'investigation';
  readonly subjectId: string;
}

export interface CasePaperRow {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly claim_id: string;
  readonly media_type: PaperType;
  readonly byte_count: number;
  readonly address: Buffer;
  readonly sealed: Buffer;
  readonly uploaded_by: string;
  readonly uploaded_at: number;
  readonly wrapped_key: Buffer | null;
}

const COLUMNS = sql`d.id, d.agency_id, d.unit_id, d.person_id, d.claim_id, d.media_type, d.byte_count, d.address, d.sealed,
  d.uploaded_by, d.uploaded_at, p.wrapped_key`;

export async function insertCasePaper(
  { transaction, officeId, actorId, now }: Act,
  claim: AppealedClaim,
  { subject, subjectId }: PaperSubject,
  paper: Pick<CasePaperRow, 'id' | 'media_type' | 'byte_count' | 'address' | 'sealed'>,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.case_paper (office_id, id, agency_id, unit_id, person_id, claim_id, subject, subject_id, media_type,
      byte_count, address, sealed, uploaded_by, uploaded_at)
    VALUES (${officeId}, ${paper.id}, ${claim.agency_id}, ${claim.unit_id}, ${claim.person_id}, ${claim.id}, ${subject},
      ${subjectId}, ${paper.media_type}, ${paper.byte_count}, ${paper.address}, ${paper.sealed}, ${actorId},
      ${instantValue(now)})`);
}

/** The papers of an appeal or an investigation, in the order in which they came. */
export async function findCasePaperRows(
  transaction: Transaction,
  officeId: string,
  subjectId: string,
): Promise<readonly CasePaperRow[]> {
  return await transaction.rows<CasePaperRow>(sql`
    SELECT ${COLUMNS} FROM tenant.case_paper d JOIN tenant.person p ON p.office_id = d.office_id AND p.id = d.person_id
    WHERE d.office_id = ${officeId} AND d.subject_id = ${subjectId} ORDER BY d.id`);
}

export function findCasePaper(
  transaction: Transaction,
  officeId: string,
  id: string,
): Promise<CasePaperRow | undefined> {
  return transaction.findRow<CasePaperRow>(sql`
    SELECT ${COLUMNS} FROM tenant.case_paper d JOIN tenant.person p ON p.office_id = d.office_id AND p.id = d.person_id
    WHERE d.office_id = ${officeId} AND d.id = ${id}`);
}
