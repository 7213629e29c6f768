import { normalisePayerName } from '#intake/bank-statement/payer-name.ts';
import type { Fen } from '#kernel/money.ts';

/** A contribution order that isn't wholly paid. */
export interface OpenOrder {
  readonly orderId: string;
  /** The code that the unit was asked to write into its transfer. */
  readonly reference: string;
  /** What is still to be paid. */
  readonly openFen: Fen;
  readonly unitName: string;
  /** The unit's union and the payers named with the order, whose credits are as good as the unit's own. */
  readonly payerNames: readonly string[];
  /** Who is known to pay for units like this one (a parent union, the treasury): only ever a hint. */
  readonly payingForNames: readonly string[];
}

/** So many first characters of a name tell which lengths of names may stand at a place of a text. */
const PREFIX = 4;

/** A list longer than this tells nothing about a single order, and is not gone through for each credit. */
const TELLING = 20;

/** The open orders by everything that a credit may name; amounts go down as credits are matched. */
export class OrderIndex {
  private readonly orders = new Map<string, OpenOrder>();
  private readonly openFen = new Map<string, Fen>();
  private readonly byReference = new Map<string, OpenOrder>();
  private readonly byName = new Map<string, OpenOrder[]>();
  private readonly byPayingFor = new Map<string, Set<string>>();
  private readonly byAmount = new Map<Fen, Set<string>>();
  private readonly lengthsByPrefix = new Map<string, Set<number>>();
  private readonly sortedNames: readonly string[];

  constructor(orders: readonly OpenOrder[]) {
    for (const order of orders) if (order.openFen > 0) this.add(order);
    this.sortedNames = [...this.byName.keys()].sort();
  }

  /** What is still open; 0 once it is paid. */
  openOf({ orderId }: OpenOrder): Fen {
    return this.openFen.get(orderId) ?? 0;
  }

  pay(orderId: string, amountFen: Fen): void {
    this.moveAmount(orderId, (this.openFen.get(orderId) ?? 0) - amountFen);
  }

  withReference(reference: string): OpenOrder | undefined {
    const order = this.byReference.get(reference);
    return order === undefined || this.openOf(order) === 0 ? undefined : order;
  }

  /** Orders of a unit that has this normalised name, or names it as its payer. */
  withName(name: string): readonly OpenOrder[] {
    return this.stillOpen(this.byName.get(name));
  }

  /** Orders that this payer is known to pay for: all where they are few, else those of just this amount. */
  paidForBy(name: string, amountFen: Fen): readonly OpenOrder[] {
    const paidFor = this.byPayingFor.get(name);
    if (paidFor === undefined) return [];
    if (paidFor.size > TELLING) return this.withOpenAmount(amountFen).filter(({ orderId }) => paidFor.has(orderId));
    return this.stillOpen([...paidFor].flatMap((orderId) => this.orders.get(orderId) ?? []));
  }

  /** None where they are so many that the amount tells nothing. */
  withOpenAmount(amountFen: Fen): readonly OpenOrder[] {
    const orderIds = this.byAmount.get(amountFen);
    if (orderIds === undefined || orderIds.size > TELLING * TELLING) return [];
    return [...orderIds].flatMap((orderId) => this.orders.get(orderId) ?? []);
  }

  /** Normalised names that stand in a normalised text. */
  namesIn(text: string): readonly string[] {
    const found = new Set<string>();
    for (let at = 0; at + PREFIX <= text.length; at++) {
      for (const length of this.lengthsByPrefix.get(text.slice(at, at + PREFIX)) ?? []) {
        const name = text.slice(at, at + length);
        if (name.length === length && this.byName.has(name)) found.add(name);
      }
    }
    return [...found];
  }

  /** Normalised names that begin with this one (banks cut long names); none where they are too many to tell. */
  namesBeginningWith(start: string): readonly string[] {
    const { sortedNames } = this;
    let [low, high] = [0, sortedNames.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sortedNames[middle] ?? '') < start) low = middle + 1;
      else high = middle;
    }
    const found: string[] = [];
    for (let name = sortedNames[low]; name?.startsWith(start); name = sortedNames[++low]) {
      found.push(name);
      if (found.length > TELLING) return [];
    }
    return found;
  }

  private add(order: OpenOrder): void {
    this.orders.set(order.orderId, order);
    this.byReference.set(order.reference, order);
    for (const name of namesOf([order.unitName, ...order.payerNames])) {
      const before = this.byName.get(name);
      if (before === undefined) this.byName.set(name, [order]);
      else before.push(order);
      if (name.length >= PREFIX) put(this.lengthsByPrefix, name.slice(0, PREFIX), name.length);
    }
    for (const name of namesOf(order.payingForNames)) put(this.byPayingFor, name, order.orderId);
    this.moveAmount(order.orderId, order.openFen);
  }

  private moveAmount(orderId: string, openFen: Fen): void {
    this.byAmount.get(this.openFen.get(orderId) ?? 0)?.delete(orderId);
    this.openFen.set(orderId, openFen);
    if (openFen === 0) return;
    put(this.byAmount, openFen, orderId);
  }

  private stillOpen(orders: readonly OpenOrder[] | undefined): readonly OpenOrder[] {
    return orders?.filter((order) => this.openOf(order) > 0) ?? [];
  }
}

function namesOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map(normalisePayerName).filter((name) => name !== ''));
}

function put<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const before = map.get(key);
  if (before === undefined) map.set(key, new Set([value]));
  else before.add(value);
}
