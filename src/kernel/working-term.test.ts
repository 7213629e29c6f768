import { expect, test } from 'vitest';
import { formatDate, parseDate } from './civil-date.ts';
import { endOfTerm } from './working-term.ts';

const NATIONAL_DAY = new Map([
  ...[1, 2, 5, 6, 7].map((day) => [parseDate(`2026-10-0${day}`), false] as const),
  [parseDate('2026-10-10'), true] as const,
]);
const after = (from: string, days: number): string => formatDate(endOfTerm(parseDate(from), days, NATIONAL_DAY));

test('the day itself does not count, weekends do not, the term ends on a working day', () => {
  expect(after('2026-11-25', 1)).toBe('2026-11-26');
  expect(after('2026-11-25', 3)).toBe('2026-11-30');
  expect(after('2026-11-28', 1)).toBe('2026-11-30');
  expect(after('1969-12-26', 1)).toBe('1969-12-29');
});

test('a holiday is left out, a Saturday worked in its place counts', () => {
  expect(after('2026-09-30', 1)).toBe('2026-10-08');
  expect(after('2026-09-30', 3)).toBe('2026-10-10');
});
