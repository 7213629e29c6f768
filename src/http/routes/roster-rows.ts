import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import {
  FaultParams,
  FiledRoster,
  FilingProgress as FilingProgressAnswer,
  FilingQuery,
  RosterEntriesAnswer,
  RosterFaultsAnswer,
  RosterRowsQuery,
  TypedRow,
  TypeRow,
} from '#contracts/rosters.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import type { FilingProgress } from '#http/filing-progress.ts';
import { withReceivedFile } from '#http/received-file.ts';
import { defineRoute, file, nothing, type Route } from '#http/route.ts';
import { writeFaultyRows } from '#intake/roster/write-faulty-rows.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  dropFault,
  extendRoster,
  type FiledRoster as Filed,
  findRoster,
  findRosterEntries,
  findRosterFaults,
  rowsToRepair,
  typeRow,
} from '#modules/rosters/index.ts';
import { gunzip } from '#platform/gunzip.ts';
import type { Platform } from '#platform/platform.ts';

export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const LARGEST_ROSTER_BYTES = 64 * 1024 * 1024;
const tags = ['名单'];
const params = Type.Object({ rosterId: Uuid });

interface RosterRowDeps {
  readonly platform: Platform;
  readonly progress: FilingProgress;
}

/** The rows of a roster: those that stand, those to be repaired, further ones from a file or typed. */
export function rosterRowRoutes({ platform, progress }: RosterRowDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/roster-filings',
      permission: 'roster.submit',
      summary: '正在检查的名单查到了哪里；key 是上传时的 Idempotency-Key',
      tags,
      input: { query: FilingQuery },
      output: FilingProgressAnswer,
      refusals: [],
      handle: async ({ actor, input }) => ok({ share: progress.find(actor.accountId, input.query.key) ?? null }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/rosters/:rosterId/entries',
      permission: 'roster.read',
      summary: '名单里的行，已脱敏；state 只列参加、被退回或不参加的',
      tags,
      input: { params, query: RosterRowsQuery },
      output: RosterEntriesAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, onlyRepaired, state, name, after } = call.input.query;
        const key = readCursor(after, ['row']);
        if (!key.ok) return key;
        const rows = await findRosterEntries(platform, callerOf(call), {
          rosterId: call.input.params.rosterId,
          afterRow: Number(key.value?.[0] ?? 0),
          limit: limit + 1,
          onlyRepaired,
          state,
          name,
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
        const items = rows.slice(0, limit).map(({ number, row, texts, faults }) => ({
          number,
          row,
          texts: [...texts],
          faults: faults.map(({ cell, code, value, message }) => ({ cell, code, value, message })),
        }));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.number]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/rosters/:rosterId/faulty-rows',
      permission: 'roster.submit',
      summary: '需修改和被退回的行，写回模板并加上错误说明（.xlsx），改好可直接再上传',
      tags,
      input: { params },
      output: file(WORKBOOK),
      refusals: ['roster-unknown'],
      handle: async (call) => {
        const caller = callerOf(call);
        const { rosterId } = call.input.params;
        if ((await findRoster(platform, caller, rosterId)) === undefined) return fail({ code: 'roster-unknown' });
        const workbook = await writeFaultyRows(rowsToRepair(platform, caller, rosterId));
        const body = Readable.fromWeb(workbook.stream());
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
          const input = { rosterId, fileName: fileName.slice(0, 200) };
          const filed = await progress.during(call.actor.accountId, call.idempotencyKey, (onProgress) =>
            extendRoster(platform, callerOf(call), input, blob, { gunzip, signal: call.signal, onProgress }),
          );
          return filed.ok ? ok(filedOf(filed.value)) : filed;
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/rosters/:rosterId/typed-rows',
      permission: 'roster.submit',
      summary: '逐人填写：新增一人，或改正一行错误、一行被退回的',
      tags,
      input: { params, body: TypeRow },
      output: TypedRow,
      refusals: ['roster-unknown', 'roster-state', 'typed-row-faulty', 'idempotency-key-reused'],
      successStatus: 201,
      handle: async (call) => {
        const typed = await typeRow(platform, callerOf(call), { ...call.input.params, ...call.input.body });
        if (typed.ok || typed.error.code !== 'typed-row-faulty') return typed;
        const { error } = typed;
        const fields = error.faults.map(({ field, message }) => ({ path: `body.${field}`, message }));
        return fail({ ...error, fields });
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/rosters/:rosterId/faults/:number',
      permission: 'roster.submit',
      summary: '去掉一行错误：这个人不参加',
      tags,
      input: { params: FaultParams },
      output: nothing,
      refusals: ['roster-unknown', 'roster-state', 'fault-unknown', 'idempotency-key-reused'],
      handle: (call) => dropFault(platform, callerOf(call), { ...call.input.params }),
    }),
  ];
}

export function filedOf({ warnings, faultyRows, ...figures }: Filed): FiledRoster {
  return {
    ...figures,
    warnings: [...warnings],
    faultyRows: faultyRows.map(({ row, reasons }) => ({ row, reasons: [...reasons] })),
  };
}
