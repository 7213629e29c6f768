import {
  DecidedGrant,
  DecideGrant,
  GrantParams,
  type GrantRow,
  GrantsAnswer,
  GrantsQuery,
  ProposedGrant,
  ProposeGrant,
} from '#contracts/grants.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { ok } from '#kernel/result.ts';
import { decideGrant, findGrants, type ListedGrant, proposeGrant, withdrawGrant } from '#modules/rosters/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['赠送保障'];

export interface GrantDeps {
  readonly platform: Platform;
  /** Display names of accounts by id. */
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** Cover that an office or a union gives 赠送保障. */
export function grantRoutes({ platform, namesOf }: GrantDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/grants',
      permission: 'grant.read',
      summary: '赠送保障，新的在前',
      tags,
      input: { query: GrantsQuery },
      output: GrantsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const caller = callerOf(call);
        const { state, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const rows = await findGrants(platform, caller, {
          state,
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const people = shown.flatMap(({ proposed_by, decided_by }) => [
          proposed_by,
          ...(decided_by === null ? [] : [decided_by]),
        ]);
        const names = await namesOf(caller, [...new Set(people)]);
        const items = shown.map((row) => rowOf(row, names, call.actor.accountId));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/grants',
      permission: 'grant.propose',
      summary: '提出赠送：用自己上传的名单草稿；须由另一人审批',
      tags,
      input: { body: ProposeGrant },
      output: ProposedGrant,
      refusals: [
        'grant-office-only',
        'roster-unknown',
        'roster-state',
        'grant-roster-not-yours',
        'not-declared',
        'grant-purpose-missing',
        'roster-empty',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      handle: (call) => proposeGrant(platform, callerOf(call), call.input.body),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/grants/:grantId/decision',
      permission: 'grant.approve',
      summary: '审批赠送：批准即从互助互济金付清，或生成缴费通知由工会转账；不同意须写明原因',
      tags,
      input: { params: GrantParams, body: DecideGrant },
      output: DecidedGrant,
      refusals: [
        'grant-office-only',
        'grant-unknown',
        'own-grant',
        'grant-reason-missing',
        'relief-fund-short',
        'ledger-month-closed',
        'grant-members-covered',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const decided = await decideGrant(platform, callerOf(call), { ...call.input.params, ...call.input.body });
        if (!decided.ok) return decided;
        const { state, order } = decided.value;
        return ok({ state, orderReference: order?.reference ?? null });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/grants/:grantId/withdrawal',
      permission: 'grant.propose',
      summary: '撤回自己提出、还没有审批的赠送',
      tags,
      input: { params: GrantParams },
      output: nothing,
      refusals: ['grant-unknown', 'grant-not-yours', 'idempotency-key-reused'],
      handle: (call) => withdrawGrant(platform, callerOf(call), { ...call.input.params }),
    }),
  ];
}

function rowOf(row: ListedGrant, names: ReadonlyMap<string, string>, accountId: string): GrantRow {
  return {
    id: row.id,
    rosterId: row.roster_id,
    unitId: row.unit_id,
    unitName: row.unit_name,
    program: row.program,
    shares: row.shares,
    kind: row.kind,
    purpose: row.purpose,
    funding: row.funding,
    payerName: row.payer_name,
    members: row.member_count,
    amountFen: row.amount_fen,
    state: row.state,
    orderId: row.order_id,
    startOn: row.start_on === null ? null : formatDate(row.start_on),
    proposer: names.get(row.proposed_by) ?? '经办人',
    proposedAt: new Date(row.proposed_at).toISOString(),
    decider: row.decided_by === null ? null : (names.get(row.decided_by) ?? '审批人'),
    decidedAt: row.decided_at === null ? null : new Date(row.decided_at).toISOString(),
    reason: row.reason,
    isOwn: row.proposed_by === accountId,
  };
}
