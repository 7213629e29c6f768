import { Type } from 'typebox';
import { ImportedSettlements, SettlementImportsAnswer } from '#contracts/claims.ts';
import { DEFAULT_PAGE_ROWS, pageQuery } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { withReceivedFile } from '#http/received-file.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { fail, ok } from '#kernel/result.ts';
import { findImports, importSettlements } from '#modules/claims/index.ts';
import { gunzip } from '#platform/gunzip.ts';
import type { Platform } from '#platform/platform.ts';

const LARGEST_FILE_BYTES = 128 * 1024 * 1024;
const tags = ['医保结算'];

/** The insurer's settlements: an export comes in, and what came before. */
export function settlementRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/settlement-imports',
      permission: 'settlement.import',
      summary: '导入医保结算数据：逐笔核算，应给付的进入审核（免申即享）',
      tags,
      input: {},
      output: ImportedSettlements,
      refusals: ['bad-upload', 'office-only', 'settlement-file-refused', 'settlements-known', 'idempotency-key-reused'],
      successStatus: 201,
      upload: { maxFiles: 1, maxBytesPerFile: LARGEST_FILE_BYTES },
      handle: async (call) =>
        await withReceivedFile(call.files, async ({ blob, fileName }) => {
          const imported = await importSettlements(platform, callerOf(call), blob, {
            fileName: fileName.slice(0, 200),
            gunzip,
            signal: call.signal,
          });
          if (!imported.ok) return imported;
          const { faultyRows, ignoredColumns, warnings, ...figures } = imported.value;
          return ok({
            ...figures,
            faultyRows: faultyRows.map(({ row, reasons }) => ({ row, reasons: [...reasons] })),
            ignoredColumns: [...ignoredColumns],
            warnings: [...warnings],
          });
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/settlement-imports',
      permission: 'settlement.read',
      summary: '医保结算数据的导入，最近的在前',
      tags,
      input: { query: Type.Object(pageQuery) },
      output: SettlementImportsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['instant', 'id']);
        if (!key.ok) return key;
        const importedAt = Number(key.value?.[0] ?? 0);
        if (Number.isNaN(importedAt)) return fail({ code: 'bad-cursor' });
        const rows = await findImports(platform, callerOf(call), {
          after: key.value === undefined ? undefined : { importedAt, importId: String(key.value[1]) },
          limit: limit + 1,
        });
        const items = rows.slice(0, limit).map(({ importId, fileName, counts, paidFen, importedAt: at }) => ({
          importId,
          fileName,
          counts,
          paidFen,
          importedAt: new Date(at).toISOString(),
        }));
        const last = rows[limit - 1];
        return ok(
          rows.length > limit && last !== undefined
            ? { items, next: cursorOf([last.importedAt, last.importId]) }
            : { items },
        );
      },
    }),
  ];
}
