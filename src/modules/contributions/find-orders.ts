import { calendarDay, type DayNumber, dayNumber } from '#kernel/civil-date.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { confirmationDay, coverOf } from '#scheme/joining/start-of-cover.ts';
import {
  findOrderLinks,
  findOrderPayers,
  findRunningUntil,
  type ListedOrder,
  listOrders,
  type OfficeAccount,
  type OrderFilter,
  type OrderLinks,
  officeAccount,
  type PayerOfOrder,
} from './read-store.ts';

/** Orders, newest first. */
export async function findOrders(
  platform: Platform,
  { access }: Caller,
  filter: OrderFilter,
): Promise<readonly ListedOrder[]> {
  return await platform.database.transaction(access, (transaction) => listOrders(transaction, access.officeId, filter));
}

/** The day on which cover would start if the money arrived on `paidOn`. */
export interface StartIfPaid {
  readonly paidOn: DayNumber;
  readonly confirmedOn: DayNumber;
  readonly startOn: DayNumber;
}

export interface OrderDetail extends ListedOrder {
  readonly account: OfficeAccount;
  readonly payers: readonly PayerOfOrder[];
  readonly links: OrderLinks;
  /** Today, on the 25th, and on the 26th of the month: what the unit chooses between; past days are left out. */
  readonly startIfPaid: readonly StartIfPaid[];
}

const LAST_DAY_OF_THE_RULE = 25;

/** One order with the account to pay into and the start that each day of payment would give. */
export async function findOrder(
  platform: Platform,
  { access }: Caller,
  orderId: string,
  today: DayNumber,
): Promise<OrderDetail | undefined> {
  return await platform.database.transaction(access, async (transaction) => {
    const [order] = await listOrders(transaction, access.officeId, { orderId, limit: 1 });
    if (order === undefined) return undefined;
    const runningUntil = await findRunningUntil(transaction, access.officeId, order, today);
    const account = await officeAccount(transaction, access.officeId);
    const { year, month } = calendarDay(today);
    const edge = dayNumber(year, month, LAST_DAY_OF_THE_RULE);
    const days = [...new Set([today, edge, edge + 1])].filter((day) => day >= today).sort((a, b) => a - b);
    return {
      ...order,
      account,
      payers: await findOrderPayers(transaction, access.officeId, order.roster_id),
      links: await findOrderLinks(transaction, access.officeId, order.id),
      startIfPaid: days.map((paidOn) => {
        const confirmedOn = confirmationDay.evaluate({ completedOn: paidOn });
        const cover = coverOf.evaluate({ program: order.program, confirmedOn, runningUntil });
        return { paidOn, confirmedOn, startOn: cover.startOn };
      }),
    };
  });
}
