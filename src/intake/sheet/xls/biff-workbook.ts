import { isDateFormat } from '#intake/sheet/number-format.ts';
import { encrypted, unsupported } from '#intake/sheet/other-kinds.ts';
import { BiffStringReader } from '#intake/sheet/xls/biff-strings.ts';
import { damagedCompoundFile } from '#intake/sheet/xls/compound-file.ts';

/** One record of the workbook stream: what it is, and its bytes. */
export interface BiffRecord {
  readonly id: number;
  readonly data: DataView;
}

const RECORD_HEAD = 4;
/** [MS-XLS] 2.1.4: longer data goes on in CONTINUE records. */
const LONGEST_RECORD = 8224;

const BOF = 0x0809;
const END = 0x000a;
const CONTINUE = 0x003c;
const FILE_PASSWORD = 0x002f;
const DATE_MODE = 0x0022;
const FORMAT = 0x041e;
const CELL_FORMAT = 0x00e0;
const BOUND_SHEET = 0x0085;
const SHARED_STRINGS = 0x00fc;

const BIFF8 = 0x0600;

/** The records of one substream (the workbook's own, or a sheet's) from its BOF on, up to its end. */
export function* recordsFrom(stream: Uint8Array, start: number): Generator<BiffRecord, void, undefined> {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let depth = 0;
  for (let at = start; at + RECORD_HEAD <= stream.length; ) {
    const id = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    const dataStart = at + RECORD_HEAD;
    if (length > LONGEST_RECORD || dataStart + length > stream.length) throw damagedCompoundFile();
    // a chart inside a sheet is a substream of its own
    if (id === BOF) depth++;
    if (id === END) depth--;
    if (depth <= 0) return;
    if (depth === 1) yield { id, data: new DataView(stream.buffer, stream.byteOffset + dataStart, length) };
    at = dataStart + length;
  }
  throw damagedCompoundFile();
}

export interface BiffSheet {
  readonly name: string;
  /** Where its records begin in the stream. */
  readonly start: number;
}

export interface BiffWorkbook {
  /** The visible worksheets, in the order of their tabs. */
  readonly sheets: readonly BiffSheet[];
  readonly strings: readonly string[];
  /** Index of a cell format → whether it shows dates. */
  readonly dateStyles: readonly boolean[];
  readonly is1904: boolean;
}

/** Reads what stands before the sheets: their names, the shared strings, the formats. */
export function readBiffWorkbook(stream: Uint8Array): BiffWorkbook {
  const sheets: BiffSheet[] = [];
  const codes = new Map<number, string>();
  const formatIds: number[] = [];
  const stringParts: Uint8Array[] = [];
  let is1904 = false;
  let isInStrings = false;
  let isFirst = true;
  for (const { id, data } of recordsFrom(stream, 0)) {
    if (isFirst && (id !== BOF || shortAt(data, 0) !== BIFF8))
      throw unsupported('很早的 Excel 格式（Excel 95 或更早）');
    isFirst = false;
    isInStrings = id === SHARED_STRINGS || (isInStrings && id === CONTINUE);
    if (isInStrings) stringParts.push(bytesOf(data));
    else if (id === FILE_PASSWORD) throw encrypted();
    else if (id === DATE_MODE) is1904 = shortAt(data, 0) === 1;
    else if (id === CELL_FORMAT) formatIds.push(shortAt(data, 2));
    else if (id === FORMAT) {
      const reader = new BiffStringReader([bytesOf(data)]);
      const formatId = reader.short();
      codes.set(formatId, reader.text(reader.short()));
    } else if (id === BOUND_SHEET) {
      const sheet = readBoundSheet(data);
      if (sheet !== undefined) sheets.push(sheet);
    }
  }
  const dateStyles = formatIds.map((formatId) => isDateFormat(formatId, codes.get(formatId)));
  return { sheets, strings: readStrings(stringParts), dateStyles, is1904 };
}

/** `undefined` for a hidden sheet, and for what is no worksheet: charts, macros. */
function readBoundSheet(data: DataView): BiffSheet | undefined {
  const reader = new BiffStringReader([bytesOf(data)]);
  const start = reader.long();
  const isVisible = (reader.byte() & 3) === 0;
  const isWorksheet = reader.byte() === 0;
  const name = reader.text(reader.byte());
  return isVisible && isWorksheet ? { name, start } : undefined;
}

function readStrings(parts: readonly Uint8Array[]): string[] {
  const strings: string[] = [];
  if (parts.length === 0) return strings;
  const reader = new BiffStringReader(parts);
  reader.skip(4);
  const count = reader.long();
  // each takes three bytes at least, so a count beyond the file ends at its end
  for (let index = 0; index < count; index++) strings.push(reader.richText());
  return strings;
}

function bytesOf(data: DataView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function shortAt(data: DataView, at: number): number {
  if (at + 2 > data.byteLength) throw damagedCompoundFile();
  return data.getUint16(at, true);
}
