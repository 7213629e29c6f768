import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  ImportedStatement,
  ImportStatementQuery,
  MatchByHand,
  MatchedByHand,
  MatchesAnswer,
  MatchesQuery,
  type MatchRow,
  StatementEntriesAnswer,
  StatementEntriesQuery,
  type StatementEntryRow,
  StatementsAnswer,
  StatementsQuery,
  WaitingCreditsAnswer,
  WaitingCreditsQuery,
  type WaitingOrder,
  WaitingOrdersAnswer,
  WaitingOrdersQuery,
} from '#contracts/contributions.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { withReceivedFile } from '#http/received-file.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { type DayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';
import { maskName } from '#kernel/mask.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  type CompletedOrder,
  findMatches,
  findStatementEntries,
  findStatements,
  findWaitingCredits,
  findWaitingOrders,
  importStatement,
  type StatementEntryRow as ListedEntry,
  type ListedMatch,
  matchByHand,
  type WaitingOrder as OpenOrder,
} from '#modules/contributions/index.ts';
import { explainEntries } from '#modules/explanations/index.ts';
import { today } from '#platform/clock.ts';
import { gunzip } from '#platform/gunzip.ts';
import type { PayoutDeps } from './payouts.ts';

const LARGEST_STATEMENT_BYTES = 32 * 1024 * 1024;

/** Bank statements, and the credits that wait for a person. */
export function statementRoutes({ platform, namesOf }: PayoutDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/bank-statements',
      permission: 'remittance.match',
      summary: '导入银行流水；只对应一份缴费通知的到账自动匹配',
      tags: ['到账'],
      input: { query: ImportStatementQuery },
      output: ImportedStatement,
      refusals: [
        'bad-upload',
        'statement-file-refused',
        'statement-known',
        'statement-alike',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      upload: { maxFiles: 1, maxBytesPerFile: LARGEST_STATEMENT_BYTES },
      handle: async (call) =>
        await withReceivedFile(call.files, async ({ blob, fileName }) => {
          const imported = await importStatement(platform, callerOf(call), blob, {
            fileName: fileName.slice(0, 200),
            gunzip,
            alikeAreOthers: call.input.query.alikeAreOthers,
          });
          if (!imported.ok) return imported;
          // an act of its own: what it can't explain now it explains with the next file, or by its job
          const { access } = callerOf(call);
          await explainEntries(platform, { access });
          const { completed, reopened, warnings, ...figures } = imported.value;
          return ok({
            ...figures,
            completed: completed.map(completedOf),
            reopened: [...reopened],
            warnings: [...warnings],
          });
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/bank-statements',
      permission: 'remittance.read',
      summary: '导入过的银行流水，新的在前',
      tags: ['到账'],
      input: { query: StatementsQuery },
      output: StatementsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const caller = callerOf(call);
        const rows = await findStatements(platform, caller, {
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const names = await namesOf(caller, [...new Set(rows.map(({ imported_by }) => imported_by))]);
        const items = rows.slice(0, limit).map((row) => ({
          id: row.id,
          fileName: row.file_name,
          accountNumber: row.account_number,
          entries: row.entry_count,
          known: row.known_count,
          creditFen: row.credit_fen,
          debitFen: row.debit_fen,
          firstOn: dayOf(row.first_on),
          lastOn: dayOf(row.last_on),
          importedAt: new Date(row.imported_at).toISOString(),
          importedBy: names.get(row.imported_by) ?? '工作人员',
        }));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/bank-statements/:statementId/entries',
      permission: 'remittance.read',
      summary: '一次导入带来的每一笔，和它现在的去向',
      tags: ['到账'],
      input: { params: Type.Object({ statementId: Uuid }), query: StatementEntriesQuery },
      output: StatementEntriesAnswer,
      refusals: ['bad-cursor', 'not-found'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['row']);
        if (!key.ok) return key;
        const afterRow = key.value === undefined ? undefined : Number(key.value[0]);
        const { statementId } = call.input.params;
        const rows = await findStatementEntries(platform, callerOf(call), { statementId, afterRow, limit: limit + 1 });
        if (rows === undefined) return fail({ code: 'not-found' });
        const items = rows.slice(0, limit).map(entryOf);
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.row]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/waiting-credits',
      permission: 'remittance.read',
      summary: '等人处理的到账，每笔附可能的缴费通知和理由，早的在前',
      tags: ['到账'],
      input: { query: WaitingCreditsQuery },
      output: WaitingCreditsAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = 200, after } = call.input.query;
        const key = readCursor(after, ['day', 'id']);
        if (!key.ok) return key;
        const found = await findWaitingCredits(platform, callerOf(call), {
          after:
            key.value === undefined ? undefined : { onDay: parseDate(String(key.value[0])), id: String(key.value[1]) },
          limit: limit + 1,
        });
        const credits = found.credits.slice(0, limit).map((credit) => ({
          ...credit,
          postedOn: formatDate(credit.postedOn),
          postedAt: instantOf(credit.postedAt),
          candidates: [...credit.candidates],
          proposal: [...credit.proposal],
        }));
        const last = credits.at(-1);
        const hasMore = found.credits.length > limit && last !== undefined;
        return ok({
          credits,
          orders: found.orders.map(waitingOrderOf),
          creditCount: found.creditCount,
          orderCount: found.orderCount,
          today: formatDate(today(platform.clock)),
          ...(hasMore && { next: cursorOf([last.postedOn, last.id]) }),
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/waiting-orders',
      permission: 'remittance.read',
      summary: '按单位名称或参考号查找待缴费的通知',
      tags: ['到账'],
      input: { query: WaitingOrdersQuery },
      output: WaitingOrdersAnswer,
      refusals: [],
      handle: async (call) => {
        const found = await findWaitingOrders(platform, callerOf(call), call.input.query.find.trim());
        return ok(found.map(waitingOrderOf));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/matches',
      permission: 'remittance.match',
      summary: '把到账匹配给缴费通知：一对一、一笔拆几份、几笔合一份',
      tags: ['到账'],
      input: { body: MatchByHand },
      output: MatchedByHand,
      refusals: [
        'credit-unknown',
        'order-unknown',
        'order-not-open',
        'amount-too-large',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const matched = await matchByHand(platform, callerOf(call), call.input.body);
        return matched.ok ? ok({ completed: matched.value.completed.map(completedOf) }) : matched;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/matches',
      permission: 'remittance.read',
      summary: '做过的匹配，新的在前；撤销的也在',
      tags: ['到账'],
      input: { query: MatchesQuery },
      output: MatchesAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after, orderId } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const caller = callerOf(call);
        const rows = await findMatches(platform, caller, {
          orderId,
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const names = await namesOf(caller, [...new Set(shown.map(({ actor_id }) => actor_id))]);
        const items = shown.map((row) => matchOf(row, names.get(row.actor_id) ?? '系统'));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
  ];
}

function waitingOrderOf(order: OpenOrder): WaitingOrder {
  return {
    id: order.id,
    unitName: order.unit_name,
    reference: order.reference,
    program: order.program,
    members: order.member_count,
    amountFen: order.amount_fen,
    openFen: order.amount_fen - order.received_fen,
    arrivedOn: dayOf(order.arrivedOn),
    runs: order.runs.map(({ startOn, endOn }) => ({ startOn: formatDate(startOn), endOn: formatDate(endOn) })),
  };
}

function matchOf(match: ListedMatch, matchedBy: string): MatchRow {
  return {
    id: match.id,
    entryId: match.entry_id,
    orderId: match.order_id,
    unitName: match.unit_name,
    reference: match.reference,
    amountFen: match.amount_fen,
    by: match.matched_by,
    matchedBy,
    at: new Date(match.at).toISOString(),
    undoneAt: instantOf(match.undone_at),
    postedOn: formatDate(match.posted_on),
    payerName: match.payerName,
    remark: [match.remark, match.purpose].filter((text) => text !== '').join('；'),
    mayUndo: match.undone_at === null && (match.order_state === 'open' || match.order_state === 'completed'),
  };
}

/** Who was paid may be a person: masked. */
function entryOf(entry: ListedEntry): StatementEntryRow {
  return {
    id: entry.id,
    row: entry.row_number,
    direction: entry.direction,
    amountFen: entry.amount_fen,
    openFen: entry.amount_fen - entry.matched_fen,
    postedOn: formatDate(entry.posted_on),
    postedAt: instantOf(entry.posted_at),
    state: entry.state,
    counterparty: entry.direction === 'credit' ? entry.counterparty : maskName(entry.counterparty),
    remark: entry.remark,
    orders: entry.orders.map(({ order_id, unit_name, amount_fen }) => ({
      orderId: order_id,
      unitName: unit_name,
      amountFen: amount_fen,
    })),
  };
}

function completedOf({ orderId, startOn, members, awaitsSecond }: CompletedOrder): {
  orderId: string;
  startOn: string;
  members: number;
  awaitsSecond: boolean;
} {
  return { orderId, startOn: formatDate(startOn), members, awaitsSecond };
}

function dayOf(day: DayNumber | null): string | null {
  return day === null ? null : formatDate(day);
}

function instantOf(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
