import { createHmac } from 'node:crypto';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { deriveSecret, type KeyRing } from '#platform/cryptography/key-ring.ts';
import { sealFile, sealJson } from '#platform/cryptography/sealing.ts';
import { cleanFile, type PaperFault } from '#platform/documents/clean-file.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';
import { MATERIALS } from '#scheme/materials.ts';
import { actFor, isInSight } from './act-for.ts';
import { findDocumentsOf, findSameDocument, insertDocument, removeDocumentRow } from './document-store.ts';
import { documentContext, documentFileContext, keyOf } from './draft.ts';
import { takeOver } from './find-behalf.ts';
import { mayBeWrittenTo } from './states.ts';
import { lockDraft } from './store.ts';
import type { ForMember } from './write-draft.ts';

export interface DocumentToAdd extends ForMember {
  readonly draftId: string;
  /** A kind of paper that the draft's benefit knows. */
  readonly material: string;
  /** As it was given: shown to people, never a path. */
  readonly fileName: string;
}

/** In order of precedence. */
export type AddDocumentRefusal =
  | { readonly code: 'draft-unknown' }
  | { readonly code: 'document-refused'; readonly fault: PaperFault }
  | { readonly code: 'draft-closed' }
  | { readonly code: 'material-unknown' }
  | { readonly code: 'too-many-documents' };

/** Of one draft. */
export const MOST_DOCUMENTS = 60;
/** Of one file. */
export const LARGEST_DOCUMENT_BYTES = 15 * 1024 * 1024;

/**
 * Adds a paper to a draft: by its content a PDF, a JPEG or a PNG, kept without what the camera wrote beside the picture,
 * sealed under the person's key. The same file for the same purpose once more is the same paper, so that a broken upload
 * may be tried again.
 */
export async function addDocument(
  platform: Platform,
  store: DocumentStore,
  caller: Caller,
  input: DocumentToAdd,
  file: Buffer,
): Promise<Result<{ readonly documentId: string }, AddDocumentRefusal | IdempotencyRefusal>> {
  const acting = await actFor(platform, caller, input.memberId);
  if (acting === undefined) return fail({ code: 'draft-unknown' });
  const cleaned = cleanFile(file);
  if (!cleaned.ok) return fail({ code: 'document-refused', fault: cleaned.error });
  const { type, bytes } = cleaned.value;
  const contentHash = contentHashOf(platform.ring(), acting.member.office_id, bytes);
  const named = { ...input, contentHash: contentHash.toString('hex') };
  type Adding = Result<{ readonly documentId: string }, AddDocumentRefusal>;
  return await perform(
    platform,
    acting.caller,
    { name: 'add-document', input: named },
    async (act): Promise<Adding> => {
      const draft = await lockDraft(act, input.draftId);
      if (draft === undefined || !isInSight(draft, acting)) return fail({ code: 'draft-unknown' });
      if (!mayBeWrittenTo(draft.state)) return fail({ code: 'draft-closed' });
      const { material } = input;
      if (!MATERIALS[draft.benefit].some(({ kind }) => kind === material)) return fail({ code: 'material-unknown' });
      const { agency_id: agencyId, unit_id: unitId } = draft;
      const trail = { act: 'add-document', objectKind: 'claim-draft', objectId: draft.id, agencyId, unitId };
      const same = await findSameDocument(act, draft.id, material, contentHash);
      if (same !== undefined) {
        await act.audit({ ...trail, detail: { material, documentId: same, isAgain: true } });
        return ok({ documentId: same });
      }
      const standing = await findDocumentsOf(act.transaction, act.officeId, draft.id);
      if (standing.length >= MOST_DOCUMENTS) return fail({ code: 'too-many-documents' });
      await takeOver(act, draft, acting);
      const id = act.newId();
      const key = keyOf(platform.ring(), act.officeId, draft.person_id, acting.member.wrapped_key);
      const address = await store.put(sealFile(key, documentFileContext(act.officeId, id), bytes));
      await insertDocument(act, draft, {
        id,
        material,
        media_type: type,
        byte_count: bytes.length,
        address,
        contentHash,
        sealed: sealJson(key, documentContext(act.officeId, id), { fileName: input.fileName }),
      });
      await act.audit({ ...trail, detail: { material, documentId: id, type, bytes: bytes.length } });
      return ok({ documentId: id });
    },
  );
}

/** Under a key that is never rotated: the same picture is found again for good, by this program alone. */
function contentHashOf(ring: KeyRing, officeId: string, bytes: Buffer): Buffer {
  return createHmac('sm3', deriveSecret(ring, 'document-content/1')).update(officeId).update(bytes).digest();
}

export type RemoveDocumentRefusal =
  | { readonly code: 'draft-unknown' }
  | { readonly code: 'draft-closed' }
  | { readonly code: 'document-unknown' };

/** Takes a paper out of a draft; that it was there stays on record. */
export async function removeDocument(
  platform: Platform,
  caller: Caller,
  input: ForMember & { readonly draftId: string; readonly documentId: string },
): Promise<Result<undefined, RemoveDocumentRefusal | IdempotencyRefusal>> {
  const acting = await actFor(platform, caller, input.memberId);
  if (acting === undefined) return fail({ code: 'draft-unknown' });
  return await perform(
    platform,
    acting.caller,
    { name: 'remove-document', input },
    async (act): Promise<Result<undefined, RemoveDocumentRefusal>> => {
      const draft = await lockDraft(act, input.draftId);
      if (draft === undefined || !isInSight(draft, acting)) return fail({ code: 'draft-unknown' });
      if (!mayBeWrittenTo(draft.state)) return fail({ code: 'draft-closed' });
      const standing = await findDocumentsOf(act.transaction, act.officeId, draft.id);
      if (!standing.some(({ id }) => id === input.documentId)) return fail({ code: 'document-unknown' });
      await removeDocumentRow(act, input.documentId);
      const { agency_id: agencyId, unit_id: unitId } = draft;
      const { documentId } = input;
      await act.audit({
        act: 'remove-document',
        objectKind: 'claim-draft',
        objectId: draft.id,
        agencyId,
        unitId,
        detail: { documentId },
      });
      return ok(undefined);
    },
  );
}
