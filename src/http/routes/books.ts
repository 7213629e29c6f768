import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  AskReopening,
  ChangedMonth,
  DifferencesAnswer,
  DifferencesQuery,
  EarnedContributions,
  ExportBooksQuery,
  FundStatement,
  FundStatementQuery,
  LedgerMonths,
  MonthParams,
  Reconciled,
  ReconciliationsAnswer,
  ReconciliationsQuery,
} from '#contracts/books.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, file, type Route } from '#http/route.ts';
import { XLSX_MEDIA_TYPE } from '#intake/sheet/write-workbook.ts';
import { type DayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  CAUSE_WORDS,
  closeMonth,
  earnContributions,
  exportBooks,
  findDifferences,
  findReconciliations,
  fundStatement,
  reconcile,
} from '#modules/books/index.ts';
import { allowReopening, askReopening, findMonths } from '#modules/ledger/index.ts';
import type { PayoutDeps } from './payouts.ts';

const tags = ['账簿'];
const reconciling = ['对账'];

/** Months and their closing, the statement of the fund, the books as files, the daily check. */
export function booksRoutes({ platform, namesOf }: PayoutDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/ledger/months',
      permission: 'ledger.read',
      summary: '账簿的月份，最近的在前：结账了没有，谁结的',
      tags,
      input: {},
      output: LedgerMonths,
      refusals: [],
      handle: async (call) => {
        const caller = callerOf(call);
        const months = await findMonths(platform, caller);
        const people = months.flatMap(({ closedBy, reopenedBy }) => [closedBy ?? [], reopenedBy ?? []].flat());
        const names = await namesOf(caller, [...new Set(people)]);
        const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? '经办人'));
        return ok(
          months.map(({ month, state, closedAt, closedBy, reopenedAt, reopenedBy }) => ({
            month: monthText(month),
            state,
            closedAt: instantText(closedAt),
            closedBy: nameOf(closedBy),
            reopeningAskedAt: state === 'closed' ? instantText(reopenedAt) : null,
            reopeningAskedBy: state === 'closed' ? nameOf(reopenedBy) : null,
            isOwnAsking: reopenedBy === caller.access.actorId,
          })),
        );
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/ledger/months/:month/closing',
      permission: 'ledger.close',
      summary: '月结：会费计提到月底之后，按月份先后',
      tags,
      input: { params: MonthParams },
      output: ChangedMonth,
      refusals: [
        'month-not-over',
        'month-closed-already',
        'earlier-month-open',
        'contributions-not-earned',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const { month } = call.input.params;
        const closed = await closeMonth(platform, callerOf(call), { month: firstDay(month) });
        return closed.ok ? ok({ month }) : closed;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/ledger/months/:month/reopening',
      permission: 'ledger.close',
      summary: '申请反结账，由另一人批准',
      tags,
      input: { params: MonthParams, body: AskReopening },
      output: ChangedMonth,
      refusals: [
        'month-not-closed',
        'later-month-closed',
        'reopening-asked-already',
        'reopening-reason-missing',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const { month } = call.input.params;
        const asked = await askReopening(platform, callerOf(call), {
          month: firstDay(month),
          reason: call.input.body.reason,
        });
        return asked.ok ? ok({ month }) : asked;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/ledger/months/:month/reopening-approval',
      permission: 'ledger.reopen',
      summary: '批准反结账',
      tags,
      input: { params: MonthParams },
      output: ChangedMonth,
      refusals: ['reopening-not-asked', 'later-month-closed', 'own-reopening', 'idempotency-key-reused'],
      handle: async (call) => {
        const { month } = call.input.params;
        const allowed = await allowReopening(platform, callerOf(call), { month: firstDay(month) });
        return allowed.ok ? ok({ month }) : allowed;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/ledger/earning',
      permission: 'ledger.close',
      summary: '把会费按日计提到上月底；每天夜里自动做一次，重复没有影响',
      tags,
      input: {},
      output: EarnedContributions,
      refusals: ['ledger-month-closed'],
      handle: (call) => earnContributions(platform, callerOf(call)),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/ledger/fund-statement',
      permission: 'ledger.read',
      summary: '基金收支表：收入、支出、结余，期末资产、负债和基金',
      tags,
      input: { query: FundStatementQuery },
      output: FundStatement,
      refusals: ['bad-input'],
      handle: async (call) => {
        const { fromDay, onDay } = call.input.query;
        if (fromDay > onDay) {
          return fail({ code: 'bad-input', fields: [{ path: 'query.fromDay', message: '不能晚于截止日期。' }] });
        }
        const period = { fromDay: parseDate(fromDay), onDay: parseDate(onDay) };
        const statement = await fundStatement(platform, callerOf(call), period);
        return ok({
          ...statement,
          assets: [...statement.assets],
          liabilities: [...statement.liabilities],
          funds: [...statement.funds],
          flows: statement.flows.map(({ month, ...flow }) => ({ ...flow, month: monthText(month) })),
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/ledger/export',
      permission: 'ledger.read',
      summary: '导出整月的分录（附试算平衡表）或凭证序时簿，Excel',
      tags,
      input: { query: ExportBooksQuery },
      output: file(XLSX_MEDIA_TYPE),
      refusals: ['bad-input', 'export-too-large', 'idempotency-key-reused'],
      handle: async (call) => {
        const { fromMonth, untilMonth, form } = call.input.query;
        if (fromMonth > untilMonth) {
          return fail({ code: 'bad-input', fields: [{ path: 'query.fromMonth', message: '不能晚于截止月份。' }] });
        }
        const exported = await exportBooks(platform, callerOf(call), {
          fromMonth: firstDay(fromMonth),
          untilMonth: firstDay(untilMonth),
          form,
        });
        if (!exported.ok) return exported;
        const what = form === 'entries' ? '分录' : '凭证序时簿';
        return ok({
          contentType: XLSX_MEDIA_TYPE,
          fileName: `${what}-${fromMonth}-${untilMonth}.xlsx`,
          body: new Uint8Array(await exported.value.arrayBuffer()),
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/reconciliations',
      permission: 'reconciliation.run',
      summary: '立即对账：名单、缴费、到账、保障、核定、付款、账簿、流水逐环核对',
      tags: reconciling,
      input: {},
      output: Reconciled,
      refusals: ['idempotency-key-reused'],
      successStatus: 201,
      handle: async (call) => {
        const done = await reconcile(platform, callerOf(call));
        if (!done.ok) return done;
        const { reconciliationId, differenceCount } = done.value;
        return ok({ reconciliationId, differenceCount });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/reconciliations',
      permission: 'reconciliation.read',
      summary: '对账记录，最近的在前',
      tags: reconciling,
      input: { query: ReconciliationsQuery },
      output: ReconciliationsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['instant', 'id']);
        if (!key.ok) return key;
        const at = Number(key.value?.[0] ?? 0);
        if (Number.isNaN(at)) return fail({ code: 'bad-cursor' });
        const rows = await findReconciliations(platform, callerOf(call), {
          after: key.value === undefined ? undefined : { at, id: String(key.value[1]) },
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const items = shown.map((row) => ({
          reconciliationId: row.id,
          onDay: formatDate(row.onDay),
          at: new Date(row.at).toISOString(),
          differenceCount: row.differenceCount,
          checks: Object.entries(row.checks).map(([cause, count]) => ({ cause, words: wordsOf(cause), count })),
        }));
        const last = shown.at(-1);
        const hasMore = rows.length > limit && last !== undefined;
        return ok(hasMore ? { items, next: cursorOf([last.at, last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/reconciliations/:reconciliationId/differences',
      permission: 'reconciliation.read',
      summary: '一次对账查到的不一致，逐条附对象和金额',
      tags: reconciling,
      input: { params: Type.Object({ reconciliationId: Uuid }), query: DifferencesQuery },
      output: DifferencesAnswer,
      refusals: ['bad-cursor', 'reconciliation-unknown'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['row']);
        if (!key.ok) return key;
        const number = Number(key.value?.[0] ?? 0);
        if (!Number.isSafeInteger(number)) return fail({ code: 'bad-cursor' });
        const found = await findDifferences(platform, callerOf(call), call.input.params.reconciliationId, {
          after: number,
          limit: limit + 1,
        });
        if (!found.ok) return found;
        const rows = found.value;
        const items = rows.slice(0, limit).map((row) => ({ ...row, words: wordsOf(row.cause) }));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.number]) } : { items });
      },
    }),
  ];
}

/** Of a check that is no more its code. */
function wordsOf(cause: string): string {
  return CAUSE_WORDS.get(cause) ?? cause;
}

function firstDay(month: string): DayNumber {
  return parseDate(`${month}-01`);
}

function monthText(month: DayNumber): string {
  return formatDate(month).slice(0, 7);
}

function instantText(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
