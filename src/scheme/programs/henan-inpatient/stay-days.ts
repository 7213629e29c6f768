import type { DayNumber } from '#kernel/civil-date.ts';

/** Days of a stay: from admission up to, not including, discharge; a same-day stay has one. */
export function daysOfStay(admittedOn: DayNumber, dischargedOn: DayNumber): number {
  return Math.max(1, dischargedOn - admittedOn);
}
