import { type DayNumber, parseDate } from './civil-date.ts';

/** Days that are not as their weekday has it: `true` worked, `false` off. Who keeps the calendar hands them in. */
export type KnownDays = ReadonlyMap<DayNumber, boolean>;

const A_MONDAY = parseDate('2025-01-06');

/** Monday to Friday, but for the days that are known to be otherwise. */
export function isWorkingDay(day: DayNumber, known: KnownDays): boolean {
  const weekday = (((day - A_MONDAY) % 7) + 7) % 7;
  return known.get(day) ?? weekday < 5;
}

/** The working day number `count` after `day`; counting starts the day after. */
export function addWorkingDays(day: DayNumber, count: number, known: KnownDays): DayNumber {
  let reached = day;
  for (let left = count; left > 0; ) {
    reached += 1;
    if (isWorkingDay(reached, known)) left -= 1;
  }
  return reached;
}

/** Working days behind `from` up to and with `until`; negative where `until` lies before. */
export function workingDaysBetween(from: DayNumber, until: DayNumber, known: KnownDays): number {
  if (until < from) return -workingDaysBetween(until, from, known) || 0;
  let count = 0;
  for (let day = from + 1; day <= until; day += 1) if (isWorkingDay(day, known)) count += 1;
  return count;
}
