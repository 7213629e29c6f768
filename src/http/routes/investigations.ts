import { Type } from 'typebox';
import { AddCasePaper, AddedCasePaper } from '#contracts/appeals.ts';
import { Uuid } from '#contracts/basic.ts';
import { CorrectedCase } from '#contracts/claim-desk.ts';
import {
  type Investigation,
  InvestigationDetail,
  InvestigationPage,
  InvestigationsAnswer,
  InvestigationsQuery,
  Investigators,
  OpenedInvestigation,
  OpenInvestigation,
  PayDeterminedPart,
  ReportInvestigation,
} from '#contracts/investigations.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { casePaperOf } from '#http/routes/case-papers.ts';
import { wholeFile } from '#http/routes/claim-drafts.ts';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import { accountsToTell } from '#modules/accounts/index.ts';
import { addCasePaper, findCasePapers, LARGEST_CASE_PAPER_BYTES } from '#modules/case-papers/index.ts';
import {
  type Investigation as Found,
  findClaimInvestigations,
  findInvestigations,
  getInvestigation,
  openInvestigation,
  payDeterminedPart,
  reportInvestigation,
} from '#modules/investigations/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { DocumentStore } from '#platform/documents/document-store.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['调查'];
const params = Type.Object({ investigationId: Uuid });

export interface InvestigationDeps {
  readonly platform: Platform;
  readonly documents: DocumentStore;
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** Investigations: opened for a claim, carried out by one person, reported with evidence. */
export function investigationRoutes({ platform, documents, namesOf }: InvestigationDeps): readonly Route[] {
  const shown = async (caller: Caller, found: readonly Found[]): Promise<Investigation[]> => {
    const names = await namesOf(
      caller,
      found.flatMap(({ assigneeId, openedBy }) => [assigneeId, openedBy]),
    );
    return found.map((each) => investigationOf(each, names, caller.access.actorId));
  };
  return [
    defineRoute({
      method: 'GET',
      path: '/api/investigators',
      permission: 'investigation.manage',
      summary: '可以指派调查的经办人',
      tags,
      input: {},
      output: Investigators,
      refusals: [],
      handle: async (call) => {
        const caller = callerOf(call);
        const ids = await accountsToTell(platform, caller.access.officeId, { role: 'reviewer' });
        const names = await namesOf(caller, ids);
        return ok({ items: ids.map((accountId) => ({ accountId, name: names.get(accountId) ?? '经办人' })) });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/claims/:claimId/investigations',
      permission: 'investigation.manage',
      summary: '为一份还没有结论的申领指派调查',
      tags,
      input: { params: Type.Object({ claimId: Uuid }), body: OpenInvestigation },
      output: OpenedInvestigation,
      refusals: [
        'claim-unknown',
        'person-erased',
        'investigation-too-late',
        'investigator-unknown',
        'investigation-due-past',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      handle: (call) => {
        const { dueOn, ...body } = call.input.body;
        const task = { ...body, ...call.input.params, dueOn: parseDate(dueOn) };
        return openInvestigation(platform, callerOf(call), task);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claims/:claimId/investigations',
      permission: 'investigation.read',
      summary: '一份申领的调查',
      tags,
      input: { params: Type.Object({ claimId: Uuid }) },
      output: InvestigationsAnswer,
      refusals: [],
      handle: async (call) => {
        const caller = callerOf(call);
        const found = await findClaimInvestigations(platform, caller, call.input.params.claimId);
        return ok({ items: await shown(caller, found) });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/investigations',
      permission: 'investigation.read',
      summary: '调查，先指派的在前；mine 只列指派给我的',
      tags,
      input: { query: InvestigationsQuery },
      output: InvestigationPage,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { state = 'open', mine = false, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const caller = callerOf(call);
        const rows = await findInvestigations(platform, caller, {
          state,
          isOwn: mine,
          limit: limit + 1,
          after: key.value === undefined ? undefined : String(key.value[0]),
        });
        const items = await shown(caller, rows.slice(0, limit));
        const last = items.at(-1);
        return ok(
          rows.length > limit && last !== undefined ? { items, next: cursorOf([last.investigationId]) } : { items },
        );
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/investigations/:investigationId',
      permission: 'investigation.read',
      summary: '一项调查：任务、报告、材料',
      tags,
      input: { params },
      output: InvestigationDetail,
      refusals: ['investigation-unknown'],
      handle: async (call) => {
        const caller = callerOf(call);
        const found = await getInvestigation(platform, caller, call.input.params.investigationId);
        if (found === undefined) return fail({ code: 'investigation-unknown' });
        const papers = await findCasePapers(platform, caller, found.investigationId);
        const names = await namesOf(caller, [
          found.assigneeId,
          found.openedBy,
          ...papers.map(({ uploadedBy }) => uploadedBy),
        ]);
        return ok({
          ...investigationOf(found, names, caller.access.actorId),
          papers: papers.map((paper) => casePaperOf(paper, names)),
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/investigations/:investigationId/report',
      permission: 'investigation.manage',
      summary: '报告调查结果：走访、查明的事、能认定多少',
      tags,
      input: { params, body: ReportInvestigation },
      output: nothing,
      refusals: [
        'investigation-unknown',
        'investigation-ended',
        'investigation-of-other',
        'person-erased',
        'visit-in-future',
        'determined-amount-missing',
        'idempotency-key-reused',
      ],
      handle: (call) => {
        const { visitedOn, determinedFen, ...body } = call.input.body;
        return reportInvestigation(platform, callerOf(call), {
          ...body,
          ...call.input.params,
          visitedOn: parseDate(visitedOn),
          determinedFen: determinedFen ?? undefined,
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/investigations/:investigationId/determined-part',
      permission: 'claim.review',
      summary: '告知得晚的意外，只付调查能认定的部分（附件2-7.1）；规则随即重新核算，结论仍等本级审核',
      tags,
      input: { params, body: PayDeterminedPart },
      output: CorrectedCase,
      refusals: [
        'investigation-unknown',
        'investigation-without-part',
        'claim-unknown',
        'claim-state',
        'claim-at-other-level',
        'claim-own-submission',
        'claim-reviewed-already',
        'claim-assigned-elsewhere',
        'claim-own-correction',
        'claim-reversed',
        'amount-open',
        'person-erased',
        'part-not-of-costs',
        'part-told-in-time',
        'part-of-bills',
        'part-sum',
        'correction-empty',
        'correction-evidence-missing',
        'correction-fact-unknown',
        'correction-changes-nothing',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const paid = await payDeterminedPart(platform, callerOf(call), { ...call.input.params, ...call.input.body });
        if (paid.ok) return paid;
        const { error } = paid;
        if (error.code === 'case-invalid') throw new Error(`smaller bills make no case: ${error.caseFault.field}`);
        return fail(error);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/investigations/:investigationId/papers',
      permission: 'claim.attach',
      summary: '为调查添加证据（照片或 PDF，不超过 15 MB）',
      tags,
      input: { params, query: AddCasePaper },
      output: AddedCasePaper,
      refusals: [
        'bad-upload',
        'investigation-unknown',
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
        const caller = callerOf(call);
        const found = await getInvestigation(platform, caller, call.input.params.investigationId);
        if (found === undefined || found.state === 'ended') return fail({ code: 'investigation-unknown' });
        const title = call.input.query.title?.trim() || received.fileName;
        const { claimId, investigationId: subjectId } = found;
        const paper = { claimId, subject: 'investigation', subjectId, title } as const;
        return await addCasePaper(platform, documents, caller, paper, received.bytes);
      },
    }),
  ];
}

function investigationOf(found: Found, names: ReadonlyMap<string, string>, ownId: string): Investigation {
  const { report } = found;
  return {
    investigationId: found.investigationId,
    claimId: found.claimId,
    state: found.state,
    assignee: names.get(found.assigneeId) ?? '经办人',
    isMine: found.assigneeId === ownId,
    dueOn: formatDate(found.dueOn),
    task: found.task,
    openedBy: names.get(found.openedBy) ?? '经办人',
    openedAt: new Date(found.openedAt).toISOString(),
    report:
      report === undefined
        ? null
        : {
            visitedOn: formatDate(report.visitedOn),
            place: report.place,
            findings: report.findings,
            determined: report.determined,
            determinedFen: report.determinedFen ?? null,
            endedAt: new Date(report.endedAt).toISOString(),
          },
  };
}
