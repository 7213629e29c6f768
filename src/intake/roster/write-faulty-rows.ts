import { ERROR_COLUMN } from '#intake/roster/template.ts';
import { TEMPLATE_SHEET_COLUMNS } from '#intake/roster/write-roster-template.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';

/** A row and what is wrong with it. */
export interface RowToWrite {
  readonly row: number;
  /** Of the six columns of the template. */
  readonly texts: readonly string[];
  /** `cell` is empty where the reason is about the whole row. */
  readonly faults: readonly { readonly cell: string; readonly message: string }[];
}

/**
 * Writes the faulty rows as the template with one column more that says what is wrong with each and what to do.
 *
 * Repaired there, the workbook can be uploaded as it is: the reader passes over the added column.
 */
export async function writeFaultyRows(faultyRows: Iterable<RowToWrite> | AsyncIterable<RowToWrite>): Promise<Blob> {
  return await writeWorkbook([
    {
      name: '需修改的人员',
      columns: [...TEMPLATE_SHEET_COLUMNS, { header: ERROR_COLUMN, width: 80, format: 'long-text' }],
      rows: withReasons(faultyRows),
    },
  ]);
}

async function* withReasons(
  faultyRows: Iterable<RowToWrite> | AsyncIterable<RowToWrite>,
): AsyncGenerator<string[], void, undefined> {
  for await (const { row, texts, faults } of faultyRows) {
    const reasons = faults.map(({ cell, message }) => (cell === '' ? message : `${cell}：${message}`)).join('；\n');
    yield [...texts, `原第 ${row} 行。${reasons}`];
  }
}
