import { type Candidate, matchCreditIn } from '#intake/bank-statement/match-credits.ts';
import { OrderIndex } from '#intake/bank-statement/order-index.ts';
import { normalisePayerName } from '#intake/bank-statement/payer-name.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { findCreditsToRefund } from '#modules/refunds/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { creditToMatch, openOf, openOrder } from './match-credits.ts';
import { countWaitingCredits, findOrderTimes, type OrderTimes } from './matching-store.ts';
import { findOrdersToMatch } from './payer-memory.ts';
import { type ListedStatement, listStatements } from './read-store.ts';
import { findWaitingPage, type OpenCredit, type OpenOrderToMatch } from './store.ts';

/**
 * Why a credit waits, by the order that fits best:
 *
 * - `over`, `short`: its amount is more or less than what that order waits for
 * - `another-payer`: the amount is right and the payer is none of the order's: a parent union, the treasury
 * - `several`: more than one order fits as well
 * - `unknown`: nothing leads to an order
 */
export type WaitingKind = 'over' | 'short' | 'another-payer' | 'several' | 'unknown';

/** What the program would do with a credit if a person said yes. */
export interface ProposedPart {
  readonly orderId: string;
  readonly amountFen: Fen;
}

/** A credit that no order fits alone, with what a person may choose from. */
export interface WaitingCredit {
  readonly id: string;
  readonly postedOn: DayNumber;
  readonly postedAt: number | null;
  readonly amountFen: Fen;
  readonly openFen: Fen;
  readonly payerName: string;
  readonly nominalPayerName: string;
  readonly remark: string;
  readonly kind: WaitingKind;
  readonly candidates: readonly Candidate[];
  /** The best candidate, or all orders of the payer where their sum is the credit to the fen. */
  readonly proposal: readonly ProposedPart[];
  /** Somebody has proposed to give it back. */
  readonly awaitsRefund: boolean;
}

/** An order that waits for money, with what its start of cover depends on. */
export type WaitingOrder = OpenOrderToMatch & OrderTimes;

export interface WaitingCredits {
  readonly credits: readonly WaitingCredit[];
  /** The candidates of these credits, and the first of the other open orders. */
  readonly orders: readonly WaitingOrder[];
  /** Of all pages. */
  readonly creditCount: number;
  readonly orderCount: number;
}

export interface WaitingPage {
  readonly after?: { readonly onDay: DayNumber; readonly id: string } | undefined;
  readonly limit?: number | undefined;
}

/** Beside the candidates; others are found by their unit or reference. */
const ORDERS_SHOWN = 100;
const CREDITS_SHOWN = 200;

/** The credits that wait for a person, oldest first, each with its candidates ranked and explained. */
export async function findWaitingCredits(
  platform: Platform,
  { access }: Caller,
  { after, limit = CREDITS_SHOWN }: WaitingPage = {},
): Promise<WaitingCredits> {
  const at = { officeId: access.officeId, platform };
  return await platform.database.transaction(access, async (transaction) => {
    const credits = await findWaitingPage(transaction, at, { after, limit });
    const orders = await findOrdersToMatch(transaction, at);
    const byId = new Map(orders.map((order) => [order.id, order]));
    const index = new OrderIndex(orders.map(openOrder));
    const refunded = await findCreditsToRefund(
      transaction,
      at.officeId,
      credits.map(({ id }) => id),
    );
    const waiting = credits.map((credit) => waitingCredit(credit, index, byId, refunded.has(credit.id)));
    const candidateIds = new Set(waiting.flatMap(({ candidates }) => candidates.map(({ orderId }) => orderId)));
    const others = orders.filter(({ id }) => !candidateIds.has(id)).slice(0, ORDERS_SHOWN);
    const shown = [...orders.filter(({ id }) => candidateIds.has(id)), ...others];
    return {
      credits: waiting,
      orders: await withTimes(transaction, at.officeId, shown),
      creditCount: await countWaitingCredits(transaction, at.officeId),
      orderCount: orders.length,
    };
  });
}

/** Open orders whose unit's name or reference holds a text, the first ones. */
export async function findWaitingOrders(
  platform: Platform,
  { access }: Caller,
  find: string,
): Promise<readonly WaitingOrder[]> {
  const at = { officeId: access.officeId, platform };
  return await platform.database.transaction(access, async (transaction) => {
    const orders = await findOrdersToMatch(transaction, at);
    const wanted = find.toUpperCase().replaceAll(/[\s-]/g, '');
    const found = orders.filter(({ unit_name, reference }) => unit_name.includes(find) || reference.includes(wanted));
    return await withTimes(transaction, at.officeId, found.slice(0, ORDERS_SHOWN));
  });
}

async function withTimes(
  transaction: Parameters<typeof findOrderTimes>[0],
  officeId: string,
  orders: readonly OpenOrderToMatch[],
): Promise<readonly WaitingOrder[]> {
  const times = await findOrderTimes(transaction, officeId, orders);
  return orders.map((order) => ({ ...order, ...(times.get(order.id) ?? { arrivedOn: null, runs: [] }) }));
}

function waitingCredit(
  credit: OpenCredit,
  index: OrderIndex,
  orders: ReadonlyMap<string, OpenOrderToMatch>,
  awaitsRefund: boolean,
): WaitingCredit {
  const match = matchCreditIn(creditToMatch(credit), index);
  const { payerName, nominalPayerName, remark, purpose } = credit.texts;
  const candidates =
    match.kind === 'suggest'
      ? match.candidates
      : match.kind === 'exact'
        ? [{ orderId: match.orderId, why: '参考号或付款方只对应这一份缴费通知', rank: 1 }]
        : [];
  const ofCandidates = candidates.flatMap(({ orderId }) => orders.get(orderId) ?? []);
  return {
    id: credit.id,
    postedOn: credit.posted_on,
    postedAt: credit.posted_at,
    amountFen: credit.amount_fen,
    openFen: openOf(credit),
    payerName,
    nominalPayerName,
    remark: [remark, purpose].filter((text) => text !== '').join('；'),
    kind: kindOf(credit, ofCandidates),
    candidates,
    proposal: proposalOf(credit, ofCandidates),
    awaitsRefund,
  };
}

function kindOf(credit: OpenCredit, candidates: readonly OpenOrderToMatch[]): WaitingKind {
  const [best] = candidates;
  if (best === undefined) return 'unknown';
  const difference = openOf(credit) - dueOf(best);
  if (difference !== 0) return difference > 0 ? 'over' : 'short';
  if (!isPayerOf(credit, best)) return 'another-payer';
  return 'several';
}

/** All orders of the payer where they come to the credit, else as much as the best candidate takes. */
function proposalOf(credit: OpenCredit, candidates: readonly OpenOrderToMatch[]): readonly ProposedPart[] {
  const [best] = candidates;
  if (best === undefined) return [];
  const ofPayer = candidates.filter((order) => isPayerOf(credit, order));
  const isSum = ofPayer.length > 1 && ofPayer.reduce((sum, order) => sum + dueOf(order), 0) === openOf(credit);
  if (isSum) return ofPayer.map((order) => ({ orderId: order.id, amountFen: dueOf(order) }));
  return [{ orderId: best.id, amountFen: Math.min(openOf(credit), dueOf(best)) }];
}

function dueOf(order: OpenOrderToMatch): Fen {
  return order.amount_fen - order.received_fen;
}

function isPayerOf({ texts }: OpenCredit, order: OpenOrderToMatch): boolean {
  const { unitName, payerNames } = openOrder(order);
  const names = new Set([unitName, ...payerNames].map(normalisePayerName));
  return [texts.payerName, texts.nominalPayerName].some((name) => name !== '' && names.has(normalisePayerName(name)));
}

/** Imported statements, newest first. */
export async function findStatements(
  platform: Platform,
  { access }: Caller,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly ListedStatement[]> {
  return await platform.database.transaction(access, (transaction) =>
    listStatements(transaction, access.officeId, page),
  );
}
