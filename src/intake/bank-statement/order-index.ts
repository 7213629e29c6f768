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

/** So many first characters of a name lead to it. */
const PREFIX = 4;

/** The open orders by everything that a credit may name; amounts go down as credits are matched. */
export class OrderIndex {
  private readonly orders = new Map<string, OpenOrder>();
  private readonly openFen = new Map<string, Fen>();
  private readonly byReference = new Map<string, OpenOrder>();
  private readonly byName = new Map<string, OpenOrder[]>();
  private readonly byPayingFor = new Map<string, OpenOrder[]>();
  private readonly byAmount = new Map<Fen, Set<string>>();
  private readonly namesByPrefix = new Map<string, string[]>();

  constructor(orders: readonly OpenOrder[]) {
    for (const order of orders) if (order.openFen > 0) this.add(order);
  }

  /** What is still open; 0 once it is paid. */
  openOf({ orderId }: OpenOrder): Fen {
    return this.openFen.get(orderId) ?? 0;
  }

  pay(order: OpenOrder, amountFen: Fen): void {
    this.moveAmount(order.orderId, this.openOf(order) - amountFen);
  }

  withReference(reference: string): OpenOrder | undefined {
    const order = this.byReference.get(reference);
    return order === undefined || this.openOf(order) === 0 ? undefined : order;
  }

  /** Orders of a unit that has this normalised name, or names it as its payer. */
  withName(name: string): readonly OpenOrder[] {
    return this.stillOpen(this.byName.get(name));
  }

  paidForBy(name: string): readonly OpenOrder[] {
    return this.stillOpen(this.byPayingFor.get(name));
  }

  withOpenAmount(amountFen: Fen): readonly OpenOrder[] {
    return [...(this.byAmount.get(amountFen) ?? [])].flatMap((orderId) => this.orders.get(orderId) ?? []);
  }

  /** Normalised names that stand in a normalised text. */
  namesIn(text: string): readonly string[] {
    const found = new Set<string>();
    for (let at = 0; at + PREFIX <= text.length; at++) {
      for (const name of this.namesByPrefix.get(text.slice(at, at + PREFIX)) ?? []) {
        if (text.startsWith(name, at)) found.add(name);
      }
    }
    return [...found];
  }

  /** Normalised names that begin with this one: banks cut long names. */
  namesBeginningWith(start: string): readonly string[] {
    return (this.namesByPrefix.get(start.slice(0, PREFIX)) ?? []).filter((name) => name.startsWith(start));
  }

  private add(order: OpenOrder): void {
    this.orders.set(order.orderId, order);
    this.byReference.set(order.reference, order);
    for (const name of namesOf([order.unitName, ...order.payerNames])) {
      const before = this.byName.get(name);
      if (before !== undefined) before.push(order);
      else {
        this.byName.set(name, [order]);
        if (name.length >= PREFIX) push(this.namesByPrefix, name.slice(0, PREFIX), name);
      }
    }
    for (const name of namesOf(order.payingForNames)) push(this.byPayingFor, name, order);
    this.moveAmount(order.orderId, order.openFen);
  }

  private moveAmount(orderId: string, openFen: Fen): void {
    this.byAmount.get(this.openFen.get(orderId) ?? 0)?.delete(orderId);
    this.openFen.set(orderId, openFen);
    if (openFen === 0) return;
    const same = this.byAmount.get(openFen);
    if (same === undefined) this.byAmount.set(openFen, new Set([orderId]));
    else same.add(orderId);
  }

  private stillOpen(orders: readonly OpenOrder[] | undefined): readonly OpenOrder[] {
    return orders?.filter((order) => this.openOf(order) > 0) ?? [];
  }
}

function namesOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map(normalisePayerName).filter((name) => name !== ''));
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const before = map.get(key);
  if (before === undefined) map.set(key, [value]);
  else before.push(value);
}
