import {
  JoiningFigures,
  JoiningFiguresQuery,
  UnitFiguresAnswer,
  UnitFiguresQuery,
} from '#contracts/joining-figures.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { ok } from '#kernel/result.ts';
import { findJoiningFigures, findUnitFigures } from '#modules/contributions/index.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['统计'];

/** Who has joined: by agency, by unit. */
export function joiningFigureRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/figures/joining',
      permission: 'order.read',
      summary: '参保统计：下一级各机构的单位、人数、参加、到期；办事处另有待匹配到账',
      tags,
      input: { query: JoiningFiguresQuery },
      output: JoiningFigures,
      refusals: [],
      handle: async (call) => {
        const { agencyId, agencies, waitingCredits } = await findJoiningFigures(
          platform,
          callerOf(call),
          call.input.query,
        );
        return ok({
          agencyId,
          waitingCredits: waitingCredits ?? null,
          agencies: agencies.map((row) => ({
            agencyId: row.agency_id,
            name: row.agency_name,
            units: row.units,
            coveredUnits: row.covered_units,
            eligibleStaff: row.eligible_staff,
            covered: row.covered,
            contributionFen: row.contribution_fen,
            renewalsDue: row.renewals_due,
            rostersInReview: row.rosters_in_review,
          })),
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/figures/joining/units',
      permission: 'order.read',
      summary: '参保统计：逐个单位',
      tags,
      input: { query: UnitFiguresQuery },
      output: UnitFiguresAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { agencyId, program, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const rows = await findUnitFigures(platform, callerOf(call), {
          agencyId,
          program,
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const items = rows.slice(0, limit).map((row) => ({
          unitId: row.unit_id,
          unitName: row.unit_name,
          staffCount: row.staff_count,
          eligibleStaff: row.eligible_staff,
          covered: row.covered,
          contributionFen: row.contribution_fen,
          endOn: row.end_on === null ? null : formatDate(row.end_on),
        }));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.unitId]) } : { items });
      },
    }),
  ];
}
