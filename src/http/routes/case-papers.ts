import { Type } from 'typebox';
import { AddCasePaper, AddedCasePaper, type CasePaper } from '#contracts/appeals.ts';
import { Uuid } from '#contracts/basic.ts';
import { ForMemberQuery } from '#contracts/member-claims.ts';
import { callerOf } from '#http/caller-of.ts';
import { defineRoute, file, type Route } from '#http/route.ts';
import { wholeFile } from '#http/routes/claim-drafts.ts';
import { fail, ok } from '#kernel/result.ts';
import { findClaimAppeals } from '#modules/appeals/index.ts';
import {
  addCasePaper,
  type CasePaperSummary,
  LARGEST_CASE_PAPER_BYTES,
  readCasePaper,
} from '#modules/case-papers/index.ts';
import { findRelativeView } from '#modules/drafts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['申诉'];

export interface CasePaperDeps {
  readonly platform: Platform;
  readonly documents: DocumentStore;
}

/** Papers of appeals: added by the office, its committee and the member; opened, which the trail keeps. */
export function casePaperRoutes({ platform, documents }: CasePaperDeps): readonly Route[] {
  return [
    ...(['claim.attach', 'claim.read-own'] as const).map((permission) =>
      defineRoute({
        method: 'POST',
        path:
          permission === 'claim.attach'
            ? '/api/claims/:claimId/appeals/:appealId/papers'
            : '/api/my/claims/:claimId/appeals/:appealId/papers',
        permission,
        summary: '为申诉添加材料（照片或 PDF，不超过 15 MB）',
        tags,
        input: {
          params: Type.Object({ claimId: Uuid, appealId: Uuid }),
          query: Type.Object({ ...AddCasePaper.properties, ...ForMemberQuery.properties }),
        },
        output: AddedCasePaper,
        refusals: [
          'bad-upload',
          'appeal-unknown',
          'document-refused',
          'claim-unknown',
          'person-erased',
          'too-many-documents',
          'idempotency-key-reused',
        ],
        successStatus: 201,
        upload: { maxFiles: 1, maxBytesPerFile: LARGEST_CASE_PAPER_BYTES },
        handle: async (call) => {
          const received = await wholeFile(call.files);
          if (received === undefined) return fail({ code: 'bad-upload' });
          const { claimId, appealId } = call.input.params;
          const { title: typed, memberId } = call.input.query;
          const isOwn = permission === 'claim.read-own';
          const { caller, mayRead } = await findRelativeView(platform, callerOf(call), isOwn ? memberId : undefined);
          if (!mayRead({ claimId })) return fail({ code: 'appeal-unknown' });
          if (!(await isOpenAppeal(platform, caller, claimId, appealId))) return fail({ code: 'appeal-unknown' });
          const title = typed?.trim() || received.fileName;
          const paper = { claimId, subject: 'appeal', subjectId: appealId, title } as const;
          return await addCasePaper(platform, documents, caller, paper, received.bytes);
        },
      }),
    ),
    defineRoute({
      method: 'GET',
      path: '/api/case-papers/:paperId',
      permission: 'appeal.read',
      summary: '查看申诉或调查的一份材料；每次查看都留痕',
      tags,
      input: { params: Type.Object({ paperId: Uuid }) },
      output: file('application/pdf', 'image/jpeg', 'image/png'),
      refusals: ['document-unknown', 'person-erased', 'idempotency-key-reused'],
      handle: async (call) => {
        const found = await readCasePaper(platform, documents, callerOf(call), call.input.params.paperId);
        if (!found.ok) return found;
        const { type, title, bytes } = found.value;
        return ok({ contentType: type, fileName: title, body: bytes, isInline: true });
      },
    }),
  ];
}

/** To an answered appeal nothing is added. */
async function isOpenAppeal(platform: Platform, caller: Caller, claimId: string, appealId: string): Promise<boolean> {
  const appeals = await findClaimAppeals(platform, caller, claimId);
  return appeals.some(
    (appeal) => appeal.appealId === appealId && appeal.state !== 'ruled-upheld' && appeal.state !== 'ruled-changed',
  );
}

export function casePaperOf(
  { uploadedBy, uploadedAt, ...paper }: CasePaperSummary,
  names: ReadonlyMap<string, string>,
): CasePaper {
  return {
    ...paper,
    uploadedBy: names.get(uploadedBy) ?? '会员或亲属',
    uploadedAt: new Date(uploadedAt).toISOString(),
  };
}
