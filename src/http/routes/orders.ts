import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  ImportedStatement,
  MatchByHand,
  MatchedByHand,
  OrderDetail,
  OrderQuery,
  type OrderRow,
  OrdersAnswer,
  StatementsAnswer,
  StatementsQuery,
  WaitingCreditsAnswer,
} from '#contracts/contributions.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { withReceivedFile } from '#http/received-file.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import {
  type CompletedOrder,
  confirmLateStart,
  findOrder,
  findOrders,
  findStatements,
  findWaitingCredits,
  importStatement,
  type ListedOrder,
  matchByHand,
} from '#modules/contributions/index.ts';
import { explainEntries } from '#modules/explanations/index.ts';
import { today } from '#platform/clock.ts';
import { gunzip } from '#platform/gunzip.ts';
import type { Platform } from '#platform/platform.ts';

const LARGEST_STATEMENT_BYTES = 32 * 1024 * 1024;

/** Contribution orders, bank statements, and the credits that wait for a person. */
export function orderRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/orders',
      permission: 'order.read',
      summary: '缴费通知列表，新的在前',
      tags: ['缴费'],
      input: { query: OrderQuery },
      output: OrdersAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { limit = DEFAULT_PAGE_ROWS, after, ...filter } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const rows = await findOrders(platform, callerOf(call), {
          ...filter,
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
      path: '/api/orders/:orderId',
      permission: 'order.read',
      summary: '一份缴费通知：账户、金额、参考号、哪天到账哪天生效',
      tags: ['缴费'],
      input: { params: Type.Object({ orderId: Uuid }) },
      output: OrderDetail,
      refusals: ['order-unknown'],
      handle: async (call) => {
        const { orderId } = call.input.params;
        const order = await findOrder(platform, callerOf(call), orderId, today(platform.clock));
        if (order === undefined) return fail({ code: 'order-unknown' });
        const { account, startIfPaid } = order;
        return ok({
          ...rowOf(order),
          account: {
            name: account.account_name,
            number: account.account_number,
            bankName: account.bank_name,
            bankNumber: account.bank_number,
          },
          startIfPaid: startIfPaid.map(({ paidOn, confirmedOn, startOn }) => ({
            paidOn: formatDate(paidOn),
            confirmedOn: formatDate(confirmedOn),
            startOn: formatDate(startOn),
          })),
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/orders/:orderId/late-start',
      permission: 'receipt.confirm',
      summary: '第二人确认：补匹配使生效日落在过去',
      tags: ['缴费'],
      input: { params: Type.Object({ orderId: Uuid }) },
      output: Type.Object({ members: Type.Integer() }),
      refusals: [
        'order-unknown',
        'nothing-to-confirm',
        'second-person-needed',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      handle: (call) => confirmLateStart(platform, callerOf(call), { orderId: call.input.params.orderId }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/bank-statements',
      permission: 'remittance.match',
      summary: '导入银行流水；只对应一份缴费通知的到账自动匹配',
      tags: ['到账'],
      input: {},
      output: ImportedStatement,
      refusals: [
        'bad-upload',
        'statement-file-refused',
        'statement-known',
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
        const rows = await findStatements(platform, callerOf(call), {
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
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
        }));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/waiting-credits',
      permission: 'remittance.read',
      summary: '等人处理的到账，每笔附可能的缴费通知和理由',
      tags: ['到账'],
      input: {},
      output: WaitingCreditsAnswer,
      refusals: [],
      handle: async (call) => {
        const { credits, orders } = await findWaitingCredits(platform, callerOf(call));
        return ok({
          credits: credits.map((credit) => ({
            ...credit,
            postedOn: formatDate(credit.postedOn),
            postedAt: instantOf(credit.postedAt),
            candidates: [...credit.candidates],
          })),
          orders: orders.map((order) => ({
            id: order.id,
            unitName: order.unit_name,
            reference: order.reference,
            amountFen: order.amount_fen,
            openFen: order.amount_fen - order.received_fen,
          })),
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/waiting-credits/:entryId/match',
      permission: 'remittance.match',
      summary: '把一笔到账（或其中一部分）匹配给一份缴费通知',
      tags: ['到账'],
      input: { params: Type.Object({ entryId: Uuid }), body: MatchByHand },
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
        const { entryId } = call.input.params;
        const matched = await matchByHand(platform, callerOf(call), { entryId, ...call.input.body });
        return matched.ok ? ok({ completed: matched.value.completed.map(completedOf) }) : matched;
      },
    }),
  ];
}

function completedOf({ orderId, startOn, members, awaitsSecond }: CompletedOrder): {
  orderId: string;
  startOn: string;
  members: number;
  awaitsSecond: boolean;
} {
  return { orderId, startOn: formatDate(startOn), members, awaitsSecond };
}

function rowOf(order: ListedOrder): OrderRow {
  return {
    id: order.id,
    unitId: order.unit_id,
    unitName: order.unit_name,
    rosterId: order.roster_id,
    program: order.program,
    shares: order.shares,
    members: order.member_count,
    amountFen: order.amount_fen,
    receivedFen: order.received_fen,
    refundFen: order.refund_fen,
    reference: order.reference,
    state: order.state,
    completedAt: instantOf(order.completed_at),
    completedOn: dayOf(order.completed_on),
    startOn: dayOf(order.start_on),
    endOn: dayOf(order.end_on),
    awaitsSecond: order.awaits_second,
    payoutsHeld: order.payouts_held,
    orderedAt: new Date(order.ordered_at).toISOString(),
    certificateNumber: order.certificate_number,
  };
}

function dayOf(day: DayNumber | null): string | null {
  return day === null ? null : formatDate(day);
}

function instantOf(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
