import type { WaitingCredit, WaitingOrder } from '#contracts/contributions.ts';
import { type DayNumber, parseDate, shanghaiDay } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { contains } from '#kernel/period.ts';
import { confirmationDay, coverOf } from '#scheme/joining/start-of-cover.ts';

/** So much of a credit for an order. */
export interface PlannedPart {
  readonly entryId: string;
  readonly orderId: string;
  readonly amountFen: Fen;
}

/**
 * What the chosen credits would pay of the chosen orders: in the order in which they were chosen, each order as far as the
 * money reaches. One credit is split over several orders, several credits are joined on one.
 */
export function planMatch(
  credits: readonly Pick<WaitingCredit, 'id' | 'openFen'>[],
  orders: readonly Pick<WaitingOrder, 'id' | 'openFen'>[],
): readonly PlannedPart[] {
  const left = new Map(credits.map(({ id, openFen }) => [id, openFen]));
  return orders.flatMap((order): PlannedPart[] => {
    let due = order.openFen;
    return credits.flatMap(({ id }): PlannedPart[] => {
      const amountFen = Math.min(left.get(id) ?? 0, due);
      if (amountFen <= 0) return [];
      left.set(id, (left.get(id) ?? 0) - amountFen);
      due -= amountFen;
      return [{ entryId: id, orderId: order.id, amountFen }];
    });
  });
}

/** What becomes of an order if these parts are matched. */
export type PlannedOrder =
  | { readonly kind: 'short'; readonly missingFen: Fen }
  | { readonly kind: 'over'; readonly tooMuchFen: Fen }
  | {
      readonly kind: 'complete';
      readonly startOn: DayNumber;
      readonly endOn: DayNumber;
      /** The running period that a renewal waits for ends then. */
      readonly runningUntil: DayNumber | undefined;
      /** The start lies in the past: a second person confirms it. */
      readonly awaitsSecond: boolean;
    };

/** By the rule of the 25th, as the server reckons: the money's last arrival decides, not the day of the match. */
export function outcomeOf(
  order: WaitingOrder,
  parts: readonly PlannedPart[],
  credits: readonly WaitingCredit[],
  today: DayNumber,
): PlannedOrder {
  const own = parts.filter(({ orderId }) => orderId === order.id);
  const sumFen = own.reduce((sum, { amountFen }) => sum + amountFen, 0);
  if (sumFen > order.openFen) return { kind: 'over', tooMuchFen: sumFen - order.openFen };
  if (sumFen < order.openFen) return { kind: 'short', missingFen: order.openFen - sumFen };
  const used = new Set(own.map(({ entryId }) => entryId));
  const arrivals = credits.filter(({ id }) => used.has(id)).map(arrivalOf);
  if (order.arrivedOn !== null) arrivals.push(parseDate(order.arrivedOn));
  const confirmedOn = confirmationDay.evaluate({ completedOn: Math.max(...arrivals) });
  const runs = order.runs.map(({ startOn, endOn }) => ({ startOn: parseDate(startOn), endOn: parseDate(endOn) }));
  const running = runs.filter((run) => contains(run, confirmedOn)).map(({ endOn }) => endOn);
  const runningUntil = running.length === 0 ? undefined : Math.max(...running);
  const { startOn, endOn } = coverOf.evaluate({ program: order.program, confirmedOn, runningUntil });
  return { kind: 'complete', startOn, endOn, runningUntil, awaitsSecond: startOn < today };
}

function arrivalOf({ postedAt, postedOn }: WaitingCredit): DayNumber {
  return postedAt === null ? parseDate(postedOn) : shanghaiDay(Date.parse(postedAt));
}
