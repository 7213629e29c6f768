import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { PassedRosters, PassRosters, RosterChanges } from '#contracts/roster-reviews.ts';
import { callerOf } from '#http/caller-of.ts';
import { rosterRefusals } from '#http/refusals/rosters.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { fail, ok } from '#kernel/result.ts';
import { findRosterChanges, passRosters } from '#modules/rosters/index.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['名单'];

/** What a reviewer of rosters has besides the one decision: what changed since the last one, and many at once. */
export function rosterReviewRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/rosters/:rosterId/changes',
      permission: 'roster.read',
      summary: '退回以后单位改了什么；没有退回过则为 404',
      tags,
      input: { params: Type.Object({ rosterId: Uuid }) },
      output: RosterChanges,
      refusals: ['not-found'],
      handle: async (call) => {
        const changes = await findRosterChanges(platform, callerOf(call), call.input.params.rosterId);
        if (changes === undefined) return fail({ code: 'not-found' });
        return ok({
          ...changes,
          returnedAt: new Date(changes.returnedAt).toISOString(),
          rows: changes.rows.map(({ sentBackFor, note, ...row }) => ({
            ...row,
            sentBackFor: sentBackFor ?? null,
            note: note ?? null,
          })),
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/rosters/passes',
      permission: 'roster.review',
      summary: '批量通过没有提示的名单，一份一办；不能一起通过的逐份说明原因',
      tags,
      input: { body: PassRosters },
      output: PassedRosters,
      refusals: ['too-many-rosters'],
      handle: async (call) => {
        const passed = await passRosters(platform, callerOf(call), call.input.body);
        if (!passed.ok) return passed;
        return ok({
          passed: passed.value.passed.map(({ rosterId, order }) => ({
            rosterId,
            orderReference: order?.reference ?? null,
          })),
          notPassed: passed.value.notPassed.map(({ rosterId, code }) => ({ rosterId, code, message: wordsOf(code) })),
        });
      },
    }),
  ];
}

function wordsOf(code: string): string {
  const { message } = (rosterRefusals as Readonly<Record<string, { readonly message: unknown }>>)[code] ?? {};
  return typeof message === 'string' ? message : '这份名单刚才已用另一种方式办理，请刷新后再看。';
}
