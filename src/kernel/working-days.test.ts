import { expect, it } from 'vitest';
import { formatDate, parseDate } from './civil-date.ts';
import { addWorkingDays, isWorkingDay, type KnownDays, workingDaysBetween } from './working-days.ts';

const days = (isWorked: boolean, ...dates: readonly string[]): readonly (readonly [number, boolean])[] =>
  dates.map((date) => [parseDate(date), isWorked] as const);

/** The Labour Day of 2025, and the weekend of that autumn that is worked. */
const known: KnownDays = new Map([
  ...days(false, '2025-05-01', '2025-05-02', '2025-05-05'),
  ...days(true, '2025-04-27', '2025-09-28'),
]);
const after = (date: string, count: number): string => formatDate(addWorkingDays(parseDate(date), count, known));
const between = (from: string, until: string): number => workingDaysBetween(parseDate(from), parseDate(until), known);

it('works from Monday to Friday, but for the days that are known to be otherwise', () => {
  expect(isWorkingDay(parseDate('2025-05-12'), known)).toBe(true);
  expect(isWorkingDay(parseDate('2025-05-10'), known)).toBe(false);
  expect(isWorkingDay(parseDate('2025-04-27'), known)).toBe(true);
  expect(isWorkingDay(parseDate('2025-05-01'), known)).toBe(false);
});

it('counts from the day after, over holidays and weekends that are worked', () => {
  expect(after('2025-04-30', 1)).toBe('2025-05-06');
  expect(after('2025-09-26', 2)).toBe('2025-09-29');
  expect(after('2025-04-30', 0)).toBe('2025-04-30');
});

it('counts the working days between two days, backwards below zero', () => {
  expect(between('2025-04-30', '2025-05-06')).toBe(1);
  expect(between('2025-05-06', '2025-04-30')).toBe(-1);
  expect(between('2025-05-03', '2025-05-02')).toBe(0);
});
