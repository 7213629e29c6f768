import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { BehalfPage, type BehalfRow } from '#contracts/behalf.ts';
import { MyCover } from '#contracts/member-claims.ts';
import { DEFAULT_PAGE_ROWS, pageQuery } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { maskName } from '#kernel/mask.ts';
import { fail, ok } from '#kernel/result.ts';
import { findEntitlements } from '#modules/claims/index.ts';
import { actFor, findBehalfDrafts, isCoverInSight } from '#modules/drafts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';

export interface BehalfDeps {
  readonly platform: Platform;
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

const tags = ['代办申领'];

/** Claims that a unit or an agency files for members: which there are, and the periods that they may rest on. */
export function behalfRoutes({ platform, namesOf }: BehalfDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/behalf-drafts',
      permission: 'claim.file',
      summary: '本单位或本机构代会员办的申领，最近的在前；看不到会员自己填的',
      tags,
      input: { query: Type.Object(pageQuery) },
      output: BehalfPage,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const caller = callerOf(call);
        const rows = await findBehalfDrafts(platform, caller, {
          limit: limit + 1,
          after: key.value === undefined ? undefined : String(key.value[0]),
        });
        const shown = rows.slice(0, limit);
        const names = await namesOf(
          caller,
          shown.map(({ openedBy }) => openedBy),
        );
        const items = shown.map(
          ({ changedAt, openedBy, memberName, ...row }): BehalfRow => ({
            ...row,
            memberName: maskName(memberName),
            openedBy: names.get(openedBy) ?? '经办人',
            changedAt: new Date(changedAt).toISOString(),
          }),
        );
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.draftId]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/members/:memberId/cover',
      permission: 'claim.file',
      summary: '所经办会员的保障期；单位只看到在本单位的期限，看不到领过多少；机构只看到在所辖机构的',
      tags,
      input: { params: Type.Object({ memberId: Uuid }) },
      output: MyCover,
      refusals: ['member-out-of-sight'],
      handle: async (call) => {
        const caller = callerOf(call);
        const acting = await actFor(platform, caller, call.input.params.memberId);
        // for oneself, and for whom one is a relative, there is the cover of the phone
        if (acting === undefined || acting.origin === 'member' || acting.origin === 'relative') {
          return fail({ code: 'member-out-of-sight' });
        }
        const isUnit = acting.origin === 'unit';
        const found = await findEntitlements(platform, acting.caller);
        return ok(
          found.flatMap(({ program, periods, paid }) => {
            const seen = periods.filter((period) => isCoverInSight({ ...period, program }, acting));
            if (seen.length === 0) return [];
            const ids = new Set(seen.map(({ id }) => id));
            return {
              program,
              // what is left of other periods is not computed from here
              paid: isUnit ? [] : paid.filter(({ period }) => ids.has(period)),
              reports: [],
              periods: seen.map(({ id, startOn, endOn, shares, waitingUntil, limits }) => ({
                id,
                startOn: formatDate(startOn),
                endOn: formatDate(endOn),
                shares,
                waitingUntil: waitingUntil === null ? null : formatDate(waitingUntil),
                limits: isUnit ? [] : limits.map((limit) => ({ ...limit })),
              })),
            };
          }),
        );
      },
    }),
  ];
}
