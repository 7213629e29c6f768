import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { ForMemberQuery } from '#contracts/member-claims.ts';
import { BeginUpload, BegunUpload, UploadPieceQuery, UploadState } from '#contracts/uploads.ts';
import { callerOf } from '#http/caller-of.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { wholeFile } from '#http/routes/claim-drafts.ts';
import { fail, ok } from '#kernel/result.ts';
import { beginUpload, continueUpload, findUpload, LARGEST_PIECE_BYTES } from '#modules/drafts/index.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['申领草稿'];
const params = Type.Object({ uploadId: Uuid });

export interface UploadDeps {
  readonly platform: Platform;
  readonly documents: DocumentStore;
}

/** Papers in pieces: on a bad line what came stays, and the rest goes on from there. */
export function uploadRoutes({ platform, documents }: UploadDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/claim-drafts/:draftId/uploads',
      permission: 'claim.file',
      summary: '开始分段上传一份材料；断了从断处接着传，一天内有效',
      tags,
      input: { params: Type.Object({ draftId: Uuid }), query: ForMemberQuery, body: BeginUpload },
      output: BegunUpload,
      refusals: ['draft-unknown', 'draft-closed', 'material-unknown', 'too-many-uploads', 'idempotency-key-reused'],
      successStatus: 201,
      handle: (call) => {
        const { params: at, query, body } = call.input;
        return beginUpload(platform, callerOf(call), { ...at, ...query, ...body });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/uploads/:uploadId',
      permission: 'claim.file',
      summary: '分段上传到了哪里',
      tags,
      input: { params, query: ForMemberQuery },
      output: UploadState,
      refusals: ['upload-unknown'],
      handle: async (call) => {
        const found = await findUpload(platform, callerOf(call), { ...call.input.params, ...call.input.query });
        return found.ok ? ok({ ...found.value }) : found;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/uploads/:uploadId/pieces',
      permission: 'claim.file',
      summary: '传一段，至多 512 KB；传过的、超前的都不改变什么，答复说从哪里接着传',
      tags,
      input: { params, query: UploadPieceQuery },
      output: UploadState,
      refusals: [
        'bad-upload',
        'upload-unknown',
        'piece-too-long',
        'draft-unknown',
        'document-refused',
        'draft-closed',
        'material-unknown',
        'too-many-documents',
        'idempotency-key-reused',
      ],
      withoutIdempotencyKey: 'where a piece begins says whether it came already',
      upload: { maxFiles: 1, maxBytesPerFile: LARGEST_PIECE_BYTES },
      handle: async (call) => {
        const received = await wholeFile(call.files);
        if (received === undefined) return fail({ code: 'bad-upload' });
        const at = { ...call.input.params, ...call.input.query };
        const continued = await continueUpload(platform, documents, callerOf(call), at, received.bytes);
        return continued.ok ? ok({ ...continued.value }) : continued;
      },
    }),
  ];
}
