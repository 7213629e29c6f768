import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  AddDocumentQuery,
  AddedDocument,
  type DocumentRow,
  DraftDetail,
  type DraftRow,
  DraftsAnswer,
  ForMemberQuery,
  OpenDraft,
  ReportEvent,
  ReportedEvent,
  SaveDraft,
  SavedDraft,
  SubmitDraft,
  SubmittedClaim,
} from '#contracts/member-claims.ts';
import { callerOf } from '#http/caller-of.ts';
import { defineRoute, nothing, type Route, type UploadedFile } from '#http/route.ts';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  addDocument,
  type DocumentSummary,
  type DraftSummary,
  findDrafts,
  getDraft,
  LARGEST_DOCUMENT_BYTES,
  openDraft,
  removeDocument,
  reportEvent,
  saveDraft,
  stateForUnit,
  submitDraft,
  withdrawDraft,
} from '#modules/drafts/index.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['申领草稿'];
const params = Type.Object({ draftId: Uuid });
const query = ForMemberQuery;

export interface ClaimDraftDeps {
  readonly platform: Platform;
  readonly documents: DocumentStore;
}

/** A claim from its first word to its sending: one's own, or for a member of one's unit or agencies. */
export function claimDraftRoutes({ platform, documents }: ClaimDraftDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/event-reports',
      permission: 'claim.file',
      summary: '报告住院或意外：从今天起算已经告知',
      tags,
      input: { query, body: ReportEvent },
      output: ReportedEvent,
      refusals: ['member-out-of-sight', 'event-in-future', 'idempotency-key-reused'],
      successStatus: 201,
      handle: async (call) => {
        const { eventOn, ...body } = call.input.body;
        const input = { ...body, ...call.input.query, eventOn: parseDate(eventOn) };
        const reported = await reportEvent(platform, callerOf(call), input);
        if (!reported.ok) return reported;
        return ok({ ...reported.value, notifiedOn: formatDate(reported.value.notifiedOn) });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claim-drafts',
      permission: 'claim.file',
      summary: '申领草稿，最近的在前',
      tags,
      input: { query },
      output: DraftsAnswer,
      refusals: [],
      handle: async (call) => {
        const found = await findDrafts(platform, callerOf(call), call.input.query);
        return ok({ items: found.map(draftRowOf) });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/claim-drafts',
      permission: 'claim.file',
      summary: '开始一份申领',
      tags,
      input: { query, body: OpenDraft },
      output: SavedDraft,
      refusals: ['benefit-of-other-program', 'member-out-of-sight', 'idempotency-key-reused'],
      successStatus: 201,
      handle: (call) => openDraft(platform, callerOf(call), { ...call.input.body, ...call.input.query }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claim-drafts/:draftId',
      permission: 'claim.file',
      summary: '一份草稿：填了什么、有哪些材料、还缺什么',
      tags,
      input: { params, query },
      output: DraftDetail,
      refusals: ['draft-unknown'],
      handle: async (call) => {
        const found = await getDraft(platform, callerOf(call), { ...call.input.params, ...call.input.query });
        if (!found.ok) return found;
        const { content, documents: papers, missing, ...row } = found.value;
        return ok({
          ...draftRowOf(row),
          content: { ...content, recipients: [...content.recipients] },
          documents: papers.map(documentRowOf),
          missing,
        } as DraftDetail);
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/claim-drafts/:draftId',
      permission: 'claim.file',
      summary: '保存草稿；别的手机改过的不覆盖',
      tags,
      input: { params, query, body: SaveDraft },
      output: SavedDraft,
      refusals: ['draft-unknown', 'draft-closed', 'draft-changed-elsewhere', 'idempotency-key-reused'],
      bodyLimitBytes: 256 * 1024,
      handle: (call) => {
        const { params: at, query: by, body } = call.input;
        return saveDraft(platform, callerOf(call), { ...at, ...by, ...body });
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/claim-drafts/:draftId',
      permission: 'claim.file',
      summary: '放弃没有提交的草稿',
      tags,
      input: { params, query },
      output: nothing,
      refusals: ['draft-unknown', 'draft-closed', 'idempotency-key-reused'],
      handle: (call) => withdrawDraft(platform, callerOf(call), { ...call.input.params, ...call.input.query }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/claim-drafts/:draftId/documents',
      permission: 'claim.file',
      summary: '上传一份材料（照片或 PDF，不超过 15 MB）；同一个文件重传不重复',
      tags,
      input: { params, query: AddDocumentQuery },
      output: AddedDocument,
      refusals: [
        'bad-upload',
        'draft-unknown',
        'document-refused',
        'draft-closed',
        'material-unknown',
        'too-many-documents',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      upload: { maxFiles: 1, maxBytesPerFile: LARGEST_DOCUMENT_BYTES },
      handle: async (call) => {
        const received = await wholeFile(call.files);
        if (received === undefined) return fail({ code: 'bad-upload' });
        const input = { ...call.input.params, ...call.input.query, fileName: received.fileName };
        return await addDocument(platform, documents, callerOf(call), input, received.bytes);
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/claim-drafts/:draftId/documents/:documentId',
      permission: 'claim.file',
      summary: '从草稿里去掉一份材料',
      tags,
      input: { params: Type.Object({ draftId: Uuid, documentId: Uuid }), query },
      output: nothing,
      refusals: ['draft-unknown', 'draft-closed', 'document-unknown', 'idempotency-key-reused'],
      handle: (call) => removeDocument(platform, callerOf(call), { ...call.input.params, ...call.input.query }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/claim-drafts/:draftId/submission',
      permission: 'claim.file',
      summary: '提交申领：当场核算，进入审核',
      tags,
      input: { params, query, body: SubmitDraft },
      output: SubmittedClaim,
      refusals: [
        'draft-unknown',
        'draft-closed',
        'draft-changed-elsewhere',
        'draft-incomplete',
        'consent-missing',
        'recipients-faulty',
        'recipient-card-missing',
        'materials-missing',
        'card-missing',
        'claim-not-sent-back',
        'case-invalid',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      handle: async (call) => {
        const { params: at, query: by, body } = call.input;
        const caller = callerOf(call);
        const sent = await submitDraft(platform, caller, { ...at, ...by, ...body });
        if (!sent.ok) return sent;
        const isUnit = caller.access.scope === 'unit';
        const { claimId, state, outcome, amountFen } = sent.value;
        return ok(
          isUnit
            ? { claimId, state: stateForUnit(state), outcome: null, amountFen: null }
            : { claimId, state, outcome, amountFen },
        );
      },
    }),
  ];
}

/** The one file of an upload, in memory: the limit is some megabytes. */
export async function wholeFile(
  files: AsyncIterable<UploadedFile>,
): Promise<{ readonly bytes: Buffer; readonly fileName: string } | undefined> {
  let received: { readonly bytes: Buffer; readonly fileName: string } | undefined;
  for await (const { body, fileName } of files) {
    const pieces: Buffer[] = [];
    for await (const piece of body) pieces.push(piece as Buffer);
    received = { bytes: Buffer.concat(pieces), fileName };
  }
  return received;
}

function draftRowOf({ changedAt, claimId, ...draft }: DraftSummary): DraftRow {
  return { ...draft, changedAt: new Date(changedAt).toISOString(), claimId: claimId ?? null };
}

export function documentRowOf({ uploadedAt, ...document }: DocumentSummary): DocumentRow {
  return { ...document, uploadedAt: new Date(uploadedAt).toISOString() };
}
