/** What a cell holds. A formula's kind is that of its stored result. */
export type CellKind = 'empty' | 'text' | 'number' | 'boolean' | 'date' | 'error';

/**
 * One cell. Cells are shared between rows (a word that many rows use is one object), so nobody changes them.
 */
export interface Cell {
  readonly kind: CellKind;
  /**
   * Text as it stands; a number's shortest exact text, never through a format (`0.9` also where `90%` is shown), from
   * 10^15 on in scientific notation (`4.1E+17`), because its last digits are lost; a date as `YYYY-MM-DD`, with ` HH:mm:ss` where
   * it has a time; `TRUE`, `FALSE`; an error as Excel writes it (`#N/A`); nothing for an empty cell.
   */
  readonly text: string;
  /** The value of a number, the serial of a date, `NaN` for every other kind. */
  readonly number: number;
  readonly isFormula: boolean;
}

export const EMPTY_CELL: Cell = { kind: 'empty', text: '', number: Number.NaN, isFormula: false };

/** A row that has something in it; rows without any content are never reported. */
export interface SheetRow {
  /** As the spreadsheet numbers it, from 1. */
  readonly rowNumber: number;
  readonly isHidden: boolean;
  /** From column A on, without gaps, up to the last cell that has content. */
  readonly cells: readonly Cell[];
}

export function cellAt(row: SheetRow, column: number): Cell {
  return row.cells[column] ?? EMPTY_CELL;
}

/** `0` → `A`, `26` → `AA`. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

/** Column 3 of row 62 → `D62`. */
export function cellAddress(rowNumber: number, column: number): string {
  return `${columnLetters(column)}${rowNumber}`;
}

/** What a spreadsheet hides or joins. Complete only after the last row was read. */
export interface SheetFacts {
  /** `B5:C5`; the first {@link FACTS_KEPT}. */
  readonly mergedRanges: readonly string[];
  /** Numbers of hidden rows that have content; the first {@link FACTS_KEPT}. */
  readonly hiddenRows: readonly number[];
  /** Indices of hidden columns among those that have content somewhere. */
  readonly hiddenColumns: readonly number[];
  /** Addresses of cells that hold a formula; the first {@link FACTS_KEPT}. */
  readonly formulaCells: readonly string[];
  /** The visible sheets behind this one that have content. */
  readonly otherSheets: readonly OtherSheet[];
}

/** How many places of a kind are kept: enough to show where to look, bounded in a file full of them. */
export const FACTS_KEPT = 20;

export interface OtherSheet {
  readonly name: string;
  /** The texts of its first row with content, so that a second list can be told from instructions. */
  readonly firstRow: readonly string[];
}

export type FileFormat = 'xlsx' | 'xls' | 'csv';

/** The first visible sheet of a workbook, or the one table of a CSV file. */
export interface Sheet {
  readonly format: FileFormat;
  /** Empty for CSV. */
  readonly name: string;
  /** In batches, each in the order of the file, row numbers rising. To be iterated once. Throws `FileRefused`. */
  rows(): AsyncIterable<readonly SheetRow[]>;
  /** Throws an Error before the iteration over rows has come to its end. */
  facts(): SheetFacts;
  /** The share of the file that has been read, 0 to 1. */
  progress(): number;
}
