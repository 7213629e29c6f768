import type { DayNumber } from '#kernel/civil-date.ts';

/** Days that an office's calendar tells to be worked or not; the others are guessed by their weekday. */
export type KnownDays = ReadonlyMap<DayNumber, boolean>;

/** Monday to Friday, where no calendar tells. 1970-01-01 was a Thursday. */
function isWeekday(day: DayNumber): boolean {
  return (((day + 3) % 7) + 7) % 7 < 5;
}

/**
 * The last day of a term of so many working days by an office's calendar: counting starts the day after (民法典 art. 201),
 * and the last day is a working day itself.
 */
export function endOfTerm(from: DayNumber, workingDays: number, known: KnownDays): DayNumber {
  let day = from;
  for (let left = workingDays; left > 0; ) {
    day += 1;
    if (known.get(day) ?? isWeekday(day)) left -= 1;
  }
  return day;
}
