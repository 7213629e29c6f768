import { cellTooLong, tooManyColumns, tooManyRows } from '#intake/sheet/limit-refusals.ts';
import type { SheetLimits } from '#intake/sheet/limits.ts';
import { dateText, numberText } from '#intake/sheet/number-format.ts';
import { type Cell, type CellKind, cellAddress, EMPTY_CELL, type SheetRow } from '#intake/sheet/sheet.ts';
import { FactsBuilder } from '#intake/sheet/sheet-facts.ts';
import { BiffStringReader } from '#intake/sheet/xls/biff-strings.ts';
import { type BiffRecord, type BiffSheet, type BiffWorkbook, recordsFrom } from '#intake/sheet/xls/biff-workbook.ts';
import { damagedCompoundFile } from '#intake/sheet/xls/compound-file.ts';

const FORMULA = 0x0006;
const COLUMN_INFO = 0x007d;
const MULTIPLE_RK = 0x00bd;
const RICH_STRING = 0x00d6;
const MERGED_CELLS = 0x00e5;
const LABEL_SHARED = 0x00fd;
const NUMBER = 0x0203;
const LABEL = 0x0204;
const BOOLEAN_OR_ERROR = 0x0205;
const FORMULA_STRING = 0x0207;
const ROW = 0x0208;
const RK = 0x027e;

/** Bit of a ROW record's options: height zero. */
const ROW_HIDDEN = 0x20;

const ERRORS: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
]);

/** The rows of one sheet of an .xls: gathered whole, because its cells may come in any order. */
export class BiffRows {
  readonly facts: FactsBuilder = new FactsBuilder();
  private readonly workbook: BiffWorkbook;
  private readonly limits: SheetLimits;
  private readonly rows = new Map<number, Cell[]>();
  private readonly hiddenRows = new Set<number>();
  /** The formula whose text result is still to come. */
  private pending: { row: number; column: number } | undefined;

  constructor(workbook: BiffWorkbook, limits: SheetLimits) {
    this.workbook = workbook;
    this.limits = limits;
  }

  read(stream: Uint8Array, sheet: BiffSheet): SheetRow[] {
    for (const record of recordsFrom(stream, sheet.start)) this.readRecord(record);
    const numbers = [...this.rows.keys()].sort((a, b) => a - b);
    return numbers.map((row) => {
      const cells = this.rows.get(row) ?? [];
      const isHidden = this.hiddenRows.has(row);
      this.facts.addRow(row + 1, isHidden, cells);
      return { rowNumber: row + 1, isHidden, cells };
    });
  }

  private readRecord({ id, data }: BiffRecord): void {
    try {
      this.readCells(id, data);
    } catch (error) {
      // the only RangeError here is a record shorter than its kind
      if (error instanceof RangeError) throw damagedCompoundFile();
      throw error;
    }
  }

  private readCells(id: number, data: DataView): void {
    switch (id) {
      case LABEL_SHARED:
        this.addText(data, this.workbook.strings[data.getUint32(6, true)]);
        break;
      case RK:
        this.addNumber(data, columnOf(data), data.getUint16(4, true), rkValue(data.getUint32(6, true)));
        break;
      case MULTIPLE_RK:
        for (let at = 4, column = columnOf(data); at + 8 <= data.byteLength; at += 6, column++) {
          this.addNumber(data, column, data.getUint16(at, true), rkValue(data.getUint32(at + 2, true)));
        }
        break;
      case NUMBER:
        this.addNumber(data, columnOf(data), data.getUint16(4, true), data.getFloat64(6, true));
        break;
      case LABEL:
      case RICH_STRING:
        this.addText(data, stringAt(data, 6));
        break;
      case BOOLEAN_OR_ERROR:
        this.add(rowOf(data), columnOf(data), flagCell(data.getUint8(6), data.getUint8(7) === 1, false));
        break;
      case FORMULA:
        this.addFormula(data);
        break;
      case FORMULA_STRING:
        this.addFormulaText(stringAt(data, 0));
        break;
      default:
        this.readFacts(id, data);
    }
  }

  private readFacts(id: number, data: DataView): void {
    if (id === ROW) {
      if ((data.getUint16(12, true) & ROW_HIDDEN) !== 0) this.hiddenRows.add(rowOf(data));
    } else if (id === COLUMN_INFO) {
      const isHidden = (data.getUint16(8, true) & 1) !== 0 || data.getUint16(4, true) === 0;
      if (isHidden) this.facts.hideColumns(data.getUint16(0, true), data.getUint16(2, true));
    } else if (id === MERGED_CELLS) {
      for (let at = 2; at + 8 <= data.byteLength; at += 8) {
        const first = cellAddress(data.getUint16(at, true) + 1, data.getUint16(at + 4, true));
        const last = cellAddress(data.getUint16(at + 2, true) + 1, data.getUint16(at + 6, true));
        this.facts.addMergedRange(`${first}:${last}`);
      }
    }
  }

  /** [MS-XLS] 2.5.133: a result that is no number has its kind in the first byte and 0xFFFF at the end. */
  private addFormula(data: DataView): void {
    const row = rowOf(data);
    const column = columnOf(data);
    this.facts.addFormula(row + 1, column);
    this.pending = undefined;
    if (data.getUint16(12, true) !== 0xffff) {
      const cell = this.numberCell(data.getUint16(4, true), data.getFloat64(6, true));
      this.add(row, column, { ...cell, isFormula: true });
      return;
    }
    const kind = data.getUint8(6);
    if (kind === 1 || kind === 2) {
      this.add(row, column, flagCell(data.getUint8(8), kind === 2, true));
    } else {
      this.add(row, column, { ...EMPTY_CELL, isFormula: true });
      this.pending = { row, column };
    }
  }

  private addFormulaText(text: string): void {
    if (this.pending === undefined) return;
    const { row, column } = this.pending;
    this.pending = undefined;
    this.add(row, column, { kind: 'text', text, number: Number.NaN, isFormula: true });
  }

  private addText(data: DataView, text: string | undefined): void {
    if (text === undefined) throw damagedCompoundFile();
    if (text === '') return;
    const row = rowOf(data);
    const column = columnOf(data);
    if (text.length > this.limits.cellLength) throw cellTooLong(this.limits, cellAddress(row + 1, column));
    this.add(row, column, { kind: 'text', text, number: Number.NaN, isFormula: false });
  }

  private addNumber(data: DataView, column: number, style: number, value: number): void {
    this.add(rowOf(data), column, this.numberCell(style, value));
  }

  private numberCell(style: number, number: number): Cell {
    const date = this.workbook.dateStyles[style] === true ? dateText(number, this.workbook.is1904) : undefined;
    const kind: CellKind = date === undefined ? 'number' : 'date';
    return { kind, text: date ?? numberText(number), number, isFormula: false };
  }

  private add(row: number, column: number, cell: Cell): void {
    if (column >= this.limits.columns) throw tooManyColumns(this.limits, cellAddress(row + 1, column));
    let cells = this.rows.get(row);
    if (cells === undefined) {
      if (this.rows.size === this.limits.rows) throw tooManyRows(this.limits);
      cells = [];
      this.rows.set(row, cells);
    }
    while (cells.length < column) cells.push(EMPTY_CELL);
    cells[column] = cell;
  }
}

function rowOf(data: DataView): number {
  return data.getUint16(0, true);
}

function columnOf(data: DataView): number {
  return data.getUint16(2, true);
}

function stringAt(data: DataView, at: number): string {
  const reader = new BiffStringReader([new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]);
  reader.skip(at);
  return reader.text(reader.short());
}

function flagCell(value: number, isError: boolean, isFormula: boolean): Cell {
  const text = isError ? (ERRORS.get(value) ?? '#N/A') : value === 0 ? 'FALSE' : 'TRUE';
  return { kind: isError ? 'error' : 'boolean', text, number: Number.NaN, isFormula };
}

/** [MS-XLS] 2.5.217: 30 bits of a number, whole or the upper part of a float, perhaps in hundredths. */
function rkValue(rk: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(4, rk & 0xfffffffc, true);
  const value = (rk & 2) === 0 ? view.getFloat64(0, true) : (rk | 0) >> 2;
  return (rk & 1) === 0 ? value : value / 100;
}
