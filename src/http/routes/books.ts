import {
  AskReopening,
  BankFlowsAnswer,
  BankFlowsQuery,
  ChangedMonth,
  EarnedContributions,
  ExportBooksQuery,
  FundStatement,
  FundStatementQuery,
  Hindrances,
  LedgerMonths,
  MonthParams,
} from '#contracts/books.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, file, type Route } from '#http/route.ts';
import { XLSX_MEDIA_TYPE } from '#intake/sheet/write-workbook.ts';
import { type DayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import {
  closeMonth,
  earnContributions,
  exportBooks,
  findBankFlows,
  findHindrances,
  fundStatement,
} from '#modules/books/index.ts';
import {
  allowReopening,
  askReopening,
  type DropReopeningRefusal,
  dropReopening,
  findMonthActs,
  findMonths,
} from '#modules/ledger/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { PayoutDeps } from './payouts.ts';

const tags = ['账簿'];

/** Months and their closing, the statement of the fund, the books as files. */
export function booksRoutes({ platform, namesOf }: PayoutDeps): readonly Route[] {
  const dropped = async (
    month: string,
    caller: Caller,
  ): Promise<Result<{ month: string }, DropReopeningRefusal | IdempotencyRefusal>> => {
    const done = await dropReopening(platform, caller, { month: firstDay(month) });
    return done.ok ? ok({ month }) : done;
  };
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
        const days = months.map(({ month }) => month);
        const acts =
          days.length === 0
            ? []
            : await findMonthActs(platform, caller, { from: Math.min(...days), until: Math.max(...days) });
        const people = months.flatMap(({ closedBy, reopenedBy }) => [closedBy ?? [], reopenedBy ?? []].flat());
        const names = await namesOf(caller, [...new Set([...people, ...acts.map(({ actorId }) => actorId)])]);
        const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? '经办人'));
        return ok(
          months.map(({ month, state, hasEntries, closedAt, closedBy, reopenedAt, reopenedBy }) => ({
            month: monthText(month),
            state,
            hasEntries,
            closedAt: instantText(closedAt),
            closedBy: nameOf(closedBy),
            reopeningAskedAt: state === 'closed' ? instantText(reopenedAt) : null,
            reopeningAskedBy: state === 'closed' ? nameOf(reopenedBy) : null,
            reopeningReason:
              state === 'closed' && reopenedBy !== null
                ? (acts.find((each) => each.month === month && each.act === 'reopening-asked')?.reason ?? null)
                : null,
            isOwnAsking: reopenedBy === caller.access.actorId,
            acts: acts
              .filter((each) => each.month === month)
              .map(({ act, reason, at, actorId }) => ({
                act,
                reason,
                at: new Date(at).toISOString(),
                by: names.get(actorId) ?? '经办人',
              })),
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
        'vouchers-waiting',
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
        'personal-number-typed',
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
      path: '/api/ledger/months/:month/reopening-withdrawal',
      permission: 'ledger.close',
      summary: '撤销反结账的申请，这个月仍是已结账',
      tags,
      input: { params: MonthParams },
      output: ChangedMonth,
      refusals: ['reopening-not-asked', 'idempotency-key-reused'],
      handle: async (call) => await dropped(call.input.params.month, callerOf(call)),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/ledger/months/:month/reopening-refusal',
      permission: 'ledger.reopen',
      summary: '不同意反结账，这个月仍是已结账',
      tags,
      input: { params: MonthParams },
      output: ChangedMonth,
      refusals: ['reopening-not-asked', 'idempotency-key-reused'],
      handle: async (call) => await dropped(call.input.params.month, callerOf(call)),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/ledger/months/:month/hindrances',
      permission: 'ledger.read',
      summary: '这个月结账前要办、要看的事',
      tags,
      input: { params: MonthParams },
      output: Hindrances,
      refusals: [],
      handle: async (call) =>
        ok([...(await findHindrances(platform, callerOf(call), firstDay(call.input.params.month)))]),
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
      path: '/api/ledger/bank-flows',
      permission: 'ledger.read',
      summary: '银行流水的收入或支出逐笔，不含对方户名',
      tags,
      input: { query: BankFlowsQuery },
      output: BankFlowsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { direction, fromDay, untilDay, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['day', 'id']);
        if (!key.ok) return key;
        const found = await findBankFlows(platform, callerOf(call), {
          direction,
          fromDay: parseDate(fromDay),
          untilDay: parseDate(untilDay),
          after:
            key.value === undefined ? undefined : { day: parseDate(String(key.value[0])), id: String(key.value[1]) },
          limit: limit + 1,
        });
        const items = found
          .slice(0, limit)
          .map(({ direction: _, postedOn, ...row }) => ({ ...row, postedOn: formatDate(postedOn) }));
        const last = items.at(-1);
        const hasMore = found.length > limit && last !== undefined;
        return ok(hasMore ? { items, next: cursorOf([last.postedOn, last.id]) } : { items });
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
  ];
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
