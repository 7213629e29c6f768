import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { openFile, type SealContext, sealFile, sealJson } from '#platform/cryptography/sealing.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';
import { MATERIALS } from '#scheme/materials.ts';
import { type ActingFor, actFor, isInSight } from './act-for.ts';
import { type AddDocumentRefusal, addDocument, type DocumentToAdd, LARGEST_DOCUMENT_BYTES } from './add-document.ts';
import { keyOf, openSealed } from './draft.ts';
import { mayBeWrittenTo } from './states.ts';
import { lockDraft } from './store.ts';
import {
  addPiece,
  countUploads,
  deleteEndedUploads,
  deleteUpload,
  findPieces,
  insertUpload,
  lockUpload,
  type UploadRow,
} from './upload-store.ts';
import type { ForMember } from './write-draft.ts';

export interface UploadToBegin extends DocumentToAdd {
  readonly byteCount: number;
}

/** In order of precedence. */
export type BeginUploadRefusal =
  | { readonly code: 'draft-unknown' }
  | { readonly code: 'draft-closed' }
  | { readonly code: 'material-unknown' }
  | { readonly code: 'too-many-uploads' };

/** Of one draft at the same time. */
const MOST_UPLOADS = 8;
/** Of one piece. */
export const LARGEST_PIECE_BYTES = 512 * 1024;
const LASTS_MS = 86_400_000;

/** Begins a paper that comes in pieces: what came of it stays for a day, and the rest goes on from there. */
export async function beginUpload(
  platform: Platform,
  caller: Caller,
  input: UploadToBegin,
): Promise<Result<{ readonly uploadId: string }, BeginUploadRefusal | IdempotencyRefusal>> {
  const acting = await actFor(platform, caller, input.memberId);
  if (acting === undefined) return fail({ code: 'draft-unknown' });
  if (input.byteCount > LARGEST_DOCUMENT_BYTES) throw new RangeError('the route lets no larger paper in');
  type Beginning = Result<{ readonly uploadId: string }, BeginUploadRefusal>;
  return await perform(platform, acting.caller, { name: 'begin-upload', input }, async (act): Promise<Beginning> => {
    const draft = await lockDraft(act, input.draftId);
    if (draft === undefined || !isInSight(draft, acting)) return fail({ code: 'draft-unknown' });
    if (!mayBeWrittenTo(draft.state)) return fail({ code: 'draft-closed' });
    const { material, byteCount, fileName } = input;
    if (!MATERIALS[draft.benefit].some(({ kind }) => kind === material)) return fail({ code: 'material-unknown' });
    await deleteEndedUploads(act.transaction, act.officeId, act.now);
    if ((await countUploads(act, draft.id)) >= MOST_UPLOADS) return fail({ code: 'too-many-uploads' });
    const id = act.newId();
    const key = keyOf(platform.ring(), act.officeId, draft.person_id, acting.member.wrapped_key);
    const sealed = sealJson(key, uploadContext(act.officeId, id), { fileName });
    await insertUpload(act, draft, { id, material, byte_count: byteCount, sealed, endsAt: act.now + LASTS_MS });
    const { agency_id: agencyId, unit_id: unitId } = draft;
    const trail = { objectKind: 'claim-draft', objectId: draft.id, agencyId, unitId };
    await act.audit({ ...trail, act: 'begin-upload', detail: { material, bytes: byteCount } });
    return ok({ uploadId: id });
  });
}

/** How far an upload is; the paper that it became once it is whole. */
export interface UploadState {
  readonly received: number;
  readonly documentId: string | null;
}

export type ContinueUploadRefusal =
  | { readonly code: 'upload-unknown' }
  | { readonly code: 'piece-too-long' }
  | AddDocumentRefusal;

/** How much of an upload is here: from there it goes on. */
export async function findUpload(
  platform: Platform,
  caller: Caller,
  { uploadId, memberId }: ForMember & { readonly uploadId: string },
): Promise<Result<UploadState, { readonly code: 'upload-unknown' }>> {
  const acting = await actFor(platform, caller, memberId);
  if (acting === undefined) return fail({ code: 'upload-unknown' });
  const { access } = acting.caller;
  return await platform.database.transaction(access, async (transaction) => {
    const upload = await lockUpload(transaction, access.officeId, uploadId, platform.clock.now());
    if (!isOwn(upload, acting)) return fail({ code: 'upload-unknown' });
    return ok({ received: upload.received, documentId: null });
  });
}

/**
 * Takes the next piece of an upload. One that came before changes nothing, and one that is ahead of what is here neither:
 * the answer says from where to go on. With the last piece it becomes a paper, or is refused as one.
 */
export async function continueUpload(
  platform: Platform,
  store: DocumentStore,
  caller: Caller,
  { uploadId, at, memberId }: ForMember & { readonly uploadId: string; readonly at: number },
  piece: Buffer,
): Promise<Result<UploadState, ContinueUploadRefusal | IdempotencyRefusal>> {
  const acting = await actFor(platform, caller, memberId);
  if (acting === undefined) return fail({ code: 'upload-unknown' });
  const { access } = acting.caller;
  const { officeId } = access;
  const key = keyOf(platform.ring(), officeId, access.personId, acting.member.wrapped_key);
  type Continued = Result<{ readonly upload: UploadRow; readonly received: number }, ContinueUploadRefusal>;
  const continued = await platform.database.transaction(access, async (transaction): Promise<Continued> => {
    const upload = await lockUpload(transaction, officeId, uploadId, platform.clock.now());
    if (!isOwn(upload, acting)) return fail({ code: 'upload-unknown' });
    if (at !== upload.received || piece.length === 0) return ok({ upload, received: upload.received });
    if (at + piece.length > upload.byte_count) return fail({ code: 'piece-too-long' });
    const sealed = sealFile(key, pieceContext(officeId, uploadId, at), piece);
    await addPiece(transaction, officeId, upload, { sealed, byteCount: piece.length });
    return ok({ upload, received: at + piece.length });
  });
  if (!continued.ok) return continued;
  const { upload, received } = continued.value;
  if (received < upload.byte_count) return ok({ received, documentId: null });
  const pieces = await platform.database.transaction(access, (transaction) =>
    findPieces(transaction, officeId, uploadId),
  );
  const whole = Buffer.concat(
    pieces.map(({ at_byte, sealed }) => {
      const opened = openFile(key, pieceContext(officeId, uploadId, at_byte), sealed);
      if (!opened.ok) throw new Error(`a piece of an upload does not open: ${opened.error}`);
      return opened.value;
    }),
  );
  const { fileName } = openSealed<{ fileName: string }>(key, uploadContext(officeId, uploadId), upload.sealed);
  const { draft_id: draftId, material } = upload;
  // the same file for the same purpose is one paper: two last pieces at the same moment add it once
  const added = await addDocument(platform, store, caller, { draftId, material, fileName, memberId }, whole);
  await platform.database.transaction(access, (transaction) => deleteUpload(transaction, officeId, uploadId));
  return added.ok ? ok({ received, documentId: added.value.documentId }) : added;
}

/** Forgets what was begun and never finished; for a job, once a day. */
export async function forgetEndedUploads(platform: Platform, officeId: string): Promise<void> {
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  await platform.database.transaction(context, (transaction) =>
    deleteEndedUploads(transaction, officeId, platform.clock.now()),
  );
}

function isOwn(upload: UploadRow | undefined, { caller }: ActingFor): upload is UploadRow {
  return upload?.begun_by === caller.access.actorId;
}

function uploadContext(officeId: string, id: string): SealContext {
  return { table: 'upload', officeId, id };
}

function pieceContext(officeId: string, uploadId: string, at: number): SealContext {
  return { table: 'upload_piece', officeId, id: `${uploadId} ${at}` };
}
