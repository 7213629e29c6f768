import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import {
  ChangeLeavers,
  Leavers,
  PreparedRenewal,
  PrepareRenewal,
  RenewalMembersAnswer,
  RenewalMembersQuery,
  RenewalsAnswer,
  RenewalsQuery,
  RestateEligible,
  RosterDiff,
  RosterDiffQuery,
} from '#contracts/renewals.ts';
import type { RosterState } from '#contracts/rosters.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { formatDate, parseDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import { findDueRenewals } from '#modules/contributions/index.ts';
import {
  changeLeavers,
  findRenewalMembers,
  findRosterDiff,
  prepareRenewal,
  restateEligible,
  setLeavers,
} from '#modules/rosters/index.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['续保'];
const params = Type.Object({ rosterId: Uuid });

/** What ends soon, and the roster that follows from the last one. */
export function renewalRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/renewals',
      permission: 'order.read',
      summary: '60 天内到期和刚到期还在 15 天内、未续保的单位，先到期的在前',
      tags,
      input: { query: RenewalsQuery },
      output: RenewalsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { unitId, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['day', 'id']);
        if (!key.ok) return key;
        const endOn = parseDate(String(key.value?.[0] ?? ''));
        if (key.value !== undefined && Number.isNaN(endOn)) return fail({ code: 'bad-cursor' });
        const rows = await findDueRenewals(platform, callerOf(call), {
          unitId,
          after: key.value === undefined ? undefined : { endOn, id: String(key.value[1]) },
          limit: limit + 1,
        });
        const items = rows.slice(0, limit).map((row) => ({
          orderId: row.order_id,
          unitId: row.unit_id,
          unitName: row.unit_name,
          program: row.program,
          endOn: formatDate(row.end_on),
          daysLeft: row.end_on - today(platform.clock),
          lastWaiverOn: row.lastWaiverOn === undefined ? null : formatDate(row.lastWaiverOn),
          members: row.member_count,
          rosterState: row.roster_state as RosterState | null,
        }));
        const last = items.at(-1);
        return ok(
          rows.length > limit && last !== undefined ? { items, next: cursorOf([last.endOn, last.orderId]) } : { items },
        );
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/renewals/:orderId/members',
      permission: 'enrollment.read',
      summary: '一期保障里的人：谁已在续保名单上，谁哪天起失去免观察期；已脱敏',
      tags,
      input: { params: Type.Object({ orderId: Uuid }), query: RenewalMembersQuery },
      output: RenewalMembersAnswer,
      refusals: ['bad-cursor', 'not-found'],
      handle: async (call) => {
        const { name, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['row', 'id']);
        if (!key.ok) return key;
        const found = await findRenewalMembers(platform, callerOf(call), {
          orderId: call.input.params.orderId,
          name,
          after:
            key.value === undefined
              ? undefined
              : { isOnRoster: Number(key.value[0]) === 1, memberId: String(key.value[1]) },
          limit: limit + 1,
        });
        if (found === undefined) return fail({ code: 'not-found' });
        const { endOn, losesWaiverOn, persons } = found;
        const items = persons.slice(0, limit).map((person) => ({ ...person }));
        const last = items.at(-1);
        return ok({
          endOn: formatDate(endOn),
          losesWaiverOn: losesWaiverOn === undefined ? null : formatDate(losesWaiverOn),
          items,
          ...(persons.length > limit && last !== undefined
            ? { next: cursorOf([last.rosterState === null ? 0 : 1, last.memberId]) }
            : {}),
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/renewals',
      permission: 'roster.submit',
      summary: '用上一期保障中的人做续保名单草稿，不用上传文件',
      tags,
      input: { body: PrepareRenewal },
      output: PreparedRenewal,
      refusals: ['unit-unknown', 'unit-not-active', 'nothing-to-renew', 'shares-not-allowed', 'idempotency-key-reused'],
      successStatus: 201,
      handle: (call) => prepareRenewal(platform, callerOf(call), call.input.body),
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/rosters/:rosterId/leavers',
      permission: 'roster.submit',
      summary: '标出草稿里不再参加的行；没列的恢复参加',
      tags,
      input: { params, body: Leavers },
      output: nothing,
      refusals: ['roster-unknown', 'roster-state', 'idempotency-key-reused'],
      handle: async (call) => {
        const { rosterId } = call.input.params;
        const set = await setLeavers(platform, callerOf(call), { rosterId, rows: call.input.body.rows });
        return set.ok ? ok(undefined) : set;
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/rosters/:rosterId/leavers',
      permission: 'roster.submit',
      summary: '标出不再参加的行，或让标出的行恢复参加；没列的不变',
      tags,
      input: { params, body: ChangeLeavers },
      output: nothing,
      refusals: ['roster-unknown', 'roster-state', 'idempotency-key-reused'],
      handle: async (call) => {
        const { rosterId } = call.input.params;
        const { leave = [], stay = [] } = call.input.body;
        const changed = await changeLeavers(platform, callerOf(call), { rosterId, leave, stay });
        return changed.ok ? ok(undefined) : changed;
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/rosters/:rosterId/eligible-count',
      permission: 'roster.submit',
      summary: '改草稿里符合条件的职工人数；参加比例按它算',
      tags: ['名单'],
      input: { params, body: RestateEligible },
      output: nothing,
      refusals: ['roster-unknown', 'roster-state', 'idempotency-key-reused'],
      handle: async (call) => {
        const restated = await restateEligible(platform, callerOf(call), {
          ...call.input.params,
          ...call.input.body,
        });
        return restated.ok ? ok(undefined) : restated;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/rosters/:rosterId/diff',
      permission: 'roster.read',
      summary: '与本单位上一期相比：新参加、不再参加、资料有变化；没有上一期则为 404',
      tags,
      input: { params, query: RosterDiffQuery },
      output: RosterDiff,
      refusals: ['bad-cursor', 'not-found'],
      handle: async (call) => {
        const { kind, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const diff = await findRosterDiff(platform, callerOf(call), {
          rosterId: call.input.params.rosterId,
          kind,
          afterMember: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        if (diff === undefined) return fail({ code: 'not-found' });
        const { before, persons, ...counts } = diff;
        const items = persons.slice(0, limit).map((person) => ({ ...person, fields: [...person.fields] }));
        const last = items.at(-1);
        return ok({
          ...counts,
          before: {
            orderId: before.orderId,
            startOn: formatDate(before.startOn),
            endOn: formatDate(before.endOn),
            lastWaiverOn: before.lastWaiverOn === undefined ? null : formatDate(before.lastWaiverOn),
          },
          items,
          ...(persons.length > limit && last !== undefined ? { next: cursorOf([last.memberId]) } : {}),
        });
      },
    }),
  ];
}
