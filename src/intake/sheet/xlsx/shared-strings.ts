import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { cellTooLong } from '#intake/sheet/limit-refusals.ts';
import type { SheetLimits } from '#intake/sheet/limits.ts';
import { type Cell, EMPTY_CELL } from '#intake/sheet/sheet.ts';
import { CLOSE, damagedXml, MORE, nameHash, OPEN, TEXT, XmlScanner } from '#intake/sheet/xlsx/xml-scanner.ts';
import { decodeXmlText, resolveEscapes } from '#intake/sheet/xlsx/xml-text.ts';

const SI = nameHash('si');
const T = nameHash('t');
const R_PH = nameHash('rPh');
const SST = nameHash('sst');

/** UTF-8 bytes gathered before they become one string; each text is then a slice of it. */
const BLOCK_BYTES = 512 * 1024;
/** More than 200,000 rows of 40 columns can use, and few enough for the tables that point at them. */
const MOST_STRINGS = 8_000_000;

/**
 * The strings that the cells of a workbook refer to by number.
 *
 * Hundreds of thousands of small strings cost more to keep than all the rest of the work, so the texts lie in a few long
 * strings, and a cell is cut out of them when a row asks for it. A text that is asked for twice is kept as a cell.
 */
export class SharedStrings {
  private readonly blocks: string[] = [];
  private readonly blockOf: Uint16Array;
  private readonly startOf: Uint32Array;
  private readonly seen: Uint8Array;
  private readonly kept: (Cell | undefined)[];
  readonly count: number;

  constructor(blocks: string[], blockOf: Uint16Array, startOf: Uint32Array, count: number) {
    this.blocks = blocks;
    this.blockOf = blockOf;
    this.startOf = startOf;
    this.count = count;
    this.seen = new Uint8Array(count);
    this.kept = new Array(count);
  }

  cell(index: number): Cell {
    if (!(index < this.count)) throw damagedXml();
    const kept = this.kept[index];
    if (kept !== undefined) return kept;
    const cell = this.cut(index);
    if (this.seen[index] === 0) this.seen[index] = 1;
    else this.kept[index] = cell;
    return cell;
  }

  private cut(index: number): Cell {
    const block = this.blockOf[index] ?? 0;
    const isLastOfBlock = index + 1 === this.count || this.blockOf[index + 1] !== block;
    const text = (this.blocks[block] ?? '').slice(
      this.startOf[index],
      isLastOfBlock ? undefined : this.startOf[index + 1],
    );
    return text === '' ? EMPTY_CELL : { kind: 'text', text, number: Number.NaN, isFormula: false };
  }
}

export const NO_SHARED_STRINGS: SharedStrings = new SharedStrings([], new Uint16Array(0), new Uint32Array(0), 0);

/** Reads `sharedStrings.xml`: plain texts and runs of rich text joined, phonetic guides left out. */
export async function readSharedStrings(
  chunks: AsyncIterable<Uint8Array>,
  limits: SheetLimits,
): Promise<SharedStrings> {
  const builder = new SharedStringsBuilder(limits);
  for await (const chunk of chunks) builder.push(chunk);
  return builder.finish();
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

class SharedStringsBuilder {
  private readonly scanner = new XmlScanner();
  private readonly limits: SheetLimits;
  private readonly blocks: string[] = [];
  private blockOf = new Uint16Array(4096);
  private startOf = new Uint32Array(4096);
  private count = 0;
  private block = new Uint8Array(BLOCK_BYTES);
  private blockFilled = 0;
  /** UTF-16 units of what lies in the block. */
  private units = 0;
  private keptBytes = 0;
  private textStart = 0;
  private inText = false;
  private inPhonetic = false;
  private isClosed = false;

  constructor(limits: SheetLimits) {
    this.limits = limits;
  }

  push(chunk: Uint8Array): void {
    const { scanner } = this;
    scanner.feed(chunk);
    for (;;) {
      const token = scanner.next();
      if (token === MORE) return;
      if (token === OPEN) this.open();
      else if (token === CLOSE) this.close();
      else if (this.inText && !this.inPhonetic) this.add(token === TEXT);
    }
  }

  finish(): SharedStrings {
    if (!this.isClosed || this.scanner.hasRest()) throw damagedXml();
    this.endBlock();
    return new SharedStrings(this.blocks, this.blockOf, this.startOf, this.count);
  }

  private open(): void {
    const { name, isEmptyElement } = this.scanner;
    if (name === SI) this.startString();
    else if (name === T) this.inText = !isEmptyElement;
    else if (name === R_PH) this.inPhonetic = !isEmptyElement;
    else if (name === SST && isEmptyElement) this.isClosed = true;
  }

  private close(): void {
    const { name } = this.scanner;
    if (name === T) this.inText = false;
    else if (name === R_PH) this.inPhonetic = false;
    else if (name === SST) this.isClosed = true;
  }

  private startString(): void {
    if (this.count === MOST_STRINGS) throw tooMuchText();
    if (this.blockFilled >= BLOCK_BYTES / 2) this.endBlock();
    if (this.count === this.startOf.length) {
      const blockOf = new Uint16Array(this.count * 2);
      blockOf.set(this.blockOf);
      this.blockOf = blockOf;
      const startOf = new Uint32Array(this.count * 2);
      startOf.set(this.startOf);
      this.startOf = startOf;
    }
    this.blockOf[this.count] = this.blocks.length;
    this.startOf[this.count] = this.units;
    this.count++;
    this.textStart = this.units;
  }

  /** Adds the scanner's text to the string begun last. */
  private add(hasReferences: boolean): void {
    const { bytes, start, end } = this.scanner;
    if (this.count === 0) throw damagedXml();
    if (isPlain(bytes, start, end)) {
      this.reserve(end - start);
      this.block.set(bytes.subarray(start, end), this.blockFilled);
      this.blockFilled += end - start;
      this.units += utf16Units(bytes, start, end);
    } else {
      const text = resolveEscapes(
        hasReferences ? decodeXmlText(bytes, start, end) : decoder.decode(bytes.subarray(start, end)),
      );
      const encoded = encoder.encode(text);
      this.reserve(encoded.length);
      this.block.set(encoded, this.blockFilled);
      this.blockFilled += encoded.length;
      this.units += text.length;
    }
    if (this.units - this.textStart > this.limits.cellLength) throw cellTooLong(this.limits);
  }

  private reserve(length: number): void {
    this.keptBytes += length;
    if (this.keptBytes > this.limits.keptBytes) throw tooMuchText();
    const needed = this.blockFilled + length;
    if (needed <= this.block.length) return;
    const grown = new Uint8Array(Math.max(needed, this.block.length * 2));
    grown.set(this.block.subarray(0, this.blockFilled));
    this.block = grown;
  }

  private endBlock(): void {
    if (this.blockFilled === 0) return;
    if (this.blocks.length === 0xffff) throw damagedXml();
    this.blocks.push(this.decodeBlock());
    this.blockFilled = 0;
    this.units = 0;
  }

  private decodeBlock(): string {
    try {
      return decoder.decode(this.block.subarray(0, this.blockFilled));
    } catch {
      throw damagedXml();
    }
  }
}

function tooMuchText(): FileRefused {
  return new FileRefused('too-far-inflated', '文件里的文字总量过大，无法读取。请把要上传的行拆成几个文件分别上传。');
}

const AMPERSAND = 0x26;
const UNDERSCORE = 0x5f;
const SMALL_X = 0x78;

/** Whether the bytes hold neither references nor escapes. */
function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === AMPERSAND || (byte === UNDERSCORE && bytes[at + 1] === SMALL_X)) return false;
  }
  return true;
}

/** How many UTF-16 units the UTF-8 bytes make, if they are well formed; if not, decoding the block says so. */
function utf16Units(bytes: Uint8Array, start: number, end: number): number {
  let units = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
