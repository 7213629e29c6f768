import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, dayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';
import { contains, endOfPeriod, sharedDays } from '#kernel/period.ts';

const DAY = fc.integer({ min: dayNumber(1990, 1, 1), max: dayNumber(2110, 12, 31) });
const SHORT = fc.integer({ min: -40, max: 40 });

describe('endOfPeriod', () => {
  it.each([
    ['2025-05-02', 1, '2026-05-01'],
    ['2025-05-26', 1, '2026-05-25'],
    ['2025-01-01', 1, '2025-12-31'],
    ['2024-02-29', 1, '2025-02-28'],
    ['2024-02-29', 4, '2028-02-28'],
    ['2024-02-28', 1, '2025-02-27'],
    ['2023-02-28', 1, '2024-02-27'],
    ['2023-03-01', 1, '2024-02-29'],
    ['2024-03-01', 1, '2025-02-28'],
    ['2096-02-29', 4, '2100-02-28'],
    ['2025-05-02', 3, '2028-05-01'],
    ['2025-12-31', 2, '2027-12-30'],
  ])('ends what starts on %s for %i years on %s', (startOn, years, endOn) => {
    expect(formatDate(endOfPeriod(parseDate(startOn), years))).toBe(endOn);
  });

  it('lasts 365 or 366 days a year and meets its renewal without gap or overlap', () => {
    fc.assert(
      fc.property(DAY, (startOn) => {
        const endOn = endOfPeriod(startOn, 1);
        expect(endOn - startOn + 1).toBeOneOf([365, 366]);
        const { month, day } = calendarDay(startOn);
        const renewal = calendarDay(endOn + 1);
        expect([renewal.month, renewal.day]).toEqual(month === 2 && day === 29 ? [3, 1] : [month, day]);
      }),
      { numRuns: 2000 },
    );
  });

  it('ends never earlier for a later start', () => {
    fc.assert(
      fc.property(DAY, fc.integer({ min: 1, max: 4 }), (startOn, years) => {
        expect(endOfPeriod(startOn + 1, years)).toBeGreaterThanOrEqual(endOfPeriod(startOn, years));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('contains', () => {
  it('counts the first and the last day in', () => {
    const period = { startOn: parseDate('2025-05-26'), endOn: parseDate('2026-05-25') };
    const days = ['2025-05-25', '2025-05-26', '2025-12-31', '2026-05-25', '2026-05-26'];
    expect(days.map((date) => contains(period, parseDate(date)))).toEqual([false, true, true, true, false]);
  });
});

describe('sharedDays', () => {
  it.each([
    [0, 9, 0, 9, 10],
    [0, 9, 9, 20, 1],
    [0, 9, 10, 20, 0],
    [0, 9, 3, 4, 2],
    [5, 5, 5, 5, 1],
    [0, 9, 30, 20, 0],
  ])('finds between %i–%i and %i–%i %i days', (startA, endA, startB, endB, days) => {
    expect(sharedDays(startA, endA, startB, endB)).toBe(days);
    expect(sharedDays(startB, endB, startA, endA)).toBe(days);
  });

  it('counts what a calendar would tick off', () => {
    fc.assert(
      fc.property(SHORT, SHORT, SHORT, SHORT, (startA, endA, startB, endB) => {
        let ticked = 0;
        for (let date = -50; date <= 50; date++) {
          const inBoth =
            contains({ startOn: startA, endOn: endA }, date) && contains({ startOn: startB, endOn: endB }, date);
          if (inBoth) ticked++;
        }
        expect(sharedDays(startA, endA, startB, endB)).toBe(ticked);
      }),
    );
  });
});
