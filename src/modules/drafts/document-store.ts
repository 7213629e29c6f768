import sql from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { PaperType } from '#platform/documents/clean-file.ts';
import type { DraftRow } from './store.ts';

export interface DocumentRow {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly draft_id: string;
  readonly material: string;
  readonly media_type: PaperType;
  readonly byte_count: number;
  readonly address: Buffer;
  readonly sealed: Buffer;
  readonly uploaded_at: number;
  readonly wrapped_key: Buffer | null;
}

const COLUMNS = sql`d.id, d.agency_id, d.unit_id, d.person_id, d.draft_id, d.material, d.media_type, d.byte_count, d.address,
  d.sealed, d.uploaded_at, p.wrapped_key`;

export async function insertDocument(
  { transaction, officeId, actorId, now }: Act,
  draft: DraftRow,
  document: Pick<DocumentRow, 'id' | 'material' | 'media_type' | 'byte_count' | 'address' | 'sealed'> & {
    readonly contentHash: Buffer;
  },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.document (office_id, id, agency_id, unit_id, person_id, draft_id, material, media_type, byte_count,
      address, content_hash, sealed, uploaded_by, uploaded_at)
    VALUES (${officeId}, ${document.id}, ${draft.agency_id}, ${draft.unit_id}, ${draft.person_id}, ${draft.id},
      ${document.material}, ${document.media_type}, ${document.byte_count}, ${document.address}, ${document.contentHash},
      ${document.sealed}, ${actorId}, ${instantValue(now)})`);
}

/** The papers of a draft that were not taken out, in the order in which they came. */
export async function findDocumentsOf(
  transaction: Transaction,
  officeId: string,
  draftId: string,
): Promise<readonly DocumentRow[]> {
  return await transaction.rows<DocumentRow>(sql`
    SELECT ${COLUMNS} FROM tenant.document d JOIN tenant.person p ON p.office_id = d.office_id AND p.id = d.person_id
    WHERE d.office_id = ${officeId} AND d.draft_id = ${draftId} AND d.removed_at IS NULL ORDER BY d.id`);
}

/** The draft of a claim that somebody submitted; `undefined` for those of the insurer. */
export async function findDraftIdOfClaim(
  transaction: Transaction,
  officeId: string,
  claimId: string,
): Promise<string | undefined> {
  const found = await transaction.findRow<{ id: string }>(
    sql`SELECT id FROM tenant.claim_draft WHERE office_id = ${officeId} AND claim_id = ${claimId}`,
  );
  return found?.id;
}

export function findDocument(transaction: Transaction, officeId: string, id: string): Promise<DocumentRow | undefined> {
  return transaction.findRow<DocumentRow>(sql`
    SELECT ${COLUMNS} FROM tenant.document d JOIN tenant.person p ON p.office_id = d.office_id AND p.id = d.person_id
    WHERE d.office_id = ${officeId} AND d.id = ${id} AND d.removed_at IS NULL`);
}

/** The same file in the same draft for the same purpose: a retry of an upload. */
export async function findSameDocument(
  { transaction, officeId }: Act,
  draftId: string,
  material: string,
  contentHash: Buffer,
): Promise<string | undefined> {
  const found = await transaction.findRow<{ id: string }>(sql`
    SELECT id FROM tenant.document WHERE office_id = ${officeId} AND draft_id = ${draftId} AND material = ${material}
      AND content_hash = ${contentHash} AND removed_at IS NULL`);
  return found?.id;
}

export async function removeDocumentRow({ transaction, officeId, now }: Act, id: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.document SET removed_at = ${instantValue(now)} WHERE office_id = ${officeId} AND id = ${id}`);
}

/** Whether one of a draft's files was uploaded for another claim too. Sees what the transaction's scope sees. */
export async function isFileElsewhere(transaction: Transaction, officeId: string, draftId: string): Promise<boolean> {
  const found = await transaction.findRow(
    sql`
    SELECT FROM tenant.document d
    JOIN tenant.document o ON o.office_id = d.office_id AND o.content_hash = d.content_hash AND o.draft_id <> d.draft_id
    WHERE d.office_id = ${officeId} AND d.draft_id = ${draftId} AND d.removed_at IS NULL
      AND d.material NOT IN ('identity-card', 'bank-card') LIMIT 1`,
    'file-elsewhere',
  );
  return found !== undefined;
}
