import sql from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { DraftRow } from './store.ts';

export interface UploadRow {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly draft_id: string;
  readonly material: string;
  readonly byte_count: number;
  readonly received: number;
  readonly sealed: Buffer;
  readonly begun_by: string;
}

export async function insertUpload(
  { transaction, officeId, actorId }: Act,
  draft: DraftRow,
  upload: Pick<UploadRow, 'id' | 'material' | 'byte_count' | 'sealed'> & { readonly endsAt: number },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.upload (office_id, id, agency_id, unit_id, person_id, draft_id, material, byte_count, sealed, begun_by,
      ends_at)
    VALUES (${officeId}, ${upload.id}, ${draft.agency_id}, ${draft.unit_id}, ${draft.person_id}, ${draft.id},
      ${upload.material}, ${upload.byte_count}, ${upload.sealed}, ${actorId}, ${instantValue(upload.endsAt)})`);
}

export async function countUploads({ transaction, officeId }: Act, draftId: string): Promise<number> {
  const row = await transaction.findRow<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM tenant.upload WHERE office_id = ${officeId} AND draft_id = ${draftId}`);
  return row?.count ?? 0;
}

/** An upload that goes on, locked until the transaction ends. */
export function lockUpload(
  transaction: Transaction,
  officeId: string,
  id: string,
  now: number,
): Promise<UploadRow | undefined> {
  return transaction.findRow<UploadRow>(sql`
    SELECT id, agency_id, unit_id, person_id, draft_id, material, byte_count, received, sealed, begun_by
    FROM tenant.upload WHERE office_id = ${officeId} AND id = ${id} AND ends_at > ${instantValue(now)} FOR UPDATE`);
}

export async function addPiece(
  transaction: Transaction,
  officeId: string,
  upload: UploadRow,
  piece: { readonly sealed: Buffer; readonly byteCount: number },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.upload_piece (office_id, upload_id, at_byte, agency_id, unit_id, person_id, sealed)
    VALUES (${officeId}, ${upload.id}, ${upload.received}, ${upload.agency_id}, ${upload.unit_id}, ${upload.person_id},
      ${piece.sealed})`);
  await transaction.run(sql`
    UPDATE tenant.upload SET received = received + ${piece.byteCount} WHERE office_id = ${officeId} AND id = ${upload.id}`);
}

/** The pieces of an upload in their order. */
export async function findPieces(
  transaction: Transaction,
  officeId: string,
  uploadId: string,
): Promise<readonly { readonly at_byte: number; readonly sealed: Buffer }[]> {
  return await transaction.rows(sql`
    SELECT at_byte, sealed FROM tenant.upload_piece WHERE office_id = ${officeId} AND upload_id = ${uploadId}
    ORDER BY at_byte`);
}

export async function deleteUpload(transaction: Transaction, officeId: string, id: string): Promise<void> {
  await transaction.run(sql`DELETE FROM tenant.upload_piece WHERE office_id = ${officeId} AND upload_id = ${id}`);
  await transaction.run(sql`DELETE FROM tenant.upload WHERE office_id = ${officeId} AND id = ${id}`);
}

/** Forgets what was never finished; how many. */
export async function deleteEndedUploads(transaction: Transaction, officeId: string, now: number): Promise<number> {
  await transaction.run(sql`
    DELETE FROM tenant.upload_piece WHERE office_id = ${officeId} AND upload_id IN (
      SELECT id FROM tenant.upload WHERE office_id = ${officeId} AND ends_at <= ${instantValue(now)})`);
  return await transaction.run(sql`
    DELETE FROM tenant.upload WHERE office_id = ${officeId} AND ends_at <= ${instantValue(now)}`);
}
