import { FileRefused } from '#intake/sheet/file-refusal.ts';

/** The scanner needs more bytes before it can go on. */
export const MORE = 0;
/** A start tag; {@link XmlScanner.isEmptyElement} tells `<c/>`. */
export const OPEN = 1;
export const CLOSE = 2;
/** Character data, entities not yet resolved. Never in two pieces unless CDATA or a comment stands between. */
export const TEXT = 3;
/** The content of a CDATA section, to be taken as it stands. */
export const CDATA = 4;

export type XmlToken = typeof MORE | typeof OPEN | typeof CLOSE | typeof TEXT | typeof CDATA;

/** A tag or text longer than this is no cell of ours: 32,767 units as hexadecimal references take 320 KB. */
const LONGEST_TOKEN = 512 * 1024;
/** An unfinished tag is searched again from its start, so it must stay short. */
const LONGEST_TAG = 64 * 1024;
const MOST_ATTRIBUTES = 64;

const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const COLON = 0x3a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const EXCLAMATION = 0x21;
const QUESTION = 0x3f;
const HYPHEN = 0x2d;
const BRACKET = 0x5d;
const CDATA_START = '<![CDATA[';

/**
 * Splits UTF-8 XML into tags and text, over a stream of byte chunks, without making a string or an object of its own.
 *
 * Names are compared as {@link nameHash} of the local name, so a namespace prefix doesn't matter (`x:row` is `row`).
 * Where names collide by someone's evil will, he only spoils his own file. Lenient where leniency is harmless (closing
 * tags are not matched), strict where it isn't: a document type, and with it every entity bomb, is refused.
 *
 * Time is linear in the bytes: what was searched in an unfinished token is not searched again.
 */
export class XmlScanner {
  /** The bytes at hand; positions below point into it and hold until the next {@link feed}. */
  bytes = new Uint8Array(64 * 1024);
  /** Hash of the local name of the tag. */
  name = 0;
  isEmptyElement = false;
  /** Range of the text. */
  start = 0;
  end = 0;
  attributeCount = 0;
  private readonly attributeNames = new Int32Array(MOST_ATTRIBUTES);
  private readonly attributeRanges = new Int32Array(MOST_ATTRIBUTES * 2);
  /** Where the next token begins; whoever recognises it himself moves this behind it. */
  position = 0;
  /** How many of the bytes are there. */
  filled = 0;
  /** How far the unfinished token at {@link position} was searched, 0 where it wasn't. */
  private searched = 0;
  private isFirst = true;

  /** Adds bytes behind what is left of the ones before. */
  feed(chunk: Uint8Array): void {
    const left = this.filled - this.position;
    if (left > LONGEST_TOKEN) throw damagedXml();
    const needed = left + chunk.length;
    if (needed > this.bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
      grown.set(this.bytes.subarray(this.position, this.filled));
      this.bytes = grown;
    } else if (left > 0) {
      this.bytes.copyWithin(0, this.position, this.filled);
    }
    this.bytes.set(chunk, left);
    this.searched = Math.max(0, this.searched - this.position);
    this.position = 0;
    this.filled = needed;
    if (this.isFirst && needed >= 3) this.skipByteOrderMark();
  }

  /** Whether anything but blanks is left that never became a token: true only for a file cut off. */
  hasRest(): boolean {
    for (let at = this.position; at < this.filled; at++) if (!isBlank(this.bytes[at] ?? 0)) return true;
    return false;
  }

  next(): XmlToken {
    const { bytes, filled } = this;
    for (;;) {
      const at = this.position;
      if (at >= filled) return MORE;
      if (bytes[at] !== LESS_THAN) return this.text(at);
      if (at + 1 >= filled) return MORE;
      const second = bytes[at + 1] ?? 0;
      if (second === EXCLAMATION) {
        const token = this.markup(at);
        if (token !== undefined) return token;
      } else if (second === QUESTION) {
        if (!this.skipUntil(at, at + 2, QUESTION, GREATER_THAN, 0)) return MORE;
      } else {
        return second === SLASH ? this.closingTag(at) : this.openingTag(at);
      }
    }
  }

  /** Index of the attribute with that local name, -1 where the tag has none. */
  attribute(name: number): number {
    for (let index = 0; index < this.attributeCount; index++) if (this.attributeNames[index] === name) return index;
    return -1;
  }

  attributeName(index: number): number {
    return this.attributeNames[index] ?? 0;
  }

  attributeStart(index: number): number {
    return this.attributeRanges[index * 2] ?? 0;
  }

  attributeEnd(index: number): number {
    return this.attributeRanges[index * 2 + 1] ?? 0;
  }

  private skipByteOrderMark(): void {
    this.isFirst = false;
    const [first, second, third] = this.bytes;
    if (first === 0xef && second === 0xbb && third === 0xbf) this.position = 3;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || second === 0) throw damagedXml();
  }

  private text(at: number): XmlToken {
    const { bytes, filled } = this;
    let end = Math.max(this.searched, at);
    while (end < filled && bytes[end] !== LESS_THAN) end++;
    if (end === filled) {
      if (end - at > 4096 && this.isBlankRange(at, end)) {
        this.position = end;
        this.searched = 0;
      } else {
        this.searched = end;
      }
      return MORE;
    }
    this.start = at;
    this.end = end;
    this.position = end;
    this.searched = 0;
    return TEXT;
  }

  /** A run of blanks between tags may be any length, and is dropped piece by piece. */
  private isBlankRange(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (!isBlank(this.bytes[at] ?? 0)) return false;
    return true;
  }

  /** `<!-- -->` is passed over (`undefined`), `<![CDATA[ ]]>` is a token, everything else is refused. */
  private markup(at: number): XmlToken | undefined {
    const { bytes, filled } = this;
    if (at + 2 >= filled) return MORE;
    if (bytes[at + 2] === HYPHEN) {
      if (at + 3 >= filled) return MORE;
      if (bytes[at + 3] !== HYPHEN) throw damagedXml();
      return this.skipUntil(at, at + 4, HYPHEN, HYPHEN, GREATER_THAN) ? undefined : MORE;
    }
    for (let offset = 2; offset < CDATA_START.length; offset++) {
      if (at + offset >= filled) return MORE;
      if (bytes[at + offset] !== CDATA_START.charCodeAt(offset)) throw damagedXml();
    }
    const start = at + CDATA_START.length;
    if (!this.skipUntil(at, start, BRACKET, BRACKET, GREATER_THAN)) return MORE;
    this.start = start;
    this.end = this.position - 3;
    return CDATA;
  }

  /** Moves behind the two or three bytes that end a comment, an instruction or CDATA; false where they aren't there yet. */
  private skipUntil(at: number, from: number, first: number, second: number, third: number): boolean {
    const { bytes, filled } = this;
    const length = third === 0 ? 2 : 3;
    const last = filled - length;
    for (let end = Math.max(from, this.searched); end <= last; end++) {
      if (bytes[end] === first && bytes[end + 1] === second && (third === 0 || bytes[end + 2] === third)) {
        this.position = end + length;
        this.searched = 0;
        return true;
      }
    }
    this.searched = Math.max(at, last + 1);
    return false;
  }

  private closingTag(at: number): XmlToken {
    const { bytes, filled } = this;
    let hash = 0;
    let position = at + 2;
    for (; position < filled; position++) {
      const byte = bytes[position] ?? 0;
      if (byte === GREATER_THAN) {
        this.name = hash;
        this.position = position + 1;
        this.searched = 0;
        return CLOSE;
      }
      if (byte === LESS_THAN) throw damagedXml();
      if (byte === COLON) hash = 0;
      else if (!isBlank(byte)) hash = (Math.imul(hash, 31) + byte) | 0;
    }
    return this.unfinishedTag(at);
  }

  private openingTag(at: number): XmlToken {
    const { bytes, filled } = this;
    let position = at + 1;
    let hash = 0;
    for (; position < filled; position++) {
      const byte = bytes[position] ?? 0;
      if (byte === GREATER_THAN || byte === SLASH || isBlank(byte)) break;
      if (byte === LESS_THAN || byte === QUOTE) throw damagedXml();
      hash = byte === COLON ? 0 : (Math.imul(hash, 31) + byte) | 0;
    }
    if (position === at + 1 && position < filled) throw damagedXml();
    let count = 0;
    while (position < filled) {
      const byte = bytes[position] ?? 0;
      if (byte === GREATER_THAN || byte === SLASH) {
        if (byte === SLASH && position + 1 >= filled) break;
        if (byte === SLASH && bytes[position + 1] !== GREATER_THAN) throw damagedXml();
        this.isEmptyElement = byte === SLASH;
        this.name = hash;
        this.attributeCount = count;
        this.position = byte === SLASH ? position + 2 : position + 1;
        this.searched = 0;
        return OPEN;
      }
      if (isBlank(byte)) {
        position++;
        continue;
      }
      const after = this.readAttribute(position, count);
      if (after < 0) break;
      position = after;
      count++;
    }
    return this.unfinishedTag(at);
  }

  private unfinishedTag(at: number): XmlToken {
    if (this.filled - at > LONGEST_TAG) throw damagedXml();
    return MORE;
  }

  /** Reads `name="value"`; the position behind it, or -1 where its end is not there yet. */
  private readAttribute(from: number, index: number): number {
    const { bytes, filled } = this;
    if (index >= MOST_ATTRIBUTES) throw damagedXml();
    let hash = 0;
    let position = from;
    let byte = 0;
    if (bytes[from + 1] === EQUALS && bytes[from + 2] === QUOTE && from + 2 < filled) {
      // nearly every attribute of a cell: one letter, no blanks, double quotes
      return this.readValue(from + 3, QUOTE, bytes[from] ?? 0, index);
    }
    for (; position < filled; position++) {
      byte = bytes[position] ?? 0;
      if (byte === EQUALS) break;
      if (byte === LESS_THAN || byte === GREATER_THAN || byte === QUOTE) throw damagedXml();
      if (byte === COLON) hash = 0;
      else if (!isBlank(byte)) hash = (Math.imul(hash, 31) + byte) | 0;
    }
    position++;
    while (position < filled && isBlank(bytes[position] ?? 0)) position++;
    if (position >= filled) return -1;
    const quote = bytes[position];
    if (quote !== QUOTE && quote !== APOSTROPHE) throw damagedXml();
    return this.readValue(position + 1, quote, hash, index);
  }

  private readValue(start: number, quote: number, name: number, index: number): number {
    const { bytes, filled } = this;
    for (let position = start; position < filled; position++) {
      const byte = bytes[position];
      if (byte === quote) {
        this.attributeNames[index] = name;
        this.attributeRanges[index * 2] = start;
        this.attributeRanges[index * 2 + 1] = position;
        return position + 1;
      }
      if (byte === LESS_THAN) throw damagedXml();
    }
    return -1;
  }
}

/** The hash by which the scanner tells names apart; of a local name, without a prefix. */
export function nameHash(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = (Math.imul(hash, 31) + name.charCodeAt(at)) | 0;
  return hash;
}

export function damagedXml(): FileRefused {
  return new FileRefused('damaged', '文件内容已损坏，无法完整读取。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。');
}

/** Space, tab, line feed, carriage return; vertical tab and form feed are let through. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
