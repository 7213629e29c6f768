import type { Dice } from '#generator/dice.ts';
import { addYears, type DayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';
import { endOfPeriod } from '#kernel/period.ts';
import type { PeriodJson } from './case-json.ts';

const LEAP_DAY = parseDate('2024-02-29');
const FIRST_START = parseDate('2023-01-01');
const LAST_START = parseDate('2026-12-31');

export interface Run {
  readonly startOn: DayNumber;
  readonly endOn: DayNumber;
}

/** Up to four years of one member, with renewals on, just within and just after the days of grace. */
export function drawRuns(dice: Dice): Run[] {
  const runs: Run[] = [];
  let startOn = dice.oneIn(4)
    ? dice.of(LEAP_DAY, LEAP_DAY - 1, LEAP_DAY + 1, LEAP_DAY - 366, LEAP_DAY + 365)
    : dice.integer(FIRST_START, LAST_START);
  for (let count = dice.of(0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4); count > 0; count -= 1) {
    const endOn = endOfPeriod(startOn, 1);
    runs.push({ startOn, endOn });
    startOn = endOn + dice.of(1, 1, 1, 2, 8, 14, 15, 15, 16, 16, 17, 45, 400);
  }
  return runs;
}

/** The same periods under their ids, in no particular order. */
export function shuffled(dice: Dice, runs: readonly Run[], shares: () => number): PeriodJson[] {
  const periods: PeriodJson[] = [];
  for (const [index, { startOn, endOn }] of runs.entries()) {
    const period = { id: `p${index}`, startOn: formatDate(startOn), endOn: formatDate(endOn), shares: shares() };
    periods.splice(dice.integer(0, index), 0, period);
  }
  return periods;
}

/** A day at or near an end of some period, or anywhere in one; sometimes outside of all. */
export function drawDay(dice: Dice, runs: readonly Run[]): DayNumber {
  if (runs.length === 0) return dice.integer(FIRST_START, LAST_START);
  const { startOn, endOn } = dice.of(...runs);
  switch (dice.of('start', 'waiting', 'end', 'inside', 'inside', 'inside', 'leap')) {
    case 'start':
      return startOn + dice.of(-400, -31, -1, 0, 0, 0, 0, 1, 2);
    case 'waiting':
      return startOn + dice.of(14, 15, 16, 28, 29, 30, 31);
    case 'end':
      return endOn + dice.of(-31, -30, -3, -2, -1, 0, 0, 0, 1, 14, 15, 16);
    case 'leap':
      return startOn <= LEAP_DAY && LEAP_DAY <= endOn ? LEAP_DAY : dice.integer(startOn, endOn);
    default:
      return dice.integer(startOn, endOn);
  }
}

export function submittedAround(dice: Dice, from: DayNumber): string {
  const limit = addYears(from, 2);
  return formatDate(dice.oneIn(4) ? limit + dice.of(-1, 0, 0, 1, 1) : dice.integer(from - 5, limit));
}

export function notifiedAround(dice: Dice, from: DayNumber, withinDays: number): string | null {
  if (dice.oneIn(6)) return null;
  return formatDate(from + dice.of(-3, 0, 1, withinDays - 1, withinDays, withinDays + 1, withinDays + 40));
}
