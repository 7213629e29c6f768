import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  CaseToDecide,
  ClaimDetail,
  type ClaimRow,
  ClaimsAnswer,
  ClaimsQuery,
  DecidedCase,
  OwnClaimRow,
  PassClaims,
  PassedClaims,
  Recomputed,
  ReviewClaim,
  ReviewedClaim,
} from '#contracts/claims.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import type { Actor } from '#http/actor.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { claimRefusals } from '#http/refusals/claims.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { type DayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';
import { maskName, maskResidentId } from '#kernel/mask.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  adjudicateCase,
  type ClaimDetail as Claim,
  type ClaimSummary,
  type FindClaimsInput,
  findClaims,
  findMyClaims,
  getClaim,
  passClaims,
  recomputeDecision,
  reviewClaim,
} from '#modules/claims/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['申领'];
const params = Type.Object({ claimId: Uuid });

export interface ClaimDeps {
  readonly platform: Platform;
  /** Display names of accounts by id. */
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** Claims: the queue, a claim with its decisions, reviews, batch passes; a member's own; cases that are only tried. */
export function claimRoutes({ platform, namesOf }: ClaimDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/claims',
      permission: 'claim.read',
      summary: '申领列表；waiting 只列等我这一级审核的，overdue 只列过期限的，可按期限、金额排',
      tags,
      input: { query: ClaimsQuery },
      output: ClaimsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { waiting = false, mine, overdue, limit = DEFAULT_PAGE_ROWS, after, ...others } = call.input.query;
        const { from, until, reviewedAt, sentBack, ...filter } = others;
        const { order = 'submitted' } = filter;
        const key = readCursor(after, [order === 'amount' ? 'whole' : 'day', 'id']);
        if (!key.ok) return key;
        const [at = '', claimId = ''] = key.value ?? [];
        const caller = callerOf(call);
        const rows = await findClaims(platform, caller, {
          ...filter,
          waitsForMe: waiting,
          isMine: mine,
          isOverdue: overdue,
          from: from === undefined ? undefined : parseDate(from),
          until: until === undefined ? undefined : parseDate(until),
          reviewed:
            reviewedAt === undefined && sentBack !== true
              ? undefined
              : { level: reviewedAt, isSentBack: sentBack === true },
          after:
            key.value === undefined
              ? undefined
              : { at: order === 'amount' ? Number(at) : parseDate(String(at)), claimId: String(claimId) },
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const names = await namesOf(
          caller,
          shown.flatMap(({ assigneeId }) => assigneeId ?? []),
        );
        const items = shown.map(
          (row): ClaimRow => ({
            ...rowOf(row, today(platform.clock)),
            memberName: maskName(row.memberName),
            assignee: assigneeOf(row, names),
          }),
        );
        const last = items.at(-1);
        if (rows.length <= limit || last === undefined) return ok({ items });
        return ok({ items, next: cursorOf([keyOf[order](last), last.claimId]) });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/my/claims',
      permission: 'claim.read-own',
      summary: '本人的申领，最近的在前',
      tags,
      input: {},
      output: Type.Array(OwnClaimRow),
      refusals: [],
      handle: async (call) =>
        ok((await findMyClaims(platform, callerOf(call))).map((claim) => ownRowOf(claim, today(platform.clock)))),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claims/:claimId',
      permission: 'claim.read',
      summary: '一份申领：结算、各次结论与步骤、条款原文、审核经过',
      tags,
      input: { params },
      output: ClaimDetail,
      refusals: ['claim-unknown', 'person-erased'],
      handle: async (call) => {
        const caller = callerOf(call);
        const found = await getClaim(platform, caller, call.input.params.claimId);
        if (!found.ok) return found;
        const { assigneeId } = found.value;
        const names = await namesOf(caller, [
          ...found.value.reviews.map(({ reviewerId }) => reviewerId),
          ...(assigneeId === undefined ? [] : [assigneeId]),
        ]);
        const { reviewingAgencyId } = found.value;
        const mayReview = call.actor.permissions.has('claim.review') && reviewingAgencyId !== undefined;
        const isOwnLevel = reviewingAgencyId === call.actor.agencyIds[0];
        return ok({
          ...detailOf(found.value, names, today(platform.clock)),
          canReview: mayReview && isOwnLevel,
          canTakeUp: mayReview && !isOwnLevel && isBelow(caller, reviewingAgencyId),
          canWithdraw: mayWithdraw(call.actor, found.value),
          assignee: assigneeOf(found.value, names),
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claims/:claimId/recomputation',
      permission: 'claim.read',
      summary: '用留存的案件重算，与留存的结论比对',
      tags,
      input: { params },
      output: Recomputed,
      refusals: ['claim-unknown', 'person-erased'],
      handle: async (call) => {
        const { claimId } = call.input.params;
        const recomputed = await recomputeDecision(platform, callerOf(call), { claimId });
        return recomputed.ok ? ok({ isSame: recomputed.value.isSame }) : recomputed;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/claims/:claimId/review',
      permission: 'claim.review',
      summary: '审核申领：通过、退回、按条款不予给付、转办事处；末级通过即核准',
      tags,
      input: { params, body: ReviewClaim },
      output: ReviewedClaim,
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
        'claim-reason-missing',
        'clause-missing',
        'clause-unknown',
        'supplement-due',
        'claim-sent-back-before',
        'person-erased',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const { claimId } = call.input.params;
        const { supplement, ...review } = call.input.body;
        const reviewed = await reviewClaim(platform, callerOf(call), {
          claimId,
          ...review,
          supplement:
            supplement === undefined
              ? undefined
              : {
                  items: supplement.items,
                  dueOn: supplement.dueOn === undefined ? undefined : parseDate(supplement.dueOn),
                },
        });
        if (!reviewed.ok) return reviewed;
        const { state, amountFen, isRedecided } = reviewed.value;
        return ok({ claimId, state, amountFen, isRedecided });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/claims/passes',
      permission: 'claim.review',
      summary: '批量通过没有提示的申领；不能一起通过的逐份说明原因',
      tags,
      input: { body: PassClaims },
      output: PassedClaims,
      refusals: ['too-many-claims', 'not-a-reviewer', 'ledger-month-closed', 'idempotency-key-reused'],
      bodyLimitBytes: 512 * 1024,
      handle: async (call) => {
        const passed = await passClaims(platform, callerOf(call), call.input.body);
        if (!passed.ok) return passed;
        const { notPassed, ...figures } = passed.value;
        return ok({
          ...figures,
          notPassed: notPassed.map(({ claimId, code }) => ({ claimId, code, message: whyNotPassed(code) })),
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/adjudications',
      permission: 'case.adjudicate',
      summary: '试算一个案件：格式与结果同 tongzhou adjudicate 的一行，不留存',
      tags: ['核算'],
      input: { body: CaseToDecide },
      output: DecidedCase,
      refusals: ['case-invalid'],
      withoutIdempotencyKey: 'nothing is stored',
      handle: (call) => {
        const decided = adjudicateCase(call.input.body);
        if (decided.ok) return Promise.resolve(ok(JSON.parse(decided.value) as DecidedCase));
        const { field, message } = decided.error.caseFault;
        return Promise.resolve(fail({ ...decided.error, fields: [{ path: `body.${field}`, message }] }));
      },
    }),
  ];
}

/** Why a claim of a batch pass stayed where it was. */
const NOT_PASSED_WORDS: Readonly<Record<string, string>> = {
  'claim-flagged': '有提示或已转人工，请单独审核',
  'claim-over-batch-limit': '超过批量通过的单件上限，请单独审核',
  'claim-redecided': '限额有变，已重新核算，请看新的结论',
};

function whyNotPassed(code: string): string {
  const words = NOT_PASSED_WORDS[code];
  if (words !== undefined) return words;
  const { message } = (claimRefusals as Readonly<Record<string, { readonly message: unknown }>>)[code] ?? {};
  return typeof message === 'string' ? message : code;
}

/** Whether an approval may be taken back by this reviewer: of the office, without a part in it. */
function mayWithdraw({ permissions, access, accountId }: Actor, { state, flags, reviews }: Claim): boolean {
  const isUnpaid = state === 'approved' || state === 'returned';
  const isOffice = permissions.has('claim.review') && access.scope === 'office';
  return (
    isOffice && isUnpaid && flags.includes('reversed') && reviews.every(({ reviewerId }) => reviewerId !== accountId)
  );
}

/** Whether an agency lies below the caller's. */
function isBelow({ access }: Caller, agencyId: string): boolean {
  return access.scope === 'office' || (access.scope === 'agencies' && access.agencyIds.includes(agencyId));
}

function ownRowOf(claim: ClaimSummary, onDay: DayNumber): OwnClaimRow {
  return {
    claimId: claim.claimId,
    submittedOn: formatDate(claim.submittedOn),
    agencyId: claim.agencyId,
    unitId: claim.unitId,
    memberId: claim.memberId,
    program: claim.program,
    benefit: claim.benefit,
    origin: claim.origin,
    state: claim.state,
    outcome: claim.outcome,
    amountFen: claim.amountFen,
    dueOn: claim.dueOn === undefined ? null : formatDate(claim.dueOn),
    isOverdue: claim.dueOn !== undefined && claim.dueOn < onDay,
  };
}

function rowOf(claim: ClaimSummary, onDay: DayNumber): Omit<ClaimRow, 'memberName' | 'assignee'> {
  return {
    ...ownRowOf(claim, onDay),
    reviewingAgencyId: claim.reviewingAgencyId ?? null,
    flags: [...claim.flags],
  };
}

/** What of a page's last row the next page continues after. */
const keyOf: Readonly<Record<NonNullable<FindClaimsInput['order']>, (row: ClaimRow) => string | number>> = {
  submitted: ({ submittedOn }) => submittedOn,
  due: ({ dueOn, submittedOn }) => dueOn ?? submittedOn,
  amount: ({ amountFen }) => amountFen,
};

function assigneeOf({ assigneeId }: ClaimSummary, names: ReadonlyMap<string, string>): string | null {
  return assigneeId === undefined ? null : (names.get(assigneeId) ?? '经办人');
}

function detailOf(
  claim: Claim,
  names: ReadonlyMap<string, string>,
  onDay: DayNumber,
): Omit<ClaimDetail, 'canReview' | 'canTakeUp' | 'canWithdraw' | 'assignee'> {
  return {
    ...rowOf(claim, onDay),
    memberName: maskName(claim.memberName),
    residentId: maskResidentId(claim.residentId),
    settlements: claim.settlements.map((settlement) => ({
      row: settlement.row,
      id: settlement.id,
      admittedOn: formatDate(settlement.admittedOn),
      dischargedOn: formatDate(settlement.dischargedOn),
      settledOn: formatDate(settlement.settledOn),
      hospitalName: settlement.hospital.name,
      hospitalGrade: settlement.hospital.grade ?? null,
      region: settlement.hospital.region,
      careKind: settlement.careKind,
      diagnosis: settlement.diagnosis.name,
      diagnosisCode: settlement.diagnosis.code,
      figures: { ...settlement.figures, aboveCeiling: settlement.figures.aboveCeiling ?? null },
    })),
    decisions: claim.decisions.map(({ reasons, termsOn, at, ruled, determined, because, ...decision }) => ({
      ...decision,
      determined: determined ?? null,
      because: because ?? null,
      reasons: [...reasons],
      termsOn: formatDate(termsOn),
      at: new Date(at).toISOString(),
      ruled: {
        outcome: ruled.outcome,
        amountFen: ruled.amountFen,
        reasons: [...ruled.reasons],
        notices: [...ruled.notices],
        steps: [...ruled.steps],
        readings: [...ruled.readings],
      },
    })),
    reviews: claim.reviews.map(({ round, level, step, outcome, clauses, comment, reviewerId, at }) => ({
      round,
      level,
      step,
      outcome,
      clauses: [...clauses],
      comment,
      reviewer: names.get(reviewerId) ?? '经办人',
      at: new Date(at).toISOString(),
    })),
    clauseTexts: { ...claim.clauseTexts },
  };
}
