import { Type } from 'typebox';
import { Uuid } from '#contracts/basic.ts';
import {
  DecidedOrderChange,
  DecideOrderChange,
  OrderChangesAnswer,
  OrderChangesQuery,
  ProposedOrderChange,
  ProposeOrderChange,
  UnmatchCredit,
} from '#contracts/order-changes.ts';
import { DEFAULT_PAGE_ROWS } from '#contracts/paging.ts';
import { callerOf } from '#http/caller-of.ts';
import { cursorOf, readCursor } from '#http/cursor.ts';
import { defineRoute, type Route } from '#http/route.ts';
import { ok } from '#kernel/result.ts';
import {
  decideOrderChange,
  findOrderChanges,
  proposeOrderChange,
  unmatchCredit,
} from '#modules/contributions/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['缴费'];

export interface OrderChangeDeps {
  readonly platform: Platform;
  /** Display names of accounts by id. */
  readonly namesOf: (caller: Caller, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** What takes two people on an order, and taking a match back. */
export function orderChangeRoutes({ platform, namesOf }: OrderChangeDeps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/orders/:orderId/changes',
      permission: 'order.propose-change',
      summary: '提出作废、重开缴费通知，或解除暂停拨付；第二人同意后才生效',
      tags,
      input: { params: Type.Object({ orderId: Uuid }), body: ProposeOrderChange },
      output: ProposedOrderChange,
      refusals: [
        'order-unknown',
        'order-not-open',
        'order-paid-in-part',
        'payouts-not-held',
        'payers-do-not-add-up',
        'change-waits',
        'idempotency-key-reused',
      ],
      successStatus: 201,
      handle: (call) =>
        proposeOrderChange(platform, callerOf(call), { orderId: call.input.params.orderId, ...call.input.body }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/order-changes',
      permission: 'order.read',
      summary: '缴费通知的变更，新的在前；waiting 只列等第二人决定的',
      tags,
      input: { query: OrderChangesQuery },
      output: OrderChangesAnswer,
      refusals: ['bad-cursor'],
      handle: async (call) => {
        const { waiting = false, orderId, limit = DEFAULT_PAGE_ROWS, after } = call.input.query;
        const key = readCursor(after, ['id']);
        if (!key.ok) return key;
        const caller = callerOf(call);
        const rows = await findOrderChanges(platform, caller, {
          waiting,
          orderId,
          after: key.value === undefined ? undefined : String(key.value[0]),
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const names = await namesOf(
          caller,
          shown.flatMap(({ proposed_by, decided_by }) =>
            decided_by === null ? proposed_by : [proposed_by, decided_by],
          ),
        );
        const items = shown.map((row) => ({
          id: row.id,
          orderId: row.order_id,
          unitName: row.unit_name,
          reference: row.reference,
          amountFen: row.amount_fen,
          kind: row.kind,
          reason: row.reason,
          payers: row.payers?.map(({ source, payerName, amountFen }) => ({ source, payerName, amountFen })) ?? null,
          state: row.state,
          proposedBy: names.get(row.proposed_by) ?? '工作人员',
          proposedAt: new Date(row.proposed_at).toISOString(),
          decidedBy: row.decided_by === null ? null : (names.get(row.decided_by) ?? '工作人员'),
          decidedAt: row.decided_at === null ? null : new Date(row.decided_at).toISOString(),
          isOwn: row.proposed_by === call.actor.accountId,
        }));
        const last = items.at(-1);
        return ok(rows.length > limit && last !== undefined ? { items, next: cursorOf([last.id]) } : { items });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/order-changes/:changeId/decision',
      permission: 'receipt.confirm',
      summary: '第二人决定一项变更',
      tags,
      input: { params: Type.Object({ changeId: Uuid }), body: DecideOrderChange },
      output: DecidedOrderChange,
      refusals: [
        'change-unknown',
        'second-person-needed',
        'order-unknown',
        'order-not-open',
        'order-paid-in-part',
        'payouts-not-held',
        'payers-do-not-add-up',
        'change-waits',
        'idempotency-key-reused',
      ],
      handle: async (call) => {
        const { changeId } = call.input.params;
        const decided = await decideOrderChange(platform, callerOf(call), { changeId, agree: call.input.body.agree });
        if (!decided.ok) return decided;
        const { orderId, replacementId } = decided.value;
        return ok({ orderId, ...(replacementId === undefined ? {} : { replacementId }) });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/credits/:entryId/unmatch',
      permission: 'remittance.match',
      summary: '撤销一笔匹配：生效前可撤，到账与缴费通知都重新待匹配',
      tags: ['到账'],
      input: { params: Type.Object({ entryId: Uuid }), body: UnmatchCredit },
      output: Type.Object({ orderId: Uuid }),
      refusals: ['match-unknown', 'cover-began', 'refund-stands', 'ledger-month-closed', 'idempotency-key-reused'],
      handle: (call) =>
        unmatchCredit(platform, callerOf(call), { entryId: call.input.params.entryId, ...call.input.body }),
    }),
  ];
}
