import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import { lockMatching } from '#modules/refunds/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { allocate, type CompletedOrder, openOf } from './match-credits.ts';
import { findOrdersToMatch } from './payer-memory.ts';
import { type Allocation, findOpenCreditsIn, lockOrder } from './store.ts';

/** So much of a credit for an order. */
export interface MatchPart {
  readonly entryId: string;
  readonly orderId: string;
  readonly amountFen: Fen;
}

export interface MatchByHandInput {
  /** One credit over several orders, several credits on one order, or one on one. */
  readonly parts: readonly MatchPart[];
}

export type MatchByHandRefusal =
  | { readonly code: 'credit-unknown' }
  | { readonly code: 'order-unknown' }
  | { readonly code: 'order-not-open' }
  /** More than is open of a credit or of an order, all parts together. */
  | { readonly code: 'amount-too-large'; readonly openFen: Fen }
  | LedgerMonthClosed;

export interface MatchedByHand {
  readonly matched: number;
  readonly completed: readonly CompletedOrder[];
}

/** A cashier matches credits, or parts of them, with orders, all or nothing; what is left of either side stays open. */
export async function matchByHand(
  platform: Platform,
  caller: Caller,
  input: MatchByHandInput,
): Promise<Result<MatchedByHand, MatchByHandRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'match-by-hand', input },
    async (act): Promise<Result<MatchedByHand, MatchByHandRefusal>> => {
      await lockMatching(act);
      const { parts } = input;
      const entryIds = [...new Set(parts.map(({ entryId }) => entryId))];
      const orderIds = [...new Set(parts.map(({ orderId }) => orderId))].sort();
      const credits = new Map(
        (await findOpenCreditsIn(act.transaction, act, entryIds)).map((credit) => [credit.id, credit]),
      );
      if (credits.size < entryIds.length) return fail({ code: 'credit-unknown' });
      const open = new Map([...credits].map(([id, credit]) => [id, openOf(credit)]));
      for (const orderId of orderIds) {
        const order = await lockOrder(act, orderId);
        if (order === undefined) return fail({ code: 'order-unknown' });
        if (order.state !== 'open') return fail({ code: 'order-not-open' });
        open.set(orderId, order.amount_fen - order.received_fen);
      }
      const allocations: Allocation[] = [];
      for (const { entryId, orderId, amountFen } of parts) {
        const credit = credits.get(entryId);
        if (credit === undefined) throw new Error('a credit that was just found');
        const openFen = Math.min(open.get(entryId) ?? 0, open.get(orderId) ?? 0);
        if (amountFen > openFen || amountFen <= 0) return fail({ code: 'amount-too-large', openFen });
        open.set(entryId, (open.get(entryId) ?? 0) - amountFen);
        open.set(orderId, (open.get(orderId) ?? 0) - amountFen);
        allocations.push({ credit, orderId, amountFen, by: 'person' });
      }
      const allocated = await allocate(act, allocations, await findOrdersToMatch(act.transaction, act, orderIds));
      return allocated.ok ? ok({ matched: allocations.length, completed: allocated.value }) : allocated;
    },
  );
}
