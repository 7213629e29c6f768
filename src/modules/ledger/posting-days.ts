import { calendarDay, type DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { lockMonths } from './store.ts';

/**
 * For each business day the day on which it can be posted: itself, or today where its month is closed. For what comes from
 * outside and late, a bank's answer of last month: it is booked when it is known. Holds the months open until the act
 * commits.
 */
export async function postingDays(
  act: Act,
  days: readonly DayNumber[],
): Promise<(businessDay: DayNumber) => DayNumber> {
  const now = today(act.platform.clock);
  const firstDays = [...new Set(days.map(monthOf))].sort((a, b) => a - b);
  const closed = new Set(
    (await lockMonths(act, firstDays)).flatMap(({ month, state }) => (state === 'closed' ? month : [])),
  );
  return (businessDay) => (closed.has(monthOf(businessDay)) ? now : businessDay);
}

/** The first day of its month. */
function monthOf(day: DayNumber): DayNumber {
  return day - calendarDay(day).day + 1;
}
