import { damagedCompoundFile } from '#intake/sheet/xls/compound-file.ts';

/** Bit of a string's flags: two bytes a character. */
const WIDE = 0x01;
const PHONETIC = 0x04;
const RICH = 0x08;

const utf16 = new TextDecoder('utf-16le');

/** Reads the strings of BIFF8 ([MS-XLS] 2.5.293, 2.5.294, 2.5.240) out of the bytes of one record or of several in a row. */
export class BiffStringReader {
  private readonly parts: readonly Uint8Array[];
  private part = 0;
  private at = 0;

  /** The data of a record and of the CONTINUE records behind it. */
  constructor(parts: readonly Uint8Array[]) {
    this.parts = parts;
  }

  skip(bytes: number): void {
    let left = bytes;
    while (left > 0) {
      const here = Math.min(left, this.left());
      if (here === 0 && !this.advance()) throw damagedCompoundFile();
      this.at += here;
      left -= here;
    }
  }

  byte(): number {
    if (this.left() === 0 && !this.advance()) throw damagedCompoundFile();
    const value = this.parts[this.part]?.[this.at] ?? 0;
    this.at++;
    return value;
  }

  short(): number {
    const low = this.byte();
    return low | (this.byte() << 8);
  }

  long(): number {
    const low = this.short();
    return low + this.short() * 0x10000;
  }

  /** A string whose length stands before it, in two bytes, or in one for the names of sheets. */
  text(length: number): string {
    return this.characters(length, this.byte());
  }

  /** A string of the shared table, with runs of formats and phonetic guides that are passed over. */
  richText(): string {
    const length = this.short();
    const flags = this.byte();
    const runs = (flags & RICH) === 0 ? 0 : this.short();
    const extra = (flags & PHONETIC) === 0 ? 0 : this.long();
    const text = this.characters(length, flags);
    this.skip(runs * 4 + extra);
    return text;
  }

  /** Where characters go on in the next record, that one begins with flags of its own. */
  private characters(length: number, firstFlags: number): string {
    let text = '';
    let flags = firstFlags;
    for (let left = length; left > 0; ) {
      if (this.left() === 0) {
        if (!this.advance()) throw damagedCompoundFile();
        flags = this.byte();
      }
      const width = (flags & WIDE) === 0 ? 1 : 2;
      const count = Math.min(left, Math.floor(this.left() / width));
      if (count === 0) throw damagedCompoundFile();
      const bytes = (this.parts[this.part] ?? new Uint8Array()).subarray(this.at, this.at + count * width);
      text += width === 2 ? utf16.decode(bytes) : latin(bytes);
      this.at += count * width;
      left -= count;
    }
    return text;
  }

  private left(): number {
    return (this.parts[this.part]?.length ?? 0) - this.at;
  }

  private advance(): boolean {
    if (this.part + 1 >= this.parts.length) return false;
    this.part++;
    this.at = 0;
    return true;
  }
}

/** One byte a character: the low half of UTF-16. */
function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
