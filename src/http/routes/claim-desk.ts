import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  AnsweredSupplement,
  AnswerSupplement,
  AssignClaim,
  ClaimFigures,
  ClaimFiguresQuery,
  CorrectCase,
  CorrectedCase,
  Examination,
  MySupplementAnswer,
  OpenedSupplementDraft,
  ReviewersAnswer,
  type Supplement,
  WithdrawApproval,
} from '#contracts/claim-desk.ts';
import { ForMemberQuery } from '#contracts/member-claims.ts';
import { callerOf } from '#http/caller-of.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  assignClaimTo,
  correctCase,
  type Evidence,
  examineClaim,
  type Supplement as FoundSupplement,
  findClaimFigures,
  findOwnSupplement,
  getClaim,
  goOnWithout,
} from '#modules/claims/index.ts';
import { answerSupplement, findClaimDocuments, openSupplementDraft, stateForUnit } from '#modules/drafts/index.ts';
import { withdrawApproval } from '#modules/recoveries/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['申领'];
const params = Type.Object({ claimId: Uuid });
/** The span of the figures, both ends counted: four queries over all claims of these days. */
const MOST_DAYS = 366;

export interface ClaimDeskDeps {
  readonly platform: Platform;
  /** Display names of accounts by id. */
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Accounts that review at a node. */
  readonly reviewersAt: (officeId: string, agencyId: string) => Promise<readonly string[]>;
}

/** The reviewer's desk: facts corrected, exclusions asserted, what is missing asked for once, who looks at what. */
export function claimDeskRoutes({ platform, namesOf, reviewersAt }: ClaimDeskDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/claims/:claimId/examination',
      permission: 'claim.read',
      summary: '审核用：事实、填报与医保记录的差别、更正经过、补正、提示的缘由、可主张的除外条款',
      tags,
      input: { params },
      output: Examination,
      refusals: ['claim-unknown', 'person-erased'],
      handle: async (call) => {
        const caller = callerOf(call);
        const found = await examineClaim(platform, caller, call.input.params.claimId);
        if (!found.ok) return found;
        const { typed, record, corrections, supplement, ...rest } = found.value;
        const names = await namesOf(
          caller,
          corrections.map(({ by }) => by),
        );
        return ok({
          facts: { ...rest.facts },
          typed: typed === undefined ? null : { ...typed },
          record: record === undefined ? null : { ...record },
          differing: [...rest.differing],
          corrections: corrections.map(({ at, by, exclusions, facts, level, decisionNumber }) => ({
            level,
            decisionNumber,
            by: names.get(by) ?? '经办人',
            at: new Date(at).toISOString(),
            facts: facts.map(({ path, before, after, evidence }) => ({
              path,
              before,
              after,
              evidence: evidenceOf(evidence),
            })),
            exclusions:
              exclusions === undefined
                ? null
                : {
                    before: [...exclusions.before],
                    after: exclusions.after.map(({ clause, evidence }) => ({ clause, evidence: evidenceOf(evidence) })),
                  },
          })),
          supplement: supplement === undefined ? null : supplementOf(supplement),
          flags: rest.flags.map(({ claimIds, ...flag }) => ({
            ...flag,
            ...(claimIds === undefined ? {} : { claimIds: [...claimIds] }),
          })),
          exclusions: [...rest.exclusions],
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/claims/:claimId/corrections',
      permission: 'claim.review',
      summary: '更正事实、主张除外条款，各附依据；规则随即重新核算，结论仍等本级审核',
      tags,
      input: { params, body: CorrectCase },
      output: CorrectedCase,
      refusals: [
        'claim-unknown',
        'claim-state',
        'claim-at-other-level',
        'claim-own-submission',
        'claim-reviewed-already',
        'claim-assigned-elsewhere',
        'claim-own-correction',
        'claim-reversed',
        'amount-open',
        'correction-empty',
        'correction-evidence-missing',
        'document-unknown',
        'correction-fact-unknown',
        'person-erased',
        'case-invalid',
        'correction-changes-nothing',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const caller = callerOf(call);
        const { claimId } = call.input.params;
        const { facts, exclusions } = call.input.body;
        const named = [...facts, ...(exclusions ?? [])].flatMap(({ evidence }) => evidence.documentId ?? []);
        if (named.length > 0) {
          const papers = new Set((await findClaimDocuments(platform, caller, claimId)).map((each) => each.documentId));
          if (!named.every((id) => papers.has(id))) return fail({ code: 'document-unknown' } as const);
        }
        const corrected = await correctCase(platform, caller, { claimId, facts, exclusions });
        if (corrected.ok || corrected.error.code !== 'case-invalid') return corrected;
        const { field, message } = corrected.error.caseFault;
        return fail({ ...corrected.error, fields: [{ path: field.replace(/^claim\./, ''), message }] });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/claims/:claimId/resumption',
      permission: 'claim.review',
      summary: '补正过了期限没有来：按现有材料继续审核',
      tags,
      input: { params },
      output: AnsweredSupplement,
      refusals: [
        'claim-unknown',
        'claim-not-sent-back',
        'claim-at-other-level',
        'supplement-not-due',
        'person-erased',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const resumed = await goOnWithout(platform, callerOf(call), call.input.params);
        return resumed.ok ? ok({ claimId: resumed.value.claimId, state: resumed.value.state }) : resumed;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claims/:claimId/reviewers',
      permission: 'claim.review',
      summary: '可以指派这份申领的人：它现在所在一级的经办人',
      tags,
      input: { params },
      output: ReviewersAnswer,
      refusals: ['claim-unknown', 'person-erased'],
      handle: async (call) => {
        const caller = callerOf(call);
        const found = await getClaim(platform, caller, call.input.params.claimId);
        if (!found.ok) return found;
        const { reviewingAgencyId } = found.value;
        if (reviewingAgencyId === undefined) return ok({ items: [] });
        const accountIds = await reviewersAt(caller.access.officeId, reviewingAgencyId);
        const names = await namesOf(caller, accountIds);
        return ok({ items: accountIds.map((accountId) => ({ accountId, name: names.get(accountId) ?? '经办人' })) });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/claims/:claimId/assignment',
      permission: 'claim.review',
      summary: '指派给本级的一个人，取消指派，或由本级从下级提上来',
      tags,
      input: { params, body: AssignClaim },
      output: nothing,
      refusals: [
        'claim-unknown',
        'assignee-unknown',
        'claim-state',
        'claim-at-other-level',
        'claim-own-submission',
        'claim-reason-missing',
        'person-erased',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const caller = callerOf(call);
        const { claimId } = call.input.params;
        const { assigneeId } = call.input.body;
        if (typeof assigneeId === 'string') {
          const found = await getClaim(platform, caller, claimId);
          if (!found.ok) return found;
          const at = found.value.reviewingAgencyId;
          const reviewers = at === undefined ? [] : await reviewersAt(caller.access.officeId, at);
          if (!reviewers.includes(assigneeId)) return fail({ code: 'assignee-unknown' } as const);
        }
        return await assignClaimTo(platform, caller, { claimId, ...call.input.body });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/claims/:claimId/withdrawal',
      permission: 'claim.review',
      summary: '撤销核准：医保撤回了结算、还没有付完的，改为不予给付，已付的提出追回',
      tags,
      input: { params, body: WithdrawApproval },
      output: nothing,
      refusals: [
        'claim-unknown',
        'claim-state',
        'approval-stands',
        'claim-at-other-level',
        'withdrawal-had-part',
        'claim-reason-missing',
        'clause-missing',
        'clause-unknown',
        'person-erased',
        'withdrawal-money-under-way',
        'withdrawal-recovered',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        return await withdrawApproval(platform, callerOf(call), { ...call.input.params, ...call.input.body });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claim-figures',
      permission: 'claim.read',
      summary: '一段时间内提交的申领：各级用了几天、退回、按哪些条款不予给付、各种提示',
      tags,
      input: { query: ClaimFiguresQuery },
      output: ClaimFigures,
      refusals: ['span-backwards', 'span-too-long'],
      handle: async (call) => {
        const [from, until] = [parseDate(call.input.query.from), parseDate(call.input.query.until)];
        if (until < from) return fail({ code: 'span-backwards' } as const);
        if (until - from >= MOST_DAYS) return fail({ code: 'span-too-long', mostDays: MOST_DAYS } as const);
        const { whole, levels, denials, flags } = await findClaimFigures(platform, callerOf(call), { from, until });
        return ok({ whole, levels: [...levels], denials: [...denials], flags: [...flags] });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/my/claims/:claimId/supplement',
      permission: 'claim.read-own',
      summary: '本人的申领还缺什么、什么时候前补齐；draftId 是放材料的地方',
      tags: ['会员'],
      input: { params },
      output: MySupplementAnswer,
      refusals: ['claim-unknown', 'person-erased'],
      handle: async (call) => {
        const found = await findOwnSupplement(platform, callerOf(call), call.input.params.claimId);
        if (!found.ok) return found;
        const { supplement, draftId } = found.value;
        return ok({ supplement: supplement === undefined ? null : supplementOf(supplement), draftId: draftId ?? null });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/claims/:claimId/supplement/draft',
      permission: 'claim.file',
      summary: '补正材料放在哪里：原来的草稿；医保数据来的申领则新开一个',
      tags: ['会员'],
      input: { params, query: ForMemberQuery },
      output: OpenedSupplementDraft,
      refusals: ['draft-unknown', 'claim-unknown', 'claim-not-sent-back', 'idempotency-key-reused'],
      handle: (call) => openSupplementDraft(platform, callerOf(call), { ...call.input.params, ...call.input.query }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/claims/:claimId/supplement/answer',
      permission: 'claim.file',
      summary: '补齐了：按现在的事实重新核算，从第一级重新审核',
      tags: ['会员'],
      input: { params, query: ForMemberQuery, body: AnswerSupplement },
      output: AnsweredSupplement,
      refusals: ['draft-unknown', 'claim-unknown', 'claim-not-sent-back', 'person-erased', 'idempotency-key-reused'],
      handle: async (call) => {
        const { params: path, query, body } = call.input;
        const caller = callerOf(call);
        const answered = await answerSupplement(platform, caller, { ...path, ...query, ...body });
        if (!answered.ok) return answered;
        const { claimId, state } = answered.value;
        return ok({ claimId, state: caller.access.scope === 'unit' ? stateForUnit(state) : state });
      },
    }),
  ];
}

/** As it was kept: without a paper where there was none. */
function evidenceOf({ documentId, text }: Evidence): { readonly documentId?: string; readonly text: string } {
  return documentId === undefined ? { text } : { documentId, text };
}

function supplementOf({ level, dueOn, askedAt, items, answer }: FoundSupplement): Supplement {
  return {
    level,
    dueOn: formatDate(dueOn),
    askedAt: new Date(askedAt).toISOString(),
    items: items.map(({ material, text }) => ({ material, text })),
    answeredAt: answer === undefined ? null : new Date(answer.at).toISOString(),
    answer: answer?.text ?? '',
  };
}
