import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import { DecideLateStart, OrderDetail, OrderQuery, type OrderRow, OrdersAnswer } from '#contracts/contributions.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import { fail, ok } from '#kernel/result.ts';
import { decideLateStart, findOrder, findOrders, type ListedOrder } from '#modules/contributions/index.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';

/** Contribution orders, and the second person's word on a late start. */
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
        const { account, payers, links, startIfPaid } = order;
        return ok({
          ...rowOf(order),
          account: {
            name: account.account_name,
            number: account.account_number,
            bankName: account.bank_name,
            bankNumber: account.bank_number,
          },
          payers: payers.map(({ source, payer_name, payer_code, amount_fen }) => ({
            source,
            payerName: payer_name,
            payerCode: payer_code,
            amountFen: amount_fen,
          })),
          replacesId: links.replaces_id,
          replacedById: links.replaced_by_id,
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
      summary: '第二人决定：补匹配使生效日落在过去，确认生效，或撤销匹配',
      tags: ['缴费'],
      input: { params: Type.Object({ orderId: Uuid }), body: DecideLateStart },
      output: Type.Object({ members: Type.Integer() }),
      refusals: [
        'order-unknown',
        'nothing-to-confirm',
        'second-person-needed',
        'late-start-reason-missing',
        'refund-stands',
        'ledger-month-closed',
        'idempotency-key-reused',
      ],
      handle: (call) => decideLateStart(platform, callerOf(call), { ...call.input.params, ...call.input.body }),
    }),
  ];
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
