import { calendarDay, type DayNumber, daysInMonth, formatDate } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type LedgerMonthClosed, postMany } from '#modules/ledger/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { leafHash, merkleRoot } from '#platform/cryptography/merkle.ts';
import type { Platform } from '#platform/platform.ts';
import { earnSome, findFirstUnearned, takeUpStarted } from './earning-store.ts';

export interface EarnedContributions {
  /** Postings: an order in a month. */
  readonly postings: number;
  readonly amountFen: Fen;
}

/** Orders of one act. */
const ORDERS_PER_ACT = 5_000;

interface Nothing {
  readonly code: 'nothing-to-earn';
}

/**
 * Takes contributions into income by the day: 1/365 of what an order paid for each day of its period, posted month by month
 * at the month's last day, up to `untilDay`: the last day of the month before, where left out. A job of every morning; it may be
 * stopped anywhere and done again, nothing is earned twice.
 *
 * What is earned of a cover that started late goes into the month in which its start was posted.
 */
export async function earnContributions(
  platform: Platform,
  caller: Caller,
  untilDay: DayNumber = lastMonthsEnd(today(platform.clock)),
): Promise<Result<EarnedContributions, LedgerMonthClosed>> {
  const { access } = caller;
  await takeUp(platform, { access });
  let postings = 0;
  let amountFen = 0;
  const first = await platform.database.transaction(access, (transaction) =>
    findFirstUnearned(transaction, access.officeId),
  );
  for (let day = first === null ? untilDay + 1 : monthEnd(first); day <= untilDay; day = monthEnd(day + 1)) {
    for (;;) {
      const earned = await earnOnce(platform, { access }, day);
      if (!earned.ok) {
        if (earned.error.code === 'nothing-to-earn') break;
        return fail(earned.error);
      }
      postings += earned.value.postings;
      amountFen += earned.value.amountFen;
    }
  }
  return ok({ postings, amountFen });
}

async function takeUp(platform: Platform, caller: Caller): Promise<void> {
  await perform(
    platform,
    caller,
    { name: 'take-up-started', input: {} },
    async (act): Promise<Result<null, Nothing>> => {
      const orders = await takeUpStarted(act);
      if (orders === 0) return fail({ code: 'nothing-to-earn' });
      await act.audit({ act: 'take-up-started', objectKind: 'office', objectId: act.officeId, detail: { orders } });
      return ok(null);
    },
  );
}

async function earnOnce(
  platform: Platform,
  caller: Caller,
  onDay: DayNumber,
): Promise<Result<EarnedContributions, LedgerMonthClosed | Nothing>> {
  type Earning = Result<EarnedContributions, LedgerMonthClosed | Nothing>;
  const earned = await perform(
    platform,
    caller,
    { name: 'earn-contributions', input: {} },
    async (act): Promise<Earning> => {
      const orders = await earnSome(act, onDay, ORDERS_PER_ACT);
      if (orders.length === 0) return fail({ code: 'nothing-to-earn' });
      const posted = await postMany(
        act,
        orders.map(({ order_id, agency_id, unit_id, delta_fen }) => ({
          event: 'contribution-earned',
          objectKind: 'contribution-order',
          objectId: order_id,
          occurrence: onDay,
          onDay,
          agencyId: agency_id,
          unitId: unit_id,
          amountFen: delta_fen,
        })),
      );
      if (!posted.ok) return posted;
      const amountFen = orders.reduce((sum, { delta_fen }) => sum + delta_fen, 0);
      await act.audit({
        act: 'earn-contributions',
        objectKind: 'office',
        objectId: act.officeId,
        detail: { until: formatDate(onDay), orders: orders.length, amountFen },
        merkleRoot: merkleRoot(orders.map(({ order_id, delta_fen }) => leafHash(`${order_id} ${delta_fen}`))),
      });
      return ok({ postings: posted.value, amountFen });
    },
  );
  // without an idempotency key there is no refusal of one
  if (!earned.ok && earned.error.code === 'idempotency-key-reused') throw new Error('a key that nobody gave');
  return earned as Earning;
}

/** The last day of its month. */
function monthEnd(day: DayNumber): DayNumber {
  const { year, month, day: ofMonth } = calendarDay(day);
  return day - ofMonth + daysInMonth(year, month);
}

/** The last day of the month before. */
function lastMonthsEnd(day: DayNumber): DayNumber {
  return day - calendarDay(day).day;
}
