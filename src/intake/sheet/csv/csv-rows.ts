import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { cellTooLong, tooManyColumns, tooManyRows } from '#intake/sheet/limit-refusals.ts';
import type { SheetLimits } from '#intake/sheet/limits.ts';
import { type Cell, cellAddress, EMPTY_CELL, type SheetRow } from '#intake/sheet/sheet.ts';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Turns the text of a CSV file into rows, as it arrives (RFC 4180, with the delimiter given).
 *
 * Rows are numbered as a spreadsheet would number them, so a quoted line break doesn't count and an empty line does. A
 * quote counts only at the start of a field; what follows a closing quote is taken as it stands. `="0123"`, the trick by
 * which exports keep Excel from eating zeros, is unwrapped.
 */
export class CsvRowsParser {
  private readonly delimiter: number;
  private readonly limits: SheetLimits;
  private rows: SheetRow[] = [];
  private cells: Cell[] = [];
  private column = 0;
  private rowNumber = 1;
  private rowCount = 0;
  private field = '';
  private state: 'start' | 'plain' | 'quoted' | 'quote-in-quoted' = 'start';
  private isAfterReturn = false;

  constructor(delimiter: string, limits: SheetLimits) {
    this.delimiter = delimiter.charCodeAt(0);
    this.limits = limits;
  }

  push(text: string): SheetRow[] {
    this.rows = [];
    let at = 0;
    if (this.isAfterReturn && text.length > 0) {
      this.isAfterReturn = false;
      if (text.charCodeAt(0) === LINE_FEED) at = 1;
    }
    while (at < text.length) at = this.state === 'quoted' ? this.readQuoted(text, at) : this.readPlain(text, at);
    return this.rows;
  }

  /** The last row, where no line break ends it. */
  finish(): SheetRow[] {
    this.rows = [];
    if (this.state === 'quoted') {
      throw new FileRefused(
        'damaged',
        `CSV 文件第 ${this.rowNumber} 行的双引号没有成对，后面的内容无法分清。请改正，或用 Excel 另存为 .xlsx 后再上传。`,
      );
    }
    if (this.state !== 'start' || this.column > 0) this.endRow();
    return this.rows;
  }

  /** Up to and with the closing quote; the position behind it. */
  private readQuoted(text: string, from: number): number {
    const quote = text.indexOf('"', from);
    const end = quote < 0 ? text.length : quote;
    this.add(text, from, end);
    if (quote < 0) return end;
    this.state = 'quote-in-quoted';
    return quote + 1;
  }

  private readPlain(text: string, from: number): number {
    const { delimiter } = this;
    let at = from;
    if (this.state === 'quote-in-quoted' || this.state === 'start') {
      const isQuote = text.charCodeAt(at) === QUOTE;
      if (isQuote) {
        if (this.state === 'quote-in-quoted') this.field += '"';
        this.state = 'quoted';
        return at + 1;
      }
      this.state = 'plain';
    }
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === delimiter || code === LINE_FEED || code === CARRIAGE_RETURN) {
        this.add(text, from, at);
        this.endField();
        if (code !== delimiter) return this.endLine(text, at, code);
        return at + 1;
      }
    }
    this.add(text, from, at);
    return at;
  }

  private endLine(text: string, at: number, code: number): number {
    this.endRow();
    if (code === LINE_FEED) return at + 1;
    if (at + 1 === text.length) this.isAfterReturn = true;
    return text.charCodeAt(at + 1) === LINE_FEED ? at + 2 : at + 1;
  }

  private add(text: string, start: number, end: number): void {
    if (start === end) return;
    this.field = this.field === '' ? text.slice(start, end) : this.field + text.slice(start, end);
    if (this.field.length > this.limits.cellLength) {
      throw cellTooLong(this.limits, cellAddress(this.rowNumber, this.column));
    }
  }

  private endField(): void {
    const { field, column } = this;
    this.field = '';
    this.state = 'start';
    this.column++;
    if (field === '') return;
    if (column >= this.limits.columns) throw tooManyColumns(this.limits, cellAddress(this.rowNumber, column));
    while (this.cells.length < column) this.cells.push(EMPTY_CELL);
    this.cells.push({ kind: 'text', text: unwrapped(field), number: Number.NaN, isFormula: false });
  }

  private endRow(): void {
    if (this.state !== 'start') this.endField();
    const { cells, rowNumber } = this;
    if (cells.length > 0) {
      this.rowCount++;
      if (this.rowCount > this.limits.rows) throw tooManyRows(this.limits);
      this.rows.push({ rowNumber, isHidden: false, cells });
      this.cells = [];
    }
    this.column = 0;
    this.rowNumber++;
  }
}

function unwrapped(field: string): string {
  return field.startsWith('="') && field.length > 2 && field.endsWith('"') ? field.slice(2, -1) : field;
}
