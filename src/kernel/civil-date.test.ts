import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addYears,
  ageOn,
  calendarDay,
  dayNumber,
  daysInMonth,
  FIRST_DAY,
  formatChineseDate,
  formatDate,
  isLeapYear,
  MILLISECONDS_PER_DAY,
  parseDate,
  parseInstant,
  shanghaiDay,
  startOfDay,
} from '#kernel/civil-date.ts';

const LAST_DAY = dayNumber(9999, 12, 31);
const DAY = fc.integer({ min: FIRST_DAY, max: LAST_DAY });
const RECENT_DAY = fc.integer({ min: dayNumber(1850, 1, 1), max: dayNumber(2150, 12, 31) });

function day(text: string): number {
  const date = parseDate(text);
  if (Number.isNaN(date)) throw new Error(`the test itself is wrong: ${text}`);
  return date;
}

describe('dayNumber and calendarDay', () => {
  it.each([
    [1970, 1, 1, 0],
    [1969, 12, 31, -1],
    [1970, 12, 31, 364],
    [2000, 2, 29, 11_016],
    [2000, 3, 1, 11_017],
    [1, 1, 1, -719_162],
  ])('count %i-%i-%i as day %i', (year, month, dayOfMonth, date) => {
    expect(dayNumber(year, month, dayOfMonth)).toBe(date);
    expect(calendarDay(date)).toEqual({ year, month, day: dayOfMonth });
  });

  it('agree with the platform’s own calendar on every day of the years 1 to 9999', () => {
    fc.assert(
      fc.property(DAY, (date) => {
        const reference = new Date(date * MILLISECONDS_PER_DAY);
        const { year, month, day: dayOfMonth } = calendarDay(date);
        expect([year, month, dayOfMonth]).toEqual([
          reference.getUTCFullYear(),
          reference.getUTCMonth() + 1,
          reference.getUTCDate(),
        ]);
        expect(dayNumber(year, month, dayOfMonth)).toBe(date);
      }),
      { numRuns: 5000 },
    );
  });

  it('miss and double no day from 1896 to 2104', () => {
    let date = dayNumber(1896, 1, 1);
    for (let year = 1896; year <= 2104; year++) {
      for (let month = 1; month <= 12; month++) {
        for (let dayOfMonth = 1; dayOfMonth <= daysInMonth(year, month); dayOfMonth++) {
          if (dayNumber(year, month, dayOfMonth) !== date) expect.unreachable(`${year}-${month}-${dayOfMonth}`);
          date++;
        }
      }
    }
    expect(date).toBe(dayNumber(2105, 1, 1));
  });
});

describe('isLeapYear', () => {
  it.each([
    [2024, true],
    [2025, false],
    [1900, false],
    [2000, true],
    [2100, false],
    [2400, true],
  ])('says of %i: %s', (year, isLeap) => {
    expect(isLeapYear(year)).toBe(isLeap);
    expect(daysInMonth(year, 2)).toBe(isLeap ? 29 : 28);
  });
});

describe('parseDate', () => {
  it('reads every day that formatDate writes', () => {
    fc.assert(
      fc.property(DAY, (date) => {
        const text = formatDate(date);
        expect(text).toBe(new Date(date * MILLISECONDS_PER_DAY).toISOString().slice(0, 10));
        expect(parseDate(text)).toBe(date);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '',
    '2025-02-29',
    '2100-02-29',
    '1900-02-29',
    '2025-04-31',
    '2025-13-01',
    '2025-00-01',
    '2025-01-00',
    '2025-01-32',
    '0000-01-01',
    '2025-1-1',
    '2025/01/01',
    '20250101',
    ' 2025-01-01',
    '2025-01-01 ',
    '2025-01-0１',
    '2025-01-+1',
    '2025-01- 1',
    '-025-01-01',
    '2e25-01-01',
    '2025-01-01T00:00',
  ])('gives NaN for %j', (text) => {
    expect(parseDate(text)).toBeNaN();
  });
});

describe('formatChineseDate', () => {
  it('writes month and day without leading zeros', () => {
    expect(formatChineseDate(day('2025-05-06'))).toBe('2025年5月6日');
  });
});

describe('addYears', () => {
  it.each([
    ['2024-02-29', 1, '2025-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2096-02-29', 4, '2100-02-28'],
    ['2025-02-28', -1, '2024-02-28'],
    ['2024-12-31', 1, '2025-12-31'],
    ['2025-01-01', 0, '2025-01-01'],
    ['2024-02-29', -1, '2023-02-28'],
  ])('makes %s and %i years to %s', (from, years, to) => {
    expect(formatDate(addYears(day(from), years))).toBe(to);
  });

  it('keeps month and day but on February 29', () => {
    fc.assert(
      fc.property(RECENT_DAY, fc.integer({ min: -100, max: 100 }), (date, years) => {
        const from = calendarDay(date);
        const to = calendarDay(addYears(date, years));
        const isLeapDay = from.month === 2 && from.day === 29;
        expect(to).toEqual({
          year: from.year + years,
          month: from.month,
          day: isLeapDay && !isLeapYear(to.year) ? 28 : from.day,
        });
      }),
    );
  });
});

describe('ageOn', () => {
  it.each([
    ['2009-05-26', '2025-05-25', 15],
    ['2009-05-26', '2025-05-26', 16],
    ['2009-05-26', '2025-05-27', 16],
    ['1999-12-31', '2000-01-01', 0],
    ['2000-01-01', '2000-12-31', 0],
    ['2008-02-29', '2024-02-28', 15],
    ['2008-02-29', '2024-02-29', 16],
    ['2008-02-29', '2025-02-28', 16],
    ['2008-02-29', '2025-03-01', 17],
    ['2025-05-26', '2025-05-26', 0],
    ['2025-05-27', '2025-05-26', -1],
  ])('counts for someone born on %s on %s %i years', (bornOn, on, age) => {
    expect(ageOn(day(bornOn), day(on))).toBe(age);
  });

  it('grows by one within a year and never falls', () => {
    fc.assert(
      fc.property(RECENT_DAY, fc.nat(40_000), (bornOn, later) => {
        const age = ageOn(bornOn, bornOn + later);
        expect(ageOn(bornOn, bornOn + later + 1) - age).toBeOneOf([0, 1]);
        expect(ageOn(bornOn, bornOn + later + 366)).toBeGreaterThan(age);
      }),
    );
  });
});

describe('parseInstant', () => {
  it('agrees with the platform’s own reader on every instant with an offset', () => {
    const offset = fc.constantFrom('Z', '+08:00', '-03:30', '+14:00', '+00:00');
    const fraction = fc.constantFrom('', '.1', '.12', '.123');
    const clock = fc.tuple(fc.nat(23), fc.nat(59), fc.nat(59));
    fc.assert(
      fc.property(RECENT_DAY, clock, fraction, offset, (date, parts, fractionText, offsetText) => {
        const time = parts.map((part) => String(part).padStart(2, '0')).join(':');
        const text = `${formatDate(date)}T${time}${fractionText}${offsetText}`;
        expect(parseInstant(text)).toBe(Date.parse(text));
      }),
    );
  });

  it.each([
    '',
    '2025-05-25',
    '2025-05-25T24:00:00+08:00',
    '2025-05-25T23:60:00+08:00',
    '2025-05-25T23:59:60+08:00',
    '2025-02-29T12:00:00+08:00',
    '2025-05-25T12:00:00',
    '2025-05-25 12:00:00+08:00',
    '2025-05-25T12:00+08:00',
    '2025-05-25T12:00:00+0800',
    '2025-05-25T12:00:00+15:00',
    '2025-05-25T12:00:00+08:60',
    '2025-05-25T12:00:00.1234Z',
    '2025-05-25T12:00:00.Z',
    '2025-05-25t12:00:00z',
    '2025-05-25T12:00:00Z ',
  ])('gives NaN for %j', (text) => {
    expect(parseInstant(text)).toBeNaN();
  });
});

describe('shanghaiDay and startOfDay', () => {
  it.each([
    ['2025-05-25T23:59:58+08:00', '2025-05-25'],
    ['2025-05-26T00:00:00+08:00', '2025-05-26'],
    ['2025-05-25T15:59:59.999Z', '2025-05-25'],
    ['2025-05-25T16:00:00Z', '2025-05-26'],
    ['1969-12-31T15:59:59Z', '1969-12-31'],
  ])('find for %s the day %s', (instant, date) => {
    expect(formatDate(shanghaiDay(parseInstant(instant)))).toBe(date);
  });

  it('begin a day with its first millisecond', () => {
    fc.assert(
      fc.property(RECENT_DAY, (date) => {
        expect(shanghaiDay(startOfDay(date))).toBe(date);
        expect(shanghaiDay(startOfDay(date) - 1)).toBe(date - 1);
      }),
    );
  });
});
