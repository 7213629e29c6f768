import { addYears, type DayNumber } from '#kernel/civil-date.ts';

/** A run of civil days, from the first 00:00 to the last 24:00: both days inclusive. */
export interface Period {
  readonly startOn: DayNumber;
  readonly endOn: DayNumber;
}

/**
 * The last day of a period of `years` years that starts on `startOn`: 2025-05-02 → 2026-05-01, 2024-02-29 → 2025-02-28.
 *
 * One year from a day ends on the day before the same day of the next year; where that year has no such day (Feb 29),
 * on the last day of the month.
 */
export function endOfPeriod(startOn: DayNumber, years: number): DayNumber {
  const anniversary = addYears(startOn, years);
  // Feb 29 → Feb 28 of a common year: the month's last day is itself the end, nothing is taken off
  return addYears(anniversary, -years) === startOn ? anniversary - 1 : anniversary;
}

export function contains(period: Period, date: DayNumber): boolean {
  return period.startOn <= date && date <= period.endOn;
}

/** How many days two runs of days share, 0 or more; each given by its first and last day. */
export function sharedDays(startA: DayNumber, endA: DayNumber, startB: DayNumber, endB: DayNumber): number {
  const first = startA > startB ? startA : startB;
  const last = endA < endB ? endA : endB;
  return last < first ? 0 : last - first + 1;
}
