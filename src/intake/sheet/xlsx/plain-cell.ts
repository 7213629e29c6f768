const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
const SLASH = 0x2f;
const SPACE = 0x20;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const LETTER_A = 0x41;
const LETTER_Z = 0x5a;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const SMALL_C = 0x63;
const SMALL_E = 0x65;
const LETTER_E = 0x45;
const SMALL_R = 0x72;
const SMALL_S = 0x73;
const SMALL_T = 0x74;
const SMALL_V = 0x76;
const PLUS = 0x2b;

const LAST_COLUMN = 16_384;
const LARGEST_STYLE = 100_000;

/**
 * Recognises `<c r="B12" s="3" t="s"><v>42</v></c>`, the one way in which nearly every program writes nearly every cell,
 * in a single pass over its bytes. Anything else, however slightly different, is left to the scanner.
 *
 * Takes 40 % off the processor time of the whole reader (docs/adr/0004-workbooks.md). A test holds it to the scanner's
 * results.
 */
export class PlainCell {
  /** -1 where the cell has no reference. */
  column = -1;
  style = 0;
  /** The value is the number of a shared string. */
  isShared = false;
  /** Range of the value: digits, signs, point, exponent. */
  start = 0;
  end = 0;

  /** The position behind the cell that begins at `at`, -1 where none of this shape lies there as a whole. */
  read(bytes: Uint8Array, at: number, filled: number): number {
    if (bytes[at] !== LESS_THAN || bytes[at + 1] !== SMALL_C || bytes[at + 2] !== SPACE) return -1;
    const behindAttributes = this.readAttributes(bytes, at + 3);
    if (behindAttributes < 0) return -1;
    let position = behindAttributes;
    if (bytes[position] !== LESS_THAN || bytes[position + 1] !== SMALL_V || bytes[position + 2] !== GREATER_THAN) {
      return -1;
    }
    position += 3;
    this.start = position;
    for (; position < filled; position++) {
      const byte = bytes[position] ?? 0;
      if (byte >= DIGIT_0 ? byte > DIGIT_9 && byte !== SMALL_E && byte !== LETTER_E : byte < PLUS || byte === SLASH)
        break;
    }
    this.end = position;
    if (
      position === this.start ||
      bytes[position] !== LESS_THAN ||
      bytes[position + 1] !== SLASH ||
      bytes[position + 2] !== SMALL_V ||
      bytes[position + 3] !== GREATER_THAN ||
      bytes[position + 4] !== LESS_THAN ||
      bytes[position + 5] !== SLASH ||
      bytes[position + 6] !== SMALL_C ||
      bytes[position + 7] !== GREATER_THAN
    ) {
      return -1;
    }
    return position + 8 <= filled ? position + 8 : -1;
  }

  /** Position behind the `>`; what lies beyond the filled bytes is caught by the caller, who checks the end. */
  private readAttributes(bytes: Uint8Array, from: number): number {
    this.column = -1;
    this.style = 0;
    this.isShared = false;
    let position = from;
    for (;;) {
      const name = bytes[position];
      if (bytes[position + 1] !== EQUALS || bytes[position + 2] !== QUOTE) return -1;
      position += 3;
      if (name === SMALL_R) position = this.readReference(bytes, position);
      else if (name === SMALL_S) position = this.readStyle(bytes, position);
      else if (name === SMALL_T && bytes[position] === SMALL_S) {
        this.isShared = true;
        position++;
      } else return -1;
      if (position < 0 || bytes[position] !== QUOTE) return -1;
      const next = bytes[position + 1];
      position += 2;
      if (next === GREATER_THAN) return position;
      if (next !== SPACE) return -1;
    }
  }

  private readReference(bytes: Uint8Array, from: number): number {
    let position = from;
    let column = 0;
    let byte = bytes[position] ?? 0;
    while (byte >= LETTER_A && byte <= LETTER_Z) {
      column = column * 26 + byte - LETTER_A + 1;
      if (column > LAST_COLUMN) return -1;
      byte = bytes[++position] ?? 0;
    }
    if (column === 0) return -1;
    this.column = column - 1;
    while (byte >= DIGIT_0 && byte <= DIGIT_9) byte = bytes[++position] ?? 0;
    return position;
  }

  private readStyle(bytes: Uint8Array, from: number): number {
    let position = from;
    let style = 0;
    let byte = bytes[position] ?? 0;
    while (byte >= DIGIT_0 && byte <= DIGIT_9) {
      style = style * 10 + byte - DIGIT_0;
      if (style > LARGEST_STYLE) return -1;
      byte = bytes[++position] ?? 0;
    }
    this.style = style;
    return position === from ? -1 : position;
  }
}
