import type { DayNumber } from '#kernel/civil-date.ts';
import { contains, type Period } from '#kernel/period.ts';

/** The index of no period: the day lies in none. */
export const NO_PERIOD = -1;

/** The index of the period that holds `day`, {@link NO_PERIOD} where none does; periods never overlap. */
export function findCoveringPeriod(periods: readonly Period[], day: DayNumber): number {
  for (let i = 0; i < periods.length; i++) {
    const period = periods[i];
    if (period !== undefined && contains(period, day)) return i;
  }
  return NO_PERIOD;
}
