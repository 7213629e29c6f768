import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { openFile } from '#platform/cryptography/sealing.ts';
import type { PaperType } from '#platform/documents/clean-file.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';
import { type DocumentRow, findDocument, findDocumentsOf, findDraftIdOfClaim } from './document-store.ts';
import { documentContext, documentFileContext, keyOf, openSealed } from './draft.ts';

/** A paper as lists show it. */
export interface DocumentSummary {
  readonly documentId: string;
  readonly material: string;
  readonly type: PaperType;
  readonly bytes: number;
  readonly fileName: string;
  readonly uploadedAt: number;
}

export interface ReadDocument {
  readonly type: PaperType;
  readonly fileName: string;
  readonly bytes: Buffer;
}

export type ReadDocumentRefusal = { readonly code: 'document-unknown' } | { readonly code: 'person-erased' };

/**
 * A paper, opened: for the person himself and for those on the way of his claim, whose look stands in the trail. A unit
 * sees none, not even one that it brought: papers hold diagnoses.
 */
export async function readDocument(
  platform: Platform,
  store: DocumentStore,
  caller: Caller,
  documentId: string,
): Promise<Result<ReadDocument, ReadDocumentRefusal | IdempotencyRefusal>> {
  const { access } = caller;
  const { officeId } = access;
  const row = await platform.database.transaction(access, (transaction) =>
    findDocument(transaction, officeId, documentId),
  );
  if (row === undefined) return fail({ code: 'document-unknown' });
  if (row.wrapped_key === null) return fail({ code: 'person-erased' });
  const key = keyOf(platform.ring(), officeId, row.person_id, row.wrapped_key);
  const sealed = await store.find(row.address);
  if (sealed === undefined) throw new Error('a paper is missing from the store');
  const opened = openFile(key, documentFileContext(officeId, row.id), sealed);
  if (!opened.ok) throw new Error(`a paper does not open: ${opened.error}`);
  if (access.scope !== 'person') {
    const { agency_id: agencyId, unit_id: unitId, material } = row;
    await perform(platform, caller, { name: 'view-document', input: documentId }, async (act) => {
      await act.audit({
        act: 'view-document',
        objectKind: 'document',
        objectId: documentId,
        agencyId,
        unitId,
        detail: { material },
      });
      return ok(undefined);
    });
  }
  return ok({ type: row.media_type, fileName: nameOf(platform, officeId, row), bytes: opened.value });
}

/** The papers of a claim that somebody submitted; none of the insurer's. */
export async function findClaimDocuments(
  platform: Platform,
  { access }: Caller,
  claimId: string,
): Promise<readonly DocumentSummary[]> {
  const { officeId } = access;
  return await platform.database.transaction(access, async (transaction) => {
    const draftId = await findDraftIdOfClaim(transaction, officeId, claimId);
    if (draftId === undefined) return [];
    return (await findDocumentsOf(transaction, officeId, draftId)).map((row) => summaryOf(platform, officeId, row));
  });
}

export function summaryOf(platform: Platform, officeId: string, row: DocumentRow): DocumentSummary {
  return {
    documentId: row.id,
    material: row.material,
    type: row.media_type,
    bytes: row.byte_count,
    fileName: nameOf(platform, officeId, row),
    uploadedAt: row.uploaded_at,
  };
}

function nameOf(platform: Platform, officeId: string, { id, person_id, wrapped_key, sealed }: DocumentRow): string {
  if (wrapped_key === null) return '';
  const key = keyOf(platform.ring(), officeId, person_id, wrapped_key);
  return openSealed<{ fileName: string }>(key, documentContext(officeId, id), sealed).fileName;
}
