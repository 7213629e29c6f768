import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import {
  FiledRoster,
  FileRosterQuery,
  ReviewedRoster,
  ReviewRoster,
  RosterDetail,
  RosterEntriesAnswer,
  RosterFaultsAnswer,
  RosterQuery,
  type RosterRow,
  RosterRowsQuery,
  RostersAnswer,
  SubmitRoster,
  SubmittedRoster,
} from '#contracts/rosters.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { withReceivedFile } from '#http/received-file.ts';
import { defineRoute, file, nothing, type Route } from '#http/route.ts';
import { writeFaultyRows } from '#intake/roster/write-faulty-rows.ts';
import { writeRosterTemplate } from '#intake/roster/write-roster-template.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  extendRoster,
  type FiledRoster as Filed,
  fileRoster,
  findRoster,
  findRosterEntries,
  findRosterFaults,
  findRosters,
  type ListedRoster,
  reviewRoster,
  submitRoster,
  withdrawRoster,
} from '#modules/rosters/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { gunzip } from '#platform/gunzip.ts';
import type { Platform } from '#platform/platform.ts';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LARGEST_ROSTER_BYTES = 64 * 1024 * 1024;
/** Of one workbook of faulty rows; nobody repairs more by hand. */
const MOST_FAULTY_ROWS_WRITTEN = 200_000;
const tags = ['名单'];
const params = Type.Object({ rosterId: Uuid });

export interface RosterDeps {
  readonly platform: Platform;
  /** Display names of accounts by id. */
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** Rosters: template, filing, submitting, reviewing. */
export function rosterRoutes({ platform, namesOf }: RosterDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/roster-template',
      permission: 'roster.submit',
      summary: '名单模板（.xlsx）',
      tags,
      input: {},
      output: file(WORKBOOK),
      refusals: [],
      handle: async () => {
        const workbook = await writeRosterTemplate();
        const body = new Uint8Array(await workbook.arrayBuffer());
        return ok({ contentType: WORKBOOK, fileName: '参保名单模板.xlsx', body });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/rosters',
      permission: 'roster.submit',
      summary: '上传名单：逐行检查，合格的行存为草稿，有错的行逐条列出',
      tags,
      input: { query: FileRosterQuery },
      output: FiledRoster,
      refusals: [
        'bad-upload',
        'unit-unknown',
        'unit-not-active',
        'shares-not-allowed',
        'roster-file-refused',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      upload: { maxFiles: 1, maxBytesPerFile: LARGEST_ROSTER_BYTES },
      handle: async (call) =>
        await withReceivedFile(call.files, async ({ blob, fileName }) => {
          const filed = await fileRoster(
            platform,
            callerOf(call),
            { ...call.input.query, fileName: fileName.slice(0, 200) },
            blob,
            { gunzip, signal: call.signal },
          );
          return filed.ok ? ok(filedOf(filed.value)) : filed;
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/rosters',
      permission: 'roster.read',
      summary: '名单列表；waiting 只列等我审核的',
      tags,
      input: { query: RosterQuery },
      output: RostersAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { unitId, state, waiting, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const rows = await findRosters(platform, callerOf(call), {
          unitId,
          state,
          waitsForAgency: waiting === true ? (call.actor.agencyIds[0] ?? NOWHERE) : undefined,
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const items = rows.slice(0, limit).map(rowOf);
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/rosters/:rosterId',
      permission: 'roster.read',
      summary: '一份名单：数字、参加比例、缴费方、审核经过',
      tags,
      input: { params },
      output: RosterDetail,
      refusals: ['roster-unknown'],
      handle: async (call) => {
        const caller = callerOf(call);
        const roster = await findRoster(platform, caller, call.input.params.rosterId);
        if (roster === undefined) return fail({ code: 'roster-unknown' });
        const names = await namesOf(
          caller,
          roster.reviews.map(({ reviewer_id }) => reviewer_id),
        );
        return ok({
          ...rowOf(roster),
          participation: roster.participation,
          contributionFen: roster.contributionFen,
          payers: roster.payers.map(({ source, payer_name, amount_fen }) => ({
            source,
            payerName: payer_name,
            amountFen: amount_fen,
          })),
          reviews: roster.reviews.map(({ round, level, outcome, comment, reviewer_id, at }) => ({
            round,
            level,
            outcome,
            comment,
            reviewer: names.get(reviewer_id) ?? '经办人',
            at: new Date(at).toISOString(),
          })),
          acts: [...roster.acts],
          canReview:
            call.actor.permissions.has('roster.review') &&
            roster.reviewing_agency_id !== null &&
            roster.reviewing_agency_id === call.actor.agencyIds[0] &&
            roster.submitted_by !== call.actor.accountId &&
            roster.filed_by !== call.actor.accountId,
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/rosters/:rosterId/entries',
      permission: 'roster.read',
      summary: '名单里可参保的行，已脱敏',
      tags,
      input: { params, query: RosterRowsQuery },
      output: RosterEntriesAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, onlyRepaired = false, after } = call.input.query;
        const key = readCursor(after, ['row']);
        if (!key.ok) return key;
        const rows = await findRosterEntries(platform, callerOf(call), {
          rosterId: call.input.params.rosterId,
          afterRow: Number(key.value?.[0] ?? 0),
          limit: limit + 1,
          onlyRepaired,
        });
        const items = rows.slice(0, limit).map((row) => ({
          ...row,
          previousEndOn: row.previousEndOn === null ? null : formatDate(row.previousEndOn),
        }));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.row]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/rosters/:rosterId/faults',
      permission: 'roster.submit',
      summary: '名单里需修改的行：单元格、原因、怎么改',
      tags,
      input: { params, query: RosterRowsQuery },
      output: RosterFaultsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['row']);
        if (!key.ok) return key;
        const rows = await findRosterFaults(platform, callerOf(call), {
          rosterId: call.input.params.rosterId,
          afterRow: Number(key.value?.[0] ?? 0),
          limit: limit + 1,
        });
        const items = rows.slice(0, limit).map(({ row, texts, faults }) => ({
          row,
          texts: [...texts],
          faults: faults.map(({ cell, code, value, message }) => ({ cell, code, value, message })),
        }));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.row]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/rosters/:rosterId/faulty-rows',
      permission: 'roster.submit',
      summary: '需修改的行，写回模板并加上错误说明（.xlsx），改好可直接再上传',
      tags,
      input: { params },
      output: file(WORKBOOK),
      refusals: ['roster-unknown'],
      handle: async (call) => {
        const caller = callerOf(call);
        const { rosterId } = call.input.params;
        if ((await findRoster(platform, caller, rosterId)) === undefined) return fail({ code: 'roster-unknown' });
        const rows = await findRosterFaults(platform, caller, {
          rosterId,
          afterRow: 0,
          limit: MOST_FAULTY_ROWS_WRITTEN,
        });
        const workbook = await writeFaultyRows(rows);
        const body = new Uint8Array(await workbook.arrayBuffer());
        return ok({ contentType: WORKBOOK, fileName: '需修改的人员.xlsx', body });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/rosters/:rosterId/rows',
      permission: 'roster.submit',
      summary: '在草稿或被退回的名单里补报：改好的行、更正的行、新增的人',
      tags,
      input: { params },
      output: FiledRoster,
      refusals: ['bad-upload', 'roster-unknown', 'roster-state', 'roster-file-refused', 'idempotency-key-reused'],
      upload: { maxFiles: 1, maxBytesPerFile: LARGEST_ROSTER_BYTES },
      handle: async (call) =>
        await withReceivedFile(call.files, async ({ blob, fileName }) => {
          const { rosterId } = call.input.params;
          const filing = { gunzip, signal: call.signal };
          const input = { rosterId, fileName: fileName.slice(0, 200) };
          const filed = await extendRoster(platform, callerOf(call), input, blob, filing);
          return filed.ok ? ok(filedOf(filed.value)) : filed;
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/rosters/:rosterId/submission',
      permission: 'roster.submit',
      summary: '提交名单审核',
      tags,
      input: { params, body: SubmitRoster },
      output: SubmittedRoster,
      refusals: [
        'roster-unknown',
        'roster-state',
        'not-declared',
        'roster-empty',
        'participation-not-met',
        'payers-do-not-add-up',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const submitted = await submitRoster(platform, callerOf(call), {
          rosterId: call.input.params.rosterId,
          ...call.input.body,
        });
        return submitted.ok ? ok({ ...submitted.value, voided: [...submitted.value.voided] }) : submitted;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/rosters/:rosterId/review',
      permission: 'roster.review',
      summary: '审核名单：通过、退回、不通过；末级通过即生成缴费通知',
      tags,
      input: { params, body: ReviewRoster },
      output: ReviewedRoster,
      refusals: [
        'roster-unknown',
        'roster-state',
        'own-submission',
        'not-this-level',
        'reason-missing',
        'rows-not-sent-back',
        'reviewed-already',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const { rosterId } = call.input.params;
        const reviewed = await reviewRoster(platform, callerOf(call), { rosterId, ...call.input.body });
        if (!reviewed.ok) return reviewed;
        const { state, order } = reviewed.value;
        return ok({ rosterId, state, orderId: order?.id ?? null, orderReference: order?.reference ?? null });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/rosters/:rosterId/withdrawal',
      permission: 'roster.submit',
      summary: '撤回名单',
      tags,
      input: { params },
      output: nothing,
      refusals: ['roster-unknown', 'roster-state', 'roster-ordered', 'idempotency-key-reused'],
      handle: async (call) => {
        const withdrawn = await withdrawRoster(platform, callerOf(call), { rosterId: call.input.params.rosterId });
        return withdrawn.ok ? ok(undefined) : withdrawn;
      },
    }),
  ];
}

/** An agency that no roster waits for. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';

function filedOf({ warnings, faultyRows, ...figures }: Filed): FiledRoster {
  return {
    ...figures,
    warnings: [...warnings],
    faultyRows: faultyRows.map(({ row, reasons }) => ({ row, reasons: [...reasons] })),
  };
}

function rowOf(roster: ListedRoster): RosterRow {
  return {
    id: roster.id,
    agencyName: roster.agency_name,
    unitId: roster.unit_id,
    unitName: roster.unit_name,
    program: roster.program,
    shares: roster.shares,
    state: roster.state,
    reviewingAgencyId: roster.reviewing_agency_id,
    fileName: roster.file_name,
    filedOn: formatDate(roster.filed_on),
    submittedOn: roster.submitted_on === null ? null : formatDate(roster.submitted_on),
    rows: roster.row_count,
    accepted: roster.accepted_count,
    rejected: roster.rejected_count,
    repaired: roster.repaired_count,
    staffCount: roster.staff_count,
    eligibleCount: roster.eligible_count,
    orderId: roster.order_id,
  };
}
