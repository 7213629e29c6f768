import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { cellTooLong, tooManyColumns, tooManyRows } from '#intake/sheet/limit-refusals.ts';
import type { SheetLimits } from '#intake/sheet/limits.ts';
import { dateText, isShortest, numberText } from '#intake/sheet/number-format.ts';
import { type Cell, cellAddress, EMPTY_CELL, type SheetRow } from '#intake/sheet/sheet.ts';
import { FactsBuilder } from '#intake/sheet/sheet-facts.ts';
import { PlainCell } from '#intake/sheet/xlsx/plain-cell.ts';
import type { SharedStrings } from '#intake/sheet/xlsx/shared-strings.ts';
import type { DateStyles } from '#intake/sheet/xlsx/workbook-parts.ts';
import { CLOSE, damagedXml, isBlank, MORE, nameHash, OPEN, TEXT, XmlScanner } from '#intake/sheet/xlsx/xml-scanner.ts';
import { decodeBytes, decodeXmlText, resolveEscapes } from '#intake/sheet/xlsx/xml-text.ts';

/** What a sheet needs of its workbook to be understood. */
export interface WorkbookContext {
  readonly strings: SharedStrings;
  readonly dateStyles: DateStyles;
  readonly is1904: boolean;
  readonly limits: SheetLimits;
}

const SHEET_DATA = nameHash('sheetData');
const ROW = nameHash('row');
const C = nameHash('c');
const V = nameHash('v');
const F = nameHash('f');
const IS = nameHash('is');
const T = nameHash('t');
const R = nameHash('r');
const S = nameHash('s');
const R_PH = nameHash('rPh');
const HIDDEN = nameHash('hidden');
const HEIGHT = nameHash('ht');
const COL = nameHash('col');
const MIN = nameHash('min');
const MAX = nameHash('max');
const WIDTH = nameHash('width');
const MERGE_CELL = nameHash('mergeCell');
const REF = nameHash('ref');

/** Types of cells (`t`), by the hash of the attribute's value. */
const TYPE_SHARED = nameHash('s');
const TYPE_STRING = nameHash('str');
const TYPE_INLINE = nameHash('inlineStr');
const TYPE_BOOLEAN = nameHash('b');
const TYPE_ERROR = nameHash('e');
const TYPE_DATE = nameHash('d');
const TYPE_NUMBER = nameHash('n');

/** Excel's last row and column. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/**
 * Turns the bytes of a worksheet part into rows, as they arrive.
 *
 * A state machine over the scanner's tokens; for a cell that refers to a shared string nothing is allocated but, the
 * first time, the cell.
 */
export class SheetRowsParser {
  readonly facts: FactsBuilder = new FactsBuilder();
  private readonly scanner = new XmlScanner();
  private readonly plain = new PlainCell();
  private readonly context: WorkbookContext;
  private rows: SheetRow[] = [];
  private rowCount = 0;
  private inData = false;
  private isDataClosed = false;
  private inRow = false;
  private inCell = false;
  /** Whether character data belongs to the cell: inside `<v>`, or inside `<is><t>`. */
  private inValue = false;
  private inInline = false;
  private inPhonetic = false;
  private rowNumber = 0;
  private isRowHidden = false;
  private cells: Cell[] = [];
  private column = -1;
  private type = TYPE_NUMBER;
  private style = 0;
  private isFormula = false;
  private text = '';
  private sharedIndex = -1;

  constructor(context: WorkbookContext) {
    this.context = context;
  }

  /** Takes more bytes; returns the rows that became complete. */
  push(chunk: Uint8Array): SheetRow[] {
    const { scanner } = this;
    this.rows = [];
    scanner.feed(chunk);
    for (;;) {
      if (this.inRow && !this.inCell) while (this.readPlainCell());
      const token = scanner.next();
      if (token === MORE) return this.rows;
      if (token === OPEN) this.open();
      else if (token === CLOSE) this.close();
      else if (this.inValue && !this.inPhonetic) this.addText(token === TEXT);
    }
  }

  /** Throws `FileRefused` where the sheet broke off in the middle. */
  finish(): void {
    if (!this.isDataClosed || this.scanner.hasRest()) throw damagedXml();
  }

  private open(): void {
    const { scanner } = this;
    const { name, isEmptyElement } = scanner;
    if (this.inCell) {
      if (name === V) this.inValue = !isEmptyElement;
      else if (name === F) this.isFormula = true;
      else if (name === IS) this.inInline = !isEmptyElement;
      else if (name === T) this.inValue = this.inInline && !isEmptyElement;
      else if (name === R_PH) this.inPhonetic = !isEmptyElement;
    } else if (this.inRow) {
      if (name === C) this.openCell();
    } else if (this.inData) {
      if (name === ROW) this.openRow();
    } else if (name === SHEET_DATA) {
      this.inData = !isEmptyElement && !this.isDataClosed;
      if (isEmptyElement) this.isDataClosed = true;
    } else if (name === COL) {
      this.readColumns();
    } else if (name === MERGE_CELL) {
      this.facts.addMergedRange(this.attributeText(REF));
    }
  }

  private close(): void {
    const { name } = this.scanner;
    if (this.inCell) {
      if (name === C) this.closeCell();
      else if (name === V || name === T) this.inValue = false;
      else if (name === IS) this.inInline = false;
      else if (name === R_PH) this.inPhonetic = false;
    } else if (this.inRow) {
      if (name === ROW) this.closeRow();
    } else if (name === SHEET_DATA) {
      this.inData = false;
      this.isDataClosed = true;
    }
  }

  private openRow(): void {
    const { scanner } = this;
    let rowNumber = this.rowNumber + 1;
    this.isRowHidden = false;
    for (let index = 0; index < scanner.attributeCount; index++) {
      const name = scanner.attributeName(index);
      if (name === R) rowNumber = this.wholeNumber(index);
      else if (name === HIDDEN) this.isRowHidden = this.isTrueAttribute(index);
      else if (name === HEIGHT && this.isZeroAttribute(index)) this.isRowHidden = true;
    }
    if (!(rowNumber >= 1 && rowNumber <= LAST_ROW)) throw damagedXml();
    if (rowNumber <= this.rowNumber) throw rowsOutOfOrder(this.rowNumber, rowNumber);
    this.rowNumber = rowNumber;
    this.cells = [];
    this.column = -1;
    this.inRow = !scanner.isEmptyElement;
  }

  private closeRow(): void {
    this.inRow = false;
    const { cells, rowNumber, isRowHidden: isHidden } = this;
    if (cells.length === 0) return;
    this.rowCount++;
    if (this.rowCount > this.context.limits.rows) throw tooManyRows(this.context.limits);
    this.facts.addRow(rowNumber, isHidden, cells);
    this.rows.push({ rowNumber, isHidden, cells });
  }

  private openCell(): void {
    const { scanner } = this;
    this.column++;
    this.type = TYPE_NUMBER;
    this.style = 0;
    for (let index = 0; index < scanner.attributeCount; index++) {
      const name = scanner.attributeName(index);
      if (name === R) this.column = this.columnOf(index);
      else if (name === T) this.type = this.hashOf(index);
      else if (name === S) this.style = this.wholeNumber(index);
    }
    this.isFormula = false;
    this.text = '';
    this.sharedIndex = -1;
    this.inCell = !scanner.isEmptyElement;
  }

  /** Takes a cell of the common shape; false where the next bytes are none, or not all there yet. */
  private readPlainCell(): boolean {
    const { scanner, plain } = this;
    const next = plain.read(scanner.bytes, scanner.position, scanner.filled);
    if (next < 0) return false;
    scanner.position = next;
    this.column = plain.column < 0 ? this.column + 1 : plain.column;
    this.style = plain.style;
    const cell = plain.isShared
      ? this.context.strings.cell(digits(scanner.bytes, plain.start, plain.end))
      : this.numberCell(decodeBytes(scanner.bytes, plain.start, plain.end));
    if (cell !== EMPTY_CELL) this.place(cell);
    return true;
  }

  private closeCell(): void {
    this.inCell = false;
    this.inValue = false;
    this.inInline = false;
    this.inPhonetic = false;
    const { isFormula } = this;
    const cell = this.sharedIndex >= 0 ? this.context.strings.cell(this.sharedIndex) : this.valueCell();
    if (isFormula) {
      this.facts.addFormula(this.rowNumber, this.column);
      this.place({ ...cell, isFormula });
    } else if (cell !== EMPTY_CELL) this.place(cell);
  }

  private place(cell: Cell): void {
    const { cells, column } = this;
    const { limits } = this.context;
    if (column >= limits.columns) throw tooManyColumns(limits, cellAddress(this.rowNumber, column));
    while (cells.length < column) cells.push(EMPTY_CELL);
    cells[column] = cell;
  }

  private addText(hasReferences: boolean): void {
    const { bytes, start, end } = this.scanner;
    if (this.type === TYPE_SHARED) {
      this.sharedIndex = digits(bytes, start, end);
      return;
    }
    if (this.text.length > this.context.limits.cellLength) {
      throw cellTooLong(this.context.limits, cellAddress(this.rowNumber, this.column));
    }
    this.text += hasReferences ? decodeXmlText(bytes, start, end) : decodeBytes(bytes, start, end);
  }

  private valueCell(): Cell {
    const { text } = this;
    if (text === '') return EMPTY_CELL;
    switch (this.type) {
      case TYPE_NUMBER:
        return this.numberCell(text);
      case TYPE_STRING:
      case TYPE_INLINE:
        return this.textCell(resolveEscapes(text));
      case TYPE_BOOLEAN:
        return filled('boolean', text.trim() === '1' || text.trim() === 'true' ? 'TRUE' : 'FALSE');
      case TYPE_ERROR:
        return filled('error', text);
      case TYPE_DATE:
        return filled('date', text.replace('T', ' ').replace(/(?: 00:00:00)?(?:\.0+)?Z?$/, ''));
      default:
        return this.textCell(text);
    }
  }

  private textCell(text: string): Cell {
    if (text.length > this.context.limits.cellLength) {
      throw cellTooLong(this.context.limits, cellAddress(this.rowNumber, this.column));
    }
    return filled('text', text);
  }

  private numberCell(text: string): Cell {
    const number = Number(text);
    if (Number.isNaN(number) || text.trim() === '') return text.trim() === '' ? EMPTY_CELL : this.textCell(text);
    if (this.context.dateStyles[this.style] === true) {
      const date = dateText(number, this.context.is1904);
      if (date !== undefined) return { kind: 'date', text: date, number, isFormula: false };
    }
    return { kind: 'number', text: isShortest(text) ? text : numberText(number), number, isFormula: false };
  }

  private readColumns(): void {
    const { scanner } = this;
    let first = 0;
    let last = 0;
    let isHidden = false;
    for (let index = 0; index < scanner.attributeCount; index++) {
      const name = scanner.attributeName(index);
      if (name === MIN) first = this.wholeNumber(index);
      else if (name === MAX) last = this.wholeNumber(index);
      else if (name === HIDDEN) isHidden ||= this.isTrueAttribute(index);
      else if (name === WIDTH) isHidden ||= this.isZeroAttribute(index);
    }
    if (isHidden) this.facts.hideColumns(first - 1, Math.min(last, LAST_COLUMN) - 1);
  }

  private attributeText(name: number): string {
    const { scanner } = this;
    const index = scanner.attribute(name);
    if (index < 0) return '';
    return decodeXmlText(scanner.bytes, scanner.attributeStart(index), scanner.attributeEnd(index));
  }

  private wholeNumber(index: number): number {
    const { scanner } = this;
    return digits(scanner.bytes, scanner.attributeStart(index), scanner.attributeEnd(index));
  }

  private hashOf(index: number): number {
    const { scanner } = this;
    const end = scanner.attributeEnd(index);
    let hash = 0;
    for (let at = scanner.attributeStart(index); at < end; at++) {
      hash = (Math.imul(hash, 31) + (scanner.bytes[at] ?? 0)) | 0;
    }
    return hash;
  }

  private isTrueAttribute(index: number): boolean {
    const first = this.scanner.bytes[this.scanner.attributeStart(index)];
    return first === 0x31 || first === 0x74;
  }

  private isZeroAttribute(index: number): boolean {
    const { scanner } = this;
    const text = decodeBytes(scanner.bytes, scanner.attributeStart(index), scanner.attributeEnd(index));
    return Number(text) === 0;
  }

  /** Column of a reference like `AB12`; the digits are the row's, and the row knows its number. */
  private columnOf(index: number): number {
    const { bytes } = this.scanner;
    const end = this.scanner.attributeEnd(index);
    let column = 0;
    for (let at = this.scanner.attributeStart(index); at < end; at++) {
      const letter = (bytes[at] ?? 0) & 0xdf;
      if (letter < 0x41 || letter > 0x5a) break;
      column = column * 26 + letter - 0x40;
      if (column > LAST_COLUMN) throw damagedXml();
    }
    if (column === 0) throw damagedXml();
    return column - 1;
  }
}

function filled(kind: Cell['kind'], text: string): Cell {
  return { kind, text, number: Number.NaN, isFormula: false };
}

/** A whole number below 2^31 of ASCII digits, blanks around it allowed. */
function digits(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  let count = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      count++;
    } else if (!isBlank(bytes[at] ?? 0)) {
      throw damagedXml();
    }
  }
  if (count === 0 || count > 9) throw damagedXml();
  return value;
}

function rowsOutOfOrder(before: number, rowNumber: number): FileRefused {
  return new FileRefused(
    'rows-out-of-order',
    `表格内部行的次序乱了（第 ${rowNumber} 行写在第 ${before} 行之后）。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。`,
  );
}
