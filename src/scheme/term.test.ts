import { describe, expect, it } from 'vitest';
import { type DayNumber, FIRST_DAY, formatDate, parseDate } from '#kernel/civil-date.ts';
import { CLAUSE_TEXTS } from '#scheme/clause-texts.ts';
import { editionsOf } from '#scheme/edition.ts';
import { INPATIENT_TERMS } from '#scheme/programs/henan-inpatient/terms.ts';
import { ACCIDENT_TERMS } from '#scheme/programs/national-accident/terms.ts';
import { changeDays, type TermRow, termsOn } from '#scheme/term.ts';

const FROM = parseDate('1990-01-01');
const TO = parseDate('2040-12-31');

/**
 * Every day on which a term of the table has no value, or more than one: the row with the latest beginning counts, and
 * there must be exactly one such.
 */
function faultsOf(rows: readonly TermRow[], from: DayNumber, to: DayNumber): string[] {
  const faults: string[] = [];
  for (const term of new Set(rows.map((row) => row.term))) {
    const own = rows.filter((row) => row.term === term);
    for (let day = from; day <= to; day += 1) {
      const begun = own.filter((row) => row.from <= day);
      const latest = Math.max(...begun.map((row) => row.from));
      const values = begun.filter((row) => row.from === latest);
      if (values.length !== 1) faults.push(`${term} has ${values.length} values on ${formatDate(day)}`);
    }
  }
  return faults;
}

const row = (term: string, from: string, value: number): TermRow => ({
  term,
  clause: '附件1-4.1',
  from: parseDate(from),
  value,
});

describe.each([
  ['henan-inpatient', INPATIENT_TERMS],
  ['national-accident', ACCIDENT_TERMS],
] as readonly (readonly [string, readonly TermRow[]])[])('the terms of %s', (_program, rows) => {
  it('have exactly one value on every day from 1990 to 2040', () => {
    expect(faultsOf(rows, FROM, TO)).toEqual([]);
  });

  it('are found on every one of these days, in the table and through its editions', () => {
    const editionOn = editionsOf(rows, (terms) => terms);
    const names = [...new Set(rows.map(({ term }) => term))];
    for (let day = FROM; day <= TO; day += 1) {
      const terms = termsOn(rows, day);
      expect(Object.keys(terms)).toEqual(names);
      if (editionOn(day) !== terms) expect(editionOn(day)).toEqual(terms);
    }
  });

  it('reach back to the first day of the calendar', () => {
    expect(faultsOf(rows, FIRST_DAY, FIRST_DAY)).toEqual([]);
  });

  it('are whole numbers, none below 0, each with a clause that exists', () => {
    for (const { value, clause } of rows) {
      expect(Number.isSafeInteger(value) && value >= 0).toBe(true);
      expect(CLAUSE_TEXTS).toHaveProperty([clause]);
    }
  });

  it('know no day on which a term changes twice', () => {
    const beginnings = rows.map(({ term, from }) => `${term} ${from}`);
    expect(new Set(beginnings).size).toBe(beginnings.length);
  });
});

describe('the sweep catches', () => {
  const day = parseDate('2026-01-01');

  it('a gap: a term that begins later than the first day swept', () => {
    const table = [row('ceiling', '2020-01-01', 1), row('share', '2026-01-02', 2)];
    expect(faultsOf(table, day, day + 1)).toEqual(['share has 0 values on 2026-01-01']);
    expect(() => termsOn(table, day)).toThrow('term share has no value on 2026-01-01');
    expect(termsOn(table, day + 1)).toEqual({ ceiling: 1, share: 2 });
  });

  it('an overlap: two rows of one term from the same day', () => {
    const table = [row('share', '2020-01-01', 1), row('share', '2026-01-01', 2), row('share', '2026-01-01', 3)];
    expect(faultsOf(table, day - 1, day)).toEqual(['share has 2 values on 2026-01-01']);
  });
});

describe('a table in which a term changes', () => {
  const table = [row('share', '2026-01-01', 70), row('share', '1990-01-01', 60), row('years', '1990-01-01', 2)];
  const change = parseDate('2026-01-01');

  it('has the old value to the end of the day before, the new one from the day on, in whatever order the rows stand', () => {
    expect(termsOn(table, change - 1)).toEqual({ share: 60, years: 2 });
    expect(termsOn(table, change)).toEqual({ share: 70, years: 2 });
    expect(changeDays(table)).toEqual([FROM, change]);
  });

  it('builds each edition once, when it is first asked for', () => {
    const built: unknown[] = [];
    const editionOn = editionsOf(table, (terms) => {
      built.push(terms);
      return terms;
    });
    expect(built).toEqual([]);
    expect(editionOn(change)['share']).toBe(70);
    expect(editionOn(change + 4_000)).toBe(editionOn(change));
    expect(editionOn(change - 1)['share']).toBe(60);
    expect(editionOn(FROM)).toBe(editionOn(change - 1));
    expect(built).toHaveLength(2);
  });

  it('throws for a day before its first row rather than taking a later value', () => {
    const editionOn = editionsOf(table, (terms) => terms);
    expect(() => editionOn(FROM - 1)).toThrow('has no value on 1989-12-31');
  });
});
