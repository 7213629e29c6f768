import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import type { ClauseId } from '#scheme/clause-texts.ts';

/**
 * One dated value of a program: a share, a limit, a number of days, with the clause that sets it.
 *
 * A change appends a row with a later `from`; a row that a decided claim used is never edited.
 */
export interface TermRow<Name extends string = string> {
  readonly term: Name;
  readonly clause: ClauseId;
  /** First day on which the value holds; it holds until the day before the next row of the same term. */
  readonly from: DayNumber;
  /** Fen, basis points, days, years or a count; the term's name ends with the unit. */
  readonly value: number;
}

/** Every term of a program with its value on one day. */
export type Terms<Name extends string> = Readonly<Record<Name, number>>;

/**
 * The value of every term on `day`.
 *
 * @throws where a term has no value on that day: a gap in the table is a defect of the table, found by its sweep test.
 */
export function termsOn<Name extends string>(rows: readonly TermRow<Name>[], day: DayNumber): Terms<Name> {
  const values = new Map<Name, TermRow<Name>>();
  const names = new Set<Name>();
  for (const row of rows) {
    names.add(row.term);
    const standing = values.get(row.term);
    if (row.from <= day && (standing === undefined || standing.from < row.from)) values.set(row.term, row);
  }
  const terms: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const row = values.get(name);
    if (row === undefined) throw new Error(`term ${name} has no value on ${formatDate(day)}`);
    terms[name] = row.value;
  }
  return Object.freeze(terms) as Terms<Name>;
}

/** The days on which some term of the table changes, ascending: between two of them all values stand still. */
export function changeDays(rows: readonly TermRow[]): readonly DayNumber[] {
  return [...new Set(rows.map((row) => row.from))].sort((a, b) => a - b);
}
