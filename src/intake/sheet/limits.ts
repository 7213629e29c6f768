/** What a file may cost before it is refused. Every figure has a sentence for the user that names it. */
export interface SheetLimits {
  /** Bytes of the file itself. */
  readonly fileBytes: number;
  /** Bytes of an old .xls, which has to be held whole in memory and several times over. */
  readonly xlsBytes: number;
  /** Entries in the zip of an .xlsx. */
  readonly zipEntries: number;
  /** Bytes that all parts read may inflate to. */
  readonly inflatedBytes: number;
  /** Bytes of a part that is kept in memory while rows are read: shared strings. */
  readonly keptBytes: number;
  /** Rows with content, the header among them. */
  readonly rows: number;
  /** Columns with content. */
  readonly columns: number;
  /** UTF-16 units in a cell; Excel itself stops at 32,767. */
  readonly cellLength: number;
}

/** 200,000 rows is what a roster may have (platform.md §2), and one more for its header. */
export const DEFAULT_LIMITS: SheetLimits = {
  fileBytes: 256 * 1024 * 1024,
  xlsBytes: 48 * 1024 * 1024,
  zipEntries: 1000,
  inflatedBytes: 1024 * 1024 * 1024,
  keptBytes: 256 * 1024 * 1024,
  rows: 200_001,
  columns: 256,
  cellLength: 32_767,
};
