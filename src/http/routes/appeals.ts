import { type Static, Type } from 'typebox';
import {
  type Appeal,
  AppealCase,
  AppealPage,
  type AppealRow,
  AppealsAnswer,
  AppealsQuery,
  CountedVote,
  EscalateAppeal,
  ExamineAppeal,
  ExaminedAppeal,
  FileAppeal,
  FiledAppeal,
  GiveVote,
  type Proposal,
  ProposedRuling,
  ProposeRuling,
  TriedRuling,
  TryRuling,
} from '#contracts/appeals.ts';
import { Uuid } from '#contracts/basic.ts';
import { ForMemberQuery } from '#contracts/member-claims.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { casePaperOf } from '#http/routes/case-papers.ts';
import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import { maskName } from '#kernel/mask.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  type AppealSummary,
  escalateAppeal,
  examineAppeal,
  type Appeal as FoundAppeal,
  type AppealCase as FoundCase,
  fileAppeal,
  findAppeals,
  findClaimAppeals,
  getAppealCase,
  proposeRuling,
  tryProposal,
  voteOnRuling,
  withdrawProposal,
} from '#modules/appeals/index.ts';
import { findCasePapers } from '#modules/case-papers/index.ts';
import { findRelativeView } from '#modules/drafts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['申诉'];
const params = Type.Object({ claimId: Uuid });
const appealParams = Type.Object({ appealId: Uuid });
const proposalParams = Type.Object({ appealId: Uuid, proposalId: Uuid });

export interface AppealDeps {
  readonly platform: Platform;
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

const RULING_REFUSALS = [
  'not-on-committee',
  'appeal-unknown',
  'appeal-not-before-committee',
  'committee-had-part',
  'person-erased',
  'clause-missing',
  'clause-unknown',
  'committee-too-small',
  'proposal-open',
  'claim-unknown',
  'ruling-not-decided',
  'ruling-money-under-way',
  'ruling-without-cover',
  'ruling-amount-open',
  'ruling-over-limit',
  'ruling-changes-nothing',
  'ledger-month-closed',
] as const;

/** Appeals: filed by members, examined by the office, ruled on by the expert committee. */
export function appealRoutes({ platform, namesOf }: AppealDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/my/claims/:claimId/appeals',
      permission: 'claim.read-own',
      summary: '对本人申领的结论提出申诉，每个结论一次；直系亲属对自己提交的身故申领也可以',
      tags,
      input: { params, query: ForMemberQuery, body: FileAppeal },
      output: FiledAppeal,
      refusals: [
        'claim-unknown',
        'appeal-not-yet',
        'appeal-ruled-finally',
        'person-erased',
        'appeal-filed',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      handle: async (call) => {
        const { claimId } = call.input.params;
        const view = await findRelativeView(platform, callerOf(call), call.input.query.memberId);
        if (!view.mayRead({ claimId })) return fail({ code: 'claim-unknown' });
        return await fileAppeal(platform, view.caller, { claimId, ...call.input.body });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/my/claims/:claimId/appeals/:appealId/escalation',
      permission: 'claim.read-own',
      summary: '不同意复核意见，提请专家委员会裁定',
      tags,
      input: { params: Type.Object({ claimId: Uuid, appealId: Uuid }), query: ForMemberQuery, body: EscalateAppeal },
      output: nothing,
      refusals: [
        'appeal-unknown',
        'appeal-not-examined',
        'appeal-overtaken',
        'appeal-too-late',
        'person-erased',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const { claimId, appealId } = call.input.params;
        const view = await findRelativeView(platform, callerOf(call), call.input.query.memberId);
        const appeals = view.mayRead({ claimId }) ? await findClaimAppeals(platform, view.caller, claimId) : [];
        if (!appeals.some((appeal) => appeal.appealId === appealId)) return fail({ code: 'appeal-unknown' });
        return await escalateAppeal(platform, view.caller, { appealId, ...call.input.body });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/appeals',
      permission: 'appeal.read',
      summary: '申诉：等办事处复核、等专家委员会裁定、已答复的，先提出的在前',
      tags,
      input: { query: AppealsQuery },
      output: AppealPage,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { stage, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['instant', 'id']);
        if (!key.ok) return key;
        const rows = await findAppeals(platform, callerOf(call), {
          stage,
          limit: limit + 1,
          after:
            key.value === undefined ? undefined : { filedAt: Number(key.value[0]), appealId: String(key.value[1]) },
        });
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        const items = shown.map(appealRowOf);
        return ok(
          rows.length > limit && last !== undefined
            ? { items, next: cursorOf([last.filedAt, last.appealId]) }
            : { items },
        );
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/appeals/:appealId',
      permission: 'appeal.read',
      summary: '一份申诉：理由、复核意见、裁定意见与表决、材料',
      tags,
      input: { params: appealParams },
      output: AppealCase,
      refusals: ['appeal-unknown', 'person-erased'],
      handle: async (call) => {
        const caller = callerOf(call);
        const found = await getAppealCase(platform, caller, call.input.params.appealId);
        if (!found.ok) return found;
        const papers = await findCasePapers(platform, caller, found.value.appealId);
        const names = await namesOf(caller, [
          ...found.value.proposals.flatMap(({ proposedBy, votes }) => [
            proposedBy,
            ...votes.map(({ voterId }) => voterId),
          ]),
          ...papers.map(({ uploadedBy }) => uploadedBy),
        ]);
        return ok({
          ...appealOf(found.value),
          panelSize: found.value.panelSize,
          proposals: found.value.proposals.map((proposal) => proposalOf(proposal, names, call.actor.accountId)),
          papers: papers.map((paper) => casePaperOf(paper, names)),
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/claims/:claimId/appeals',
      permission: 'claim.read',
      summary: '一份申领的申诉',
      tags,
      input: { params },
      output: AppealsAnswer,
      refusals: [],
      handle: async (call) => {
        const found = await findClaimAppeals(platform, callerOf(call), call.input.params.claimId);
        return ok({ items: found.map(appealOf) });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/appeals/:appealId/finding',
      permission: 'claim.review',
      summary: '办事处复核申诉：维持；按更正的事实重新核算，再由另一人审核；或提请专家委员会裁定',
      tags,
      input: { params: appealParams, body: ExamineAppeal },
      output: ExaminedAppeal,
      refusals: [
        'not-a-reviewer',
        'appeal-unknown',
        'appeal-examined',
        'claim-own-submission',
        'claim-reviewed-already',
        'person-erased',
        'appeal-money-moved',
        'appeal-changes-nothing',
        'idempotency-key-reused',
      ],
      handle: (call) => examineAppeal(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/appeals/:appealId/ruling-trials',
      permission: 'appeal.rule',
      summary: '试算一份裁定意见，不留存',
      tags,
      input: { params: appealParams, body: TryRuling },
      output: TriedRuling,
      refusals: RULING_REFUSALS,
      withoutIdempotencyKey: 'nothing is stored',
      handle: (call) => tryProposal(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/appeals/:appealId/proposals',
      permission: 'appeal.rule',
      summary: '提出一份裁定意见，交专家委员会表决',
      tags,
      input: { params: appealParams, body: ProposeRuling },
      output: ProposedRuling,
      refusals: [...RULING_REFUSALS, 'idempotency-key-reused'],
      successStatus: 201,
      handle: (call) => {
        const { change, reasons } = call.input.body;
        return proposeRuling(platform, callerOf(call), {
          ...call.input.params,
          reasons,
          change: change ?? undefined,
        });
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/appeals/:appealId/proposals/:proposalId',
      permission: 'appeal.rule',
      summary: '撤回自己提出、还在表决的裁定意见',
      tags,
      input: { params: proposalParams },
      output: nothing,
      refusals: [
        'not-on-committee',
        'appeal-unknown',
        'appeal-not-before-committee',
        'committee-had-part',
        'person-erased',
        'proposal-closed',
        'idempotency-key-reused',
      ],
      handle: (call) => withdrawProposal(platform, callerOf(call), call.input.params),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/appeals/:appealId/proposals/:proposalId/votes',
      permission: 'appeal.rule',
      summary: '表决；赞成过半即为最终裁定，立即生效',
      tags,
      input: { params: proposalParams, body: GiveVote },
      output: CountedVote,
      refusals: [
        ...RULING_REFUSALS,
        'proposal-closed',
        'vote-reason-missing',
        'voted-already',
        'ruling-amount-moved',
        'idempotency-key-reused',
      ],
      handle: (call) => voteOnRuling(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
  ];
}

export function appealOf(appeal: FoundAppeal): Appeal {
  return {
    appealId: appeal.appealId,
    claimId: appeal.claimId,
    decisionNumber: appeal.decisionNumber,
    state: appeal.state,
    dueOn: dayOrNull(appeal.dueOn),
    reason: appeal.reason,
    filedAt: new Date(appeal.filedAt).toISOString(),
    finding: appeal.finding ?? null,
    examinedAt: instantOrNull(appeal.examinedAt),
    escalation: appeal.escalation ?? null,
    escalatedAt: instantOrNull(appeal.escalatedAt),
    ruling: appeal.ruling ?? null,
    ruledAt: instantOrNull(appeal.ruledAt),
  };
}

function appealRowOf({ filedAt, dueOn, memberName, program, ...row }: AppealSummary): AppealRow {
  return {
    ...row,
    program: program as AppealRow['program'],
    filedAt: new Date(filedAt).toISOString(),
    dueOn: dayOrNull(dueOn),
    memberName: maskName(memberName),
  };
}

function proposalOf(
  { change, proposedBy, proposedAt, votes, amountFen, ...proposal }: FoundCase['proposals'][number],
  names: ReadonlyMap<string, string>,
  ownId: string,
): Proposal {
  return {
    ...proposal,
    amountFen: amountFen ?? null,
    clauses: change?.by === 'amount' ? [...change.clauses] : [],
    corrections:
      change?.by === 'facts'
        ? (change.corrections as Static<typeof AppealCase>['proposals'][number]['corrections'])
        : null,
    proposedBy: names.get(proposedBy) ?? '委员',
    isOwn: proposedBy === ownId,
    proposedAt: new Date(proposedAt).toISOString(),
    votes: votes.map(({ voterId, isFor, reason, at }) => ({
      voter: names.get(voterId) ?? '委员',
      isFor,
      reason,
      at: new Date(at).toISOString(),
    })),
    hasVoted: votes.some(({ voterId }) => voterId === ownId),
  };
}

function dayOrNull(day: DayNumber | undefined): string | null {
  return day === undefined ? null : formatDate(day);
}

function instantOrNull(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
