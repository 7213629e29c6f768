import { notAStatement, refuseIfCancelled } from '#intake/bank-statement/refuse-statement.ts';
import { decodeText, detectEncoding } from '#intake/sheet/csv/text-encoding.ts';
import { cellTooLong, tooManyColumns, tooManyRows } from '#intake/sheet/limit-refusals.ts';
import type { SheetLimits } from '#intake/sheet/limits.ts';
import { type Cell, EMPTY_CELL, type SheetRow } from '#intake/sheet/sheet.ts';

/**
 * The bank's text file: a row a line, fields between `|`, nothing quoted, GBK or UTF-8.
 *
 * Not the CSV reader: there a remark that begins with a quotation mark would swallow the fields behind it.
 */
export async function* pipedRows(
  file: Blob,
  limits: SheetLimits,
  signal?: AbortSignal,
): AsyncGenerator<SheetRow[], void, undefined> {
  const encoding = await detectEncoding(file);
  let rest = '';
  let lineNumber = 0;
  let rowCount = 0;
  for await (const piece of decodeText(file, encoding, () => {})) {
    refuseIfCancelled(signal);
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw notAStatement(`第 ${lineNumber + lines.length + 1} 行太长，不像对账单`);
    const rows: SheetRow[] = [];
    for (const line of lines) addRow(rows, line, ++lineNumber, limits);
    rowCount += rows.length;
    if (rowCount > limits.rows) throw tooManyRows(limits);
    yield rows;
  }
  const rows: SheetRow[] = [];
  addRow(rows, rest, lineNumber + 1, limits);
  yield rows;
}

const LONGEST_LINE = 1024 * 1024;

function addRow(rows: SheetRow[], line: string, rowNumber: number, limits: SheetLimits): void {
  if (line.trim() === '') return;
  const fields = line.replace(/\r$/, '').split('|');
  if (fields.length > limits.columns) throw tooManyColumns(limits, `第 ${rowNumber} 行`);
  const cells = fields.map((text): Cell => {
    if (text.length > limits.cellLength) throw cellTooLong(limits, `第 ${rowNumber} 行`);
    return text === '' ? EMPTY_CELL : { kind: 'text', text, number: Number.NaN, isFormula: false };
  });
  rows.push({ rowNumber, isHidden: false, cells });
}

/** Whether the first bytes of a file are text with `|` between its fields. */
export function looksPiped(head: Uint8Array): boolean {
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const pipe = '|'.charCodeAt(0);
  if (!head.includes(pipe) || head[0] === '%'.charCodeAt(0) || head[0] === '{'.charCodeAt(0)) return false;
  return isUtf16 || head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
