import { type DayNumber, startOfDay } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { lastWaiverDay } from '#scheme/joining/renewal.ts';
import {
  type DueRenewal,
  expireOrder,
  findCoversToRemind,
  findUnpaidOrders,
  insertReminder,
  listDueRenewals,
} from './upkeep-store.ts';

/** Steps of reminding by days left, each until the next begins; the last ones lie in the days of grace. */
const REMINDER_STEPS = [60, 30, 7, -1, -8, -14] as const;
/** Behind the end: renewals that still have no new waiting time (附件1-3.5). */
const GRACE_DAYS = 15;

/**
 * Reminds units of covers that end: 60, 30 and 7 days before, and on the days 1, 8 and 14 behind the end, while a renewal
 * of the inpatient program has no new waiting time. Each step once, also after days on which the program was down; of
 * several missed steps the latest. Gives how many were reminded.
 */
export async function remindRenewals(platform: Platform, caller: Caller): Promise<number> {
  const day = today(platform.clock);
  let reminded = 0;
  for (const [at, daysLeft] of REMINDER_STEPS.entries()) {
    const next = REMINDER_STEPS[at + 1] ?? -GRACE_DAYS - 1;
    const covers = await platform.database.transaction(caller.access, (transaction) =>
      findCoversToRemind(transaction, caller.access.officeId, {
        daysLeft,
        fromEndOn: day + next + 1,
        toEndOn: day + daysLeft,
      }),
    );
    for (const cover of covers) {
      const input = { orderId: cover.order_id, daysLeft };
      const done = await perform(platform, caller, { name: 'remind-renewal', input }, async (act) => {
        if (!(await insertReminder(act, cover, day))) return fail({ code: 'reminded-already' as const });
        const about = {
          objectKind: 'contribution-order',
          objectId: cover.order_id,
          agencyId: cover.agency_id,
          unitId: cover.unit_id,
        };
        const { program, end_on: endOn, member_count: members } = cover;
        const lastWaiverOn = program === 'henan-inpatient' ? lastWaiverDay.evaluate({ endOn }) : null;
        await act.audit({ ...about, act: 'remind-renewal', detail: { daysLeft, endOn } });
        await act.emit({
          ...about,
          kind: 'renewal-due',
          payload: { daysLeft: endOn - day, endOn, program, members, lastWaiverOn },
        });
        return ok({});
      });
      if (done.ok) reminded += 1;
    }
  }
  return reminded;
}

/**
 * So long an order of which nothing was paid stands, and with it the reservations of its persons. The text names no term;
 * two months hold the 25th twice.
 */
const UNPAID_DAYS = 60;

/** Lets orders expire of which nothing was paid in time, and frees their persons. Gives their ids. */
export async function expireOrders(platform: Platform, caller: Caller): Promise<readonly string[]> {
  const orderedBefore = startOfDay(today(platform.clock) - UNPAID_DAYS);
  const unpaid = await platform.database.transaction(caller.access, (transaction) =>
    findUnpaidOrders(transaction, caller.access.officeId, orderedBefore),
  );
  const expired: string[] = [];
  for (const order of unpaid) {
    const input = { orderId: order.id };
    const done = await perform(
      platform,
      caller,
      { name: 'expire-order', input },
      async (act): Promise<Result<object, { readonly code: 'paid-meanwhile' }>> => {
        if (!(await expireOrder(act, order))) return fail({ code: 'paid-meanwhile' });
        const about = {
          objectKind: 'contribution-order',
          objectId: order.id,
          agencyId: order.agency_id,
          unitId: order.unit_id,
        };
        await act.audit({ ...about, act: 'expire-order', detail: { amountFen: order.amount_fen } });
        await act.emit({ ...about, kind: 'order-expired' });
        return ok({});
      },
    );
    if (done.ok) expired.push(order.id);
  }
  return expired;
}

/** A cover to be renewed, with the last day on which its members may start again without waiting. */
export interface RenewalDue extends DueRenewal {
  readonly lastWaiverOn: DayNumber | undefined;
}

const DUE_WITHIN_DAYS = 60;

/** What ends within 60 days or ended within the days of grace and is not renewed, those that end first in front. */
export async function findDueRenewals(
  platform: Platform,
  { access }: Caller,
  page: {
    readonly unitId?: string | undefined;
    readonly after?: { readonly endOn: DayNumber; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly RenewalDue[]> {
  const day = today(platform.clock);
  const rows = await platform.database.transaction(access, (transaction) =>
    listDueRenewals(transaction, access.officeId, {
      ...page,
      fromEndOn: day - GRACE_DAYS,
      toEndOn: day + DUE_WITHIN_DAYS,
    }),
  );
  return rows.map((row) => ({
    ...row,
    lastWaiverOn: row.program === 'henan-inpatient' ? lastWaiverDay.evaluate({ endOn: row.end_on }) : undefined,
  }));
}
