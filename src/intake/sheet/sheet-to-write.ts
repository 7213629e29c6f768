/** `null` for an empty cell. */
export type CellToWrite = string | number | null;

/**
 * How a column shows what stands in it, and what is typed into it later.
 *
 * `text` keeps numbers as they are typed, so that no spreadsheet damages IDs and phones; `long-text` also wraps its lines;
 * `yuan` has thousands and two decimals; `general` leaves it to the spreadsheet.
 */
export type ColumnFormat = 'general' | 'text' | 'long-text' | 'yuan';

export interface ColumnToWrite {
  readonly header: string;
  /** In characters of the standard font; a Chinese character takes two. */
  readonly width: number;
  /** `general` where absent. */
  readonly format?: ColumnFormat;
  /** What a drop-down offers. */
  readonly choices?: readonly string[];
  /** Whether anything else than the choices may be typed. */
  readonly allowsOther?: boolean;
}

export interface SheetToWrite {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  readonly columns: readonly ColumnToWrite[];
  /** Strings stay strings whatever they look like; money goes in as a number of yuan, `fen / 100`. */
  readonly rows: Iterable<readonly CellToWrite[]> | AsyncIterable<readonly CellToWrite[]>;
}
