import { Readable } from 'node:stream';
import type { Static } from 'typebox';
import {
  JoiningFigures,
  JoiningFiguresQuery,
  UnitFiguresAnswer,
  UnitFiguresExportQuery,
  UnitFiguresQuery,
} from '#contracts/joining-figures.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, file, type Route } from '#http/route.ts';
import type { CellToWrite } from '#intake/sheet/sheet-to-write.ts';
import { writeWorkbook, XLSX_MEDIA_TYPE } from '#intake/sheet/write-workbook.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { ok } from '#kernel/result.ts';
import { findJoiningFigures, findUnitFigures } from '#modules/contributions/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
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
        const { agencyId, program, show, direct, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const rows = await findUnitFigures(platform, callerOf(call), {
          agencyId,
          program,
          show,
          direct,
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const items = rows.slice(0, limit).map((row) => ({
          unitId: row.unit_id,
          unitName: row.unit_name,
          agencyName: row.agency_name,
          staffCount: row.staff_count,
          eligibleStaff: row.eligible_staff,
          covered: row.covered,
          contributionFen: row.contribution_fen,
          endOn: row.end_on === null ? null : formatDate(row.end_on),
          isDue: row.is_due,
        }));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.unitId]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/figures/joining/export',
      permission: 'order.read',
      summary: '参保统计：逐个单位，写成表格（.xlsx）',
      tags,
      input: { query: UnitFiguresExportQuery },
      output: file(XLSX_MEDIA_TYPE),
      refusals: [],
      handle: async (call) => {
        const { query } = call.input;
        const rows = unitRows(platform, callerOf(call), query);
        const workbook = await writeWorkbook([{ name: '参保统计', columns: COLUMNS, rows }]);
        const day = formatDate(today(platform.clock));
        return ok({
          contentType: XLSX_MEDIA_TYPE,
          fileName: `参保统计-${PROGRAM_NAMES[query.program]}-${day}.xlsx`,
          body: Readable.fromWeb(workbook.stream()),
        });
      },
    }),
  ];
}

/** Units that stand in memory at a time. */
const UNITS_A_PAGE = 1_000;

async function* unitRows(
  platform: Platform,
  caller: Caller,
  query: Static<typeof UnitFiguresExportQuery>,
): AsyncGenerator<readonly CellToWrite[]> {
  let after: string | undefined;
  for (;;) {
    const units = await findUnitFigures(platform, caller, { ...query, after, limit: UNITS_A_PAGE });
    for (const unit of units) yield cellsOf(unit, query.program);
    after = units.at(-1)?.unit_id;
    if (units.length < UNITS_A_PAGE) return;
  }
}

const PROGRAM_NAMES = { 'henan-inpatient': '住院医疗', 'national-accident': '意外伤害' } as const;

const COLUMNS = [
  { header: '单位名称', width: 36, format: 'text' },
  { header: '所属机构', width: 24, format: 'text' },
  { header: '活动', width: 12, format: 'text' },
  { header: '职工总数', width: 10 },
  { header: '符合条件职工', width: 14 },
  { header: '保障中人数', width: 12 },
  { header: '参加比例（%）', width: 14 },
  { header: '本期会费（元）', width: 16, format: 'yuan' },
  { header: '保障期满日', width: 14, format: 'text' },
  { header: '60 天内到期未续保', width: 20, format: 'text' },
] as const;

type UnitRow = Awaited<ReturnType<typeof findUnitFigures>>[number];

function cellsOf(row: UnitRow, program: keyof typeof PROGRAM_NAMES): readonly CellToWrite[] {
  return [
    row.unit_name,
    row.agency_name,
    PROGRAM_NAMES[program],
    row.staff_count,
    row.eligible_staff,
    row.covered,
    row.eligible_staff === 0 ? '' : Math.round((row.covered * 1000) / row.eligible_staff) / 10,
    row.contribution_fen / 100,
    row.end_on === null ? '' : formatDate(row.end_on),
    row.is_due ? '是' : '',
  ];
}
