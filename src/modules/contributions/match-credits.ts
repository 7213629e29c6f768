import type { StatementEntry } from '#intake/bank-statement/bank-statement.ts';
import { matchCredits } from '#intake/bank-statement/match-credits.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import { shanghaiDay } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { ok, type Result } from '#kernel/result.ts';
import { scheduleCover } from '#modules/covers/index.ts';
import { type LedgerMonthClosed, post, postingDays, postMany } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { confirmationDay } from '#scheme/joining/start-of-cover.ts';
import { latestArrival, recordCompletion, recordReceived } from './completion-store.ts';
import { findOrdersToMatch } from './payer-memory.ts';
import { findUndoneMatches } from './reversal-store.ts';
import {
  type Allocation,
  findOpenCredits,
  insertAllocations,
  type OpenCredit,
  type OpenOrderRow,
  type OpenOrderToMatch,
} from './store.ts';

/** An order whose last credit has come. */
export interface CompletedOrder {
  readonly orderId: string;
  readonly completedOn: DayNumber;
  readonly completedAt: number | undefined;
  readonly startOn: DayNumber;
  readonly endOn: DayNumber;
  /** Persons who are covered. */
  readonly members: number;
  /** Put into the past by a late match: waits for a second person. */
  readonly awaitsSecond: boolean;
}

export interface Matching {
  readonly matched: number;
  readonly waiting: number;
  readonly completed: readonly CompletedOrder[];
}

/**
 * Matches every credit that waits and fits exactly one open order, in the order of posting: by the reference in its
 * texts, or by the payer's normalised name with an open amount not below the credit. Everything else waits for a person,
 * and so does a match that somebody took back.
 *
 * The caller holds the office's lock on matching: two never give the same open amount away twice.
 */
export async function matchOpenCredits(act: Act): Promise<Result<Matching, LedgerMonthClosed>> {
  const credits = await findOpenCredits(act);
  const orders = await findOrdersToMatch(act.transaction, act);
  const matches = matchCredits(credits.map(creditToMatch), orders.map(openOrder));
  const undone = await findUndoneMatches(
    act,
    credits.map(({ id }) => id),
  );
  const allocations: Allocation[] = [];
  for (const [index, match] of matches.entries()) {
    const credit = credits[index];
    if (credit === undefined || match.kind !== 'exact') continue;
    if (undone.has(`${credit.id} ${match.orderId}`)) continue;
    allocations.push({ credit, orderId: match.orderId, amountFen: openOf(credit), by: match.by });
  }
  const allocated = await allocate(act, allocations, orders);
  if (!allocated.ok) return allocated;
  return ok({
    matched: allocations.length,
    waiting: credits.length - allocations.length,
    completed: allocated.value,
  });
}

/**
 * Writes allocations with their postings and audit rows, and completes what they complete. What was matched in a month that
 * is closed is posted today.
 *
 * The caller holds the lock on matching and has seen that neither side gives more than is open.
 */
export async function allocate(
  act: Act,
  allocations: readonly Allocation[],
  orders: readonly OpenOrderToMatch[],
): Promise<Result<readonly CompletedOrder[], LedgerMonthClosed>> {
  if (allocations.length === 0) return ok([]);
  const byId = new Map(orders.map((order) => [order.id, order]));
  const written = await insertAllocations(act, allocations, byId);
  const postedOn = await postingDays(
    act,
    allocations.map(({ credit }) => credit.posted_on),
  );
  const posted = await postMany(
    act,
    written.map(({ id, allocation, order }) => ({
      event: 'credit-matched',
      objectKind: 'allocation',
      objectId: id,
      onDay: postedOn(allocation.credit.posted_on),
      amountFen: allocation.amountFen,
      agencyId: order.agency_id,
      unitId: order.unit_id,
    })),
  );
  if (!posted.ok) return posted;
  const completed: CompletedOrder[] = [];
  const received = new Map<string, Fen>();
  for (const { allocation, order } of written) {
    await act.audit({
      act: 'match-credit',
      objectKind: 'contribution-order',
      objectId: order.id,
      agencyId: order.agency_id,
      unitId: order.unit_id,
      detail: { entryId: allocation.credit.id, amountFen: allocation.amountFen, by: allocation.by },
    });
    const sum = (received.get(order.id) ?? order.received_fen) + allocation.amountFen;
    received.set(order.id, sum);
    if (sum < order.amount_fen) await recordReceived(act, order.id, sum);
    else {
      const done = await complete(act, order);
      if (!done.ok) return done;
      completed.push(done.value);
    }
  }
  return ok(completed);
}

/** The credit that arrived last decides when cover starts: the arrival of the money, not the day of the match. */
async function complete(act: Act, order: OpenOrderRow): Promise<Result<CompletedOrder, LedgerMonthClosed>> {
  const arrival = await latestArrival(act, order.id);
  const completedAt = arrival.posted_at ?? undefined;
  const completedOn = completedAt === undefined ? arrival.posted_on : shanghaiDay(completedAt);
  const confirmedOn = confirmationDay.evaluate({ completedOn });
  const cover = await scheduleCover(act, {
    orderId: order.id,
    rosterId: order.roster_id,
    agencyId: order.agency_id,
    unitId: order.unit_id,
    program: order.program,
    shares: order.shares,
    confirmedOn,
  });
  const day = shanghaiDay(act.now);
  const awaitsSecond = cover.startOn < day;
  const refundFen = (order.member_count - cover.members) * (order.amount_fen / order.member_count);
  const postedOn = await postingDays(act, [completedOn]);
  const posted = await post(act, {
    event: 'contribution-overpaid',
    objectKind: 'contribution-order',
    objectId: order.id,
    occurrence: order.completion_count,
    onDay: postedOn(completedOn),
    amountFen: refundFen,
    agencyId: order.agency_id,
    unitId: order.unit_id,
  });
  if (!posted.ok) return posted;
  await recordCompletion(act, order.id, {
    completedAt,
    completedOn,
    confirmedOn,
    startOn: cover.startOn,
    endOn: cover.endOn,
    awaitsSecond,
    refundFen,
  });
  await act.audit({
    act: 'complete-order',
    objectKind: 'contribution-order',
    objectId: order.id,
    agencyId: order.agency_id,
    unitId: order.unit_id,
    detail: {
      completedOn,
      confirmedOn,
      startOn: cover.startOn,
      endOn: cover.endOn,
      members: cover.members,
      awaitsSecond,
    },
  });
  await act.emit({
    kind: 'order-completed',
    objectKind: 'contribution-order',
    objectId: order.id,
    agencyId: order.agency_id,
    unitId: order.unit_id,
    payload: { startOn: cover.startOn },
  });
  return ok({
    orderId: order.id,
    completedOn,
    completedAt,
    startOn: cover.startOn,
    endOn: cover.endOn,
    members: cover.members,
    awaitsSecond,
  });
}

/** What no order and no explanation has taken of it. */
export function openOf(credit: OpenCredit): Fen {
  return credit.amount_fen - credit.matched_fen;
}

type CreditTexts = Pick<StatementEntry, 'payerName' | 'nominalPayerName' | 'remark' | 'purpose' | 'summary' | 'note'>;

/** A credit as the matching reads it. */
export function creditToMatch(credit: OpenCredit): CreditTexts & { readonly amountFen: Fen } {
  return { ...credit.texts, amountFen: openOf(credit) };
}

/** An order as the matching reads it. */
export function openOrder(order: OpenOrderToMatch): Parameters<typeof matchCredits>[1][number] {
  return {
    orderId: order.id,
    reference: order.reference,
    openFen: order.amount_fen - order.received_fen,
    unitName: order.unit_name,
    payerNames: [...(order.union_name === null ? [] : [order.union_name]), ...order.payer_names],
    payingForNames: order.knownPayers,
  };
}
