import type { StatementEntry } from '#intake/bank-statement/bank-statement.ts';
import { type OpenOrder, OrderIndex } from '#intake/bank-statement/order-index.ts';
import { normalisePayerName } from '#intake/bank-statement/payer-name.ts';
import { type Fen, formatYuan } from '#kernel/money.ts';
import { findOrderReferences, formatOrderReference } from '#kernel/order-reference.ts';

/** Of a statement's credit what may lead to an order. */
export type CreditToMatch = Pick<
  StatementEntry,
  'amountFen' | 'payerName' | 'nominalPayerName' | 'remark' | 'purpose' | 'summary' | 'note'
>;

export type CreditMatch =
  | { readonly kind: 'exact'; readonly orderId: string; readonly by: 'reference' | 'payer' }
  /** Best first; a person decides. */
  | { readonly kind: 'suggest'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'none' };

export interface Candidate {
  readonly orderId: string;
  /** A Chinese sentence. */
  readonly why: string;
  /** From 1, without gaps. */
  readonly rank: number;
}

/** {@link matchCredits} for one credit. */
export function matchCredit(credit: CreditToMatch, openOrders: readonly OpenOrder[]): CreditMatch {
  return matchCreditIn(credit, new OrderIndex(openOrders));
}

/**
 * Matches credits, in the order in which they were posted, with open orders: several credits may complete an order.
 *
 * Exact only where one single order fits: the one whose reference stands in the credit's texts, or, where no reference
 * stands there, the one of the payer (or of him on whose behalf was paid) that has at least the credit's amount still
 * open. Everything else waits for a person, with candidates ranked and explained. An exact match lowers what is open
 * for the credits behind it. 10,000 credits against 20,000 orders: 0.2 s where all match, 1.4 s where none does.
 */
export function matchCredits(
  credits: readonly CreditToMatch[],
  openOrders: readonly OpenOrder[],
): readonly CreditMatch[] {
  const index = new OrderIndex(openOrders);
  return credits.map((credit) => {
    const match = matchCreditIn(credit, index);
    if (match.kind === 'exact') index.pay(match.orderId, credit.amountFen);
    return match;
  });
}

/** {@link matchCredit} against an index, which stays as it is: for looking at many. */
export function matchCreditIn(credit: CreditToMatch, index: OrderIndex): CreditMatch {
  const references = referencesIn(credit);
  const referred = references.flatMap((reference) => index.withReference(reference) ?? []);
  const ofPayer = ordersOfPayers(credit, index);
  const fits = (order: OpenOrder): boolean => index.openOf(order) >= credit.amountFen;
  const candidates = references.length > 0 ? referred : ofPayer.filter(fits);
  const [only] = candidates;
  const isCertain = candidates.length === 1 && references.length <= 1;
  if (only !== undefined && isCertain && fits(only)) {
    return { kind: 'exact', orderId: only.orderId, by: references.length > 0 ? 'reference' : 'payer' };
  }
  return suggestions(credit, index, references, referred, ofPayer);
}

function referencesIn({ remark, purpose, summary, note }: CreditToMatch): readonly string[] {
  return [...new Set([remark, purpose, summary, note].flatMap(findOrderReferences))];
}

function payerNames({ payerName, nominalPayerName }: CreditToMatch): readonly string[] {
  return [...new Set([payerName, nominalPayerName].map(normalisePayerName))].filter((name) => name !== '');
}

function ordersOfPayers(credit: CreditToMatch, index: OrderIndex): readonly OpenOrder[] {
  return [...new Set(payerNames(credit).flatMap((name) => index.withName(name)))];
}

/** How much a reason says; sums decide the rank. */
const WEIGHT = { reference: 100, payer: 50, sum: 30, mentioned: 40, payingFor: 30, similarName: 25, amount: 20 };

/** So many orders of the same amount say nothing any more. */
const MOST_OF_ONE_AMOUNT = 20;
const MOST_CANDIDATES = 10;
/** A payer's name must be this long to be taken for the beginning of another. */
const SHORTEST_START = 6;

function suggestions(
  credit: CreditToMatch,
  index: OrderIndex,
  references: readonly string[],
  referred: readonly OpenOrder[],
  ofPayer: readonly OpenOrder[],
): CreditMatch {
  const found = new Reasons();
  for (const order of referred) {
    found.add(order, WEIGHT.reference, `附言里写着它的编号 ${formatOrderReference(order.reference)}`);
  }
  const payerWords = credit.nominalPayerName === '' ? '付款方是该单位或其工会' : '付款方或名义付款人是该单位或其工会';
  for (const order of ofPayer) found.add(order, WEIGHT.payer, payerWords);
  const openOfPayer = ofPayer.reduce((sum, order) => sum + index.openOf(order), 0);
  if (ofPayer.length > 1 && openOfPayer === credit.amountFen) {
    for (const order of ofPayer)
      found.add(order, WEIGHT.sum, `金额等于该付款方 ${ofPayer.length} 份缴费通知待缴的合计`);
  }
  addMentioned(credit, index, found);
  for (const name of payerNames(credit)) {
    for (const order of index.paidForBy(name, credit.amountFen)) {
      found.add(order, WEIGHT.payingFor, '付款方是上级工会、财政等代付单位');
    }
    addSimilar(name, index, found);
  }
  const sameAmount = index.withOpenAmount(credit.amountFen);
  if (sameAmount.length <= MOST_OF_ONE_AMOUNT) for (const order of sameAmount) found.add(order, 0, '');
  return found.ranked(index, credit.amountFen, noteOnReferences(references, index));
}

function addMentioned(credit: CreditToMatch, index: OrderIndex, found: Reasons): void {
  const texts = normalisePayerName([credit.remark, credit.purpose, credit.note].join('|'));
  for (const name of index.namesIn(texts)) {
    for (const order of index.withName(name)) found.add(order, WEIGHT.mentioned, `附言提到“${order.unitName}”`);
  }
}

/** A department of the unit, or a name that the bank cut off. */
function addSimilar(name: string, index: OrderIndex, found: Reasons): void {
  const similar = [
    ...index.namesIn(name),
    ...(name.length >= SHORTEST_START ? index.namesBeginningWith(name) : []),
  ].filter((other) => other !== name);
  for (const other of similar) {
    for (const order of index.withName(other)) {
      found.add(order, WEIGHT.similarName, `付款方名称与“${order.unitName}”相近`);
    }
  }
}

function noteOnReferences(references: readonly string[], index: OrderIndex): string {
  const unknown = references.filter((reference) => index.withReference(reference) === undefined);
  const written = unknown.map(formatOrderReference).join('、');
  return unknown.length === 0 ? '' : `附言里的编号 ${written} 没有待缴的缴费通知`;
}

/** Collects for each order what speaks for it. */
class Reasons {
  private readonly found = new Map<OpenOrder, { weight: number; readonly words: string[] }>();

  add(order: OpenOrder, weight: number, words: string): void {
    const before = this.found.get(order) ?? { weight: 0, words: [] };
    this.found.set(order, before);
    if (words === '' || before.words.includes(words)) return;
    before.weight += weight;
    before.words.push(words);
  }

  ranked(index: OrderIndex, amountFen: Fen, noteOnAll: string): CreditMatch {
    const candidates = [...this.found].map(([order, { weight, words }]) => {
      const openFen = index.openOf(order);
      const why = [...words, amountWords(amountFen, openFen), noteOnAll].filter((part) => part !== '').join('；');
      return { orderId: order.orderId, why: `${why}。`, weight: weight + (openFen === amountFen ? WEIGHT.amount : 0) };
    });
    if (candidates.length === 0) return { kind: 'none' };
    candidates.sort((a, b) => b.weight - a.weight || (a.orderId < b.orderId ? -1 : 1));
    return {
      kind: 'suggest',
      candidates: candidates.slice(0, MOST_CANDIDATES).map(({ orderId, why }, at) => ({ orderId, why, rank: at + 1 })),
    };
  }
}

function amountWords(amountFen: Fen, openFen: Fen): string {
  if (amountFen === openFen) return `金额与待缴的 ${formatYuan(openFen)} 元一致`;
  const difference = formatYuan(Math.abs(amountFen - openFen));
  return amountFen > openFen
    ? `金额比待缴的 ${formatYuan(openFen)} 元多 ${difference} 元`
    : `金额比待缴的 ${formatYuan(openFen)} 元少 ${difference} 元`;
}
