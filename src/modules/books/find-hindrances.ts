import { calendarDay, type DayNumber, dayNumber, daysInMonth, formatDate } from '#kernel/civil-date.ts';
import { ACCOUNTS, balancesWithin, CHART, findOpenBefore } from '#modules/ledger/index.ts';
import { countWaitingVouchers } from '#modules/vouchers/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { countNotTakenUp, countUnearned } from './earning-store.ts';
import { findLatestCheck, findUnexplainedDebits, findUnmatchedCredits, hasReserves } from './hindrance-store.ts';

/** What stands between a month and its closing, or should be looked at before. */
export interface Hindrance {
  readonly kind:
    | 'month-not-over'
    | 'earlier-month-open'
    | 'contributions-not-earned'
    | 'vouchers-waiting'
    | 'credits-unmatched'
    | 'debits-unexplained'
    | 'books-differ'
    | 'never-checked'
    | 'reserves-not-set'
    | 'year-not-carried';
  /** Whether the month does not close as long as it is there. */
  readonly isBlocking: boolean;
  readonly count: number;
  readonly amountFen: number;
  /** The month that is open, `2025-04`. */
  readonly month: string | null;
}

/** All of them for a month, of which `month` is the first day: those that block it first. */
export async function findHindrances(
  platform: Platform,
  { access }: Caller,
  month: DayNumber,
): Promise<readonly Hindrance[]> {
  const { year, month: ofYear } = calendarDay(month);
  const lastDay = month + daysInMonth(year, ofYear) - 1;
  const { officeId } = access;
  const now = today(platform.clock);
  return await platform.database.transaction(access, async (transaction) => {
    const within = { transaction, officeId };
    const found: Hindrance[] = [];
    const add = (kind: Hindrance['kind'], more: Partial<Hindrance> = {}): void => {
      found.push({ kind, isBlocking: false, count: 0, amountFen: 0, month: null, ...more });
    };
    if (now <= lastDay) add('month-not-over', { isBlocking: true });
    const earlier = await findOpenBefore(within, month);
    if (earlier !== null) {
      add('earlier-month-open', { isBlocking: true, month: formatDate(earlier).slice(0, 7) });
    }
    const until = Math.min(lastDay, now);
    const orders = (await countUnearned(within, until)) + (await countNotTakenUp(within, until));
    if (orders > 0) add('contributions-not-earned', { isBlocking: true, count: orders });
    const waiting = await countWaitingVouchers(transaction, officeId, { from: month, until: lastDay });
    if (waiting > 0) add('vouchers-waiting', { isBlocking: true, count: waiting });
    const credits = await findUnmatchedCredits(transaction, officeId, lastDay);
    if (credits.count > 0) add('credits-unmatched', credits);
    const debits = await findUnexplainedDebits(transaction, officeId, lastDay);
    if (debits.count > 0) add('debits-unexplained', debits);
    const check = await findLatestCheck(transaction, officeId);
    if (check === undefined || check.onDay <= lastDay) add('never-checked');
    if (check !== undefined && check.unexplained > 0) add('books-differ', { count: check.unexplained });
    if (!(await hasReserves(transaction, officeId, lastDay))) add('reserves-not-set');
    if (ofYear === 12) {
      const balances = await balancesWithin(within, dayNumber(year, 12, 31));
      const left = CHART.filter(
        ({ code, kind }) => (kind === 'income' || kind === 'expense') && (balances.get(code) ?? 0) !== 0,
      );
      const sum = left.reduce(
        (total, { code, kind }) => total + (kind === 'income' ? 1 : -1) * (balances.get(code) ?? 0),
        0,
      );
      if (left.length > 0) add('year-not-carried', { count: left.length, amountFen: sum });
    }
    return found;
  });
}

/** The day on which income and expense of a year were last carried forward, and what still stands there. */
export interface YearEnd {
  readonly lastDay: DayNumber;
  /** Income less expense that is not carried; 0 once it is. */
  readonly uncarriedFen: number;
  readonly lines: readonly {
    readonly code: string;
    readonly name: string;
    readonly kind: string;
    readonly amountFen: number;
  }[];
  readonly netAssetsFen: number;
  readonly reliefFundFen: number;
  readonly developmentFundFen: number;
}

/** How a year stands at its end, or today while it runs. */
export async function findYearEnd(platform: Platform, { access }: Caller, year: number): Promise<YearEnd> {
  const lastDay = Math.min(dayNumber(year, 12, 31), today(platform.clock));
  return await platform.database.transaction(access, async (transaction) => {
    const balances = await balancesWithin({ transaction, officeId: access.officeId }, lastDay);
    const of = (code: string): number => balances.get(code) ?? 0;
    const lines = CHART.flatMap(({ code, name, kind }) =>
      (kind === 'income' || kind === 'expense') && of(code) !== 0 ? { code, name, kind, amountFen: of(code) } : [],
    );
    return {
      lastDay,
      uncarriedFen: lines.reduce((sum, { kind, amountFen }) => sum + (kind === 'income' ? amountFen : -amountFen), 0),
      lines,
      netAssetsFen: of(ACCOUNTS.netAssets.code),
      reliefFundFen: of(ACCOUNTS.reliefFund.code),
      developmentFundFen: of(ACCOUNTS.developmentFund.code),
    };
  });
}
