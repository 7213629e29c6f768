import {
  AddedUnitPaper,
  RegistrationPaperQuery,
  UnitHistoryAnswer,
  UnitPaperParams,
  UnitPaperQuery,
  UnitPapersAnswer,
  UnitParams,
} from '#contracts/organisations.ts';
import { callerOf } from '#http/caller-of.ts';
import { withReceivedFile } from '#http/received-file.ts';
import { defineRoute, file, type Route } from '#http/route.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  addUnitPaper,
  findUnitHistory,
  findUnitPapers,
  openUnitPaper,
  readRegistrationToken,
} from '#modules/organisations/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';

const TAGS = ['参保单位'];
const LARGEST_PAPER_BYTES = 15 * 1024 * 1024;
const EXTENSIONS = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' } as const;

export interface UnitPaperDeps {
  readonly platform: Platform;
  readonly documents: DocumentStore;
  /** Display names of accounts by id. */
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** What stands behind a unit: the scans of its certificates, its history. */
export function unitPaperRoutes({ platform, documents, namesOf }: UnitPaperDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/registration/papers',
      permission: 'public',
      summary: '自行登记的单位上传证照扫描件（PDF 或照片，不超过 15 MB），审核前有效',
      tags: TAGS,
      input: { query: RegistrationPaperQuery },
      output: AddedUnitPaper,
      refusals: [
        'unit-not-found',
        'bad-upload',
        'unit-state',
        'too-many-papers',
        'paper-refused',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      upload: { maxFiles: 1, maxBytesPerFile: LARGEST_PAPER_BYTES },
      rateLimit: { maxRequests: 40, perSeconds: 600 },
      handle: async ({ input: { query }, requestId, idempotencyKey, files }) => {
        const registered = readRegistrationToken(platform, query.token, { requestId, idempotencyKey });
        if (registered === undefined) return fail({ code: 'unit-not-found' });
        return await withReceivedFile(files, async ({ blob }) => {
          const bytes = Buffer.from(await blob.arrayBuffer());
          const { caller, unitId } = registered;
          return await addUnitPaper(platform, documents, caller, { unitId, kind: query.kind }, bytes);
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/units/:unitId/papers',
      permission: 'unit.register',
      summary: '为单位上传证照扫描件（PDF 或照片，不超过 15 MB）',
      tags: TAGS,
      input: { params: UnitParams, query: UnitPaperQuery },
      output: AddedUnitPaper,
      refusals: [
        'bad-upload',
        'unit-not-found',
        'unit-state',
        'too-many-papers',
        'paper-refused',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      upload: { maxFiles: 1, maxBytesPerFile: LARGEST_PAPER_BYTES },
      handle: async (call) =>
        await withReceivedFile(call.files, async ({ blob }) => {
          const bytes = Buffer.from(await blob.arrayBuffer());
          const input = { ...call.input.params, ...call.input.query };
          return await addUnitPaper(platform, documents, callerOf(call), input, bytes);
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/units/:unitId/papers',
      permission: 'unit.read',
      summary: '单位的证照扫描件，新的在前',
      tags: TAGS,
      input: { params: UnitParams },
      output: UnitPapersAnswer,
      refusals: ['unit-not-found'],
      handle: async (call) => {
        const { unitId } = call.input.params;
        const papers = await findUnitPapers(platform, callerOf(call), unitId);
        if (papers === undefined) return fail({ code: 'unit-not-found' });
        return ok({
          papers: papers.map(({ id, kind, media_type, byte_count, uploaded_at }) => ({
            id,
            kind,
            mediaType: media_type,
            bytes: byte_count,
            uploadedAt: new Date(uploaded_at).toISOString(),
          })),
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/units/:unitId/papers/:paperId',
      permission: 'unit.read',
      summary: '一份证照扫描件',
      tags: TAGS,
      input: { params: UnitPaperParams },
      output: file('application/pdf', 'image/jpeg', 'image/png'),
      refusals: ['not-found'],
      handle: async (call) => {
        const paper = await openUnitPaper(platform, documents, callerOf(call), call.input.params);
        if (paper === undefined) return fail({ code: 'not-found' });
        return ok({
          contentType: paper.type,
          fileName: `单位证照.${EXTENSIONS[paper.type]}`,
          body: paper.bytes,
          isInline: true,
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/units/:unitId/history',
      permission: 'unit.read',
      summary: '单位的经历：登记、审核、修改、调整隶属、合并、分立、各期保障',
      tags: TAGS,
      input: { params: UnitParams },
      output: UnitHistoryAnswer,
      refusals: ['unit-not-found'],
      handle: async (call) => {
        const caller = callerOf(call);
        const history = await findUnitHistory(platform, caller, call.input.params.unitId);
        if (history === undefined) return fail({ code: 'unit-not-found' });
        const actors = history.events.flatMap(({ actor_id }) => (actor_id === null ? [] : [actor_id]));
        const names = await namesOf(caller, [...new Set(actors)]);
        return ok({
          events: history.events.map(({ at, act, actor_id, detail }) => ({
            at: new Date(at).toISOString(),
            act,
            actor: actor_id === null ? null : (names.get(actor_id) ?? null),
            detail: { ...detail },
          })),
          relatives: history.relatives.map((relative) => ({ ...relative })),
        });
      },
    }),
  ];
}
