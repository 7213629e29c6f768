import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import {
  DecidedReplacement,
  DecideReplacement,
  ReplacementsAnswer,
  ReplacementsQuery,
  RequestedReplacement,
  RequestReplacement,
} from '#contracts/replacements.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import { decideReplacement, findReplacements, requestReplacement } from '#modules/rosters/index.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['置换'];

/** What to do about a field of the joiner. */
const JOINER_FAULTS = {
  name: '请照身份证填写姓名',
  residentId: '身份证号校验不通过，请照身份证逐位核对',
  phone: '手机号应为 11 位、以 13 至 19 开头',
} as const;

/** 置换参保名单 of the accident program. */
export function replacementRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/orders/:orderId/covers/:periodId/replacement',
      permission: 'roster.submit',
      summary: '申请置换：由新参保人接替已离开的人，接到原保障期满（意外活动）',
      tags,
      input: { params: Type.Object({ orderId: Uuid, periodId: Uuid }), body: RequestReplacement },
      output: RequestedReplacement,
      refusals: [
        'period-unknown',
        'replacement-not-offered',
        'joiner-data',
        'joiner-age',
        'joiner-covered',
        'replacement-waits',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      handle: async (call) => {
        const input = { ...call.input.params, joiner: call.input.body };
        const requested = await requestReplacement(platform, callerOf(call), input);
        if (requested.ok || requested.error.code !== 'joiner-data') return requested;
        const { error } = requested;
        return fail({ ...error, fields: [{ path: `body.${error.field}`, message: JOINER_FAULTS[error.field] }] });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/replacements',
      permission: 'roster.read',
      summary: '置换申请，新的在前，已脱敏；waiting 只列待决定的',
      tags,
      input: { query: ReplacementsQuery },
      output: ReplacementsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { waiting = false, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const rows = await findReplacements(platform, callerOf(call), {
          waiting,
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const items = rows.slice(0, limit).map((row) => ({
          id: row.id,
          orderId: row.order_id,
          unitName: row.unit_name,
          state: row.state,
          leaver: { ...row.leaver },
          joiner: { ...row.joiner },
          replacedOn: row.replaced_on === null ? null : formatDate(row.replaced_on),
          reason: row.reason,
          requestedAt: new Date(row.requested_at).toISOString(),
          isOwn: row.requested_by === call.actor.accountId,
        }));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/replacements/:replacementId/decision',
      permission: 'roster.review',
      summary: '决定置换：同意则原参保人保障到今天，新参保人从明天起',
      tags,
      input: { params: Type.Object({ replacementId: Uuid }), body: DecideReplacement },
      output: DecidedReplacement,
      refusals: [
        'replacement-unknown',
        'own-submission',
        'reason-missing',
        'period-unknown',
        'outside-period',
        'last-day',
        'benefit-claimed',
        'joiner-covered',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const { replacementId } = call.input.params;
        const decided = await decideReplacement(platform, callerOf(call), { replacementId, ...call.input.body });
        if (!decided.ok) return decided;
        const { replacedOn } = decided.value;
        return ok({ replacedOn: replacedOn === undefined ? null : formatDate(replacedOn) });
      },
    }),
  ];
}
