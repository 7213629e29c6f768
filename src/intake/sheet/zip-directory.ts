import { FileRefused } from '#intake/sheet/file-refusal.ts';
import type { SheetLimits } from '#intake/sheet/limits.ts';

/** One file in a zip, as the central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  readonly crc32: number;
  readonly compressedSize: number;
  /** As declared; {@link readZipEntry} in `zip-entry.ts` doesn't believe it. */
  readonly size: number;
  readonly headerOffset: number;
}

/** Entries by their name in lower case, since writers of workbooks don't agree on its spelling. */
export type ZipDirectory = ReadonlyMap<string, ZipEntry>;

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_LOCATOR_LENGTH = 20;
const ZIP64_END_SIGNATURE = 0x06064b50;
const ZIP64_END_LENGTH = 56;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const ZIP64_EXTRA = 0x0001;
const ENCRYPTED_FLAG = 0x0001;
const UNKNOWN_32 = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;
/** A directory of a thousand entries with long names and extras stays well below. */
const LARGEST_DIRECTORY = 4 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8');

/**
 * Reads the central directory from the end of the file, zip64 included (APPNOTE 6.3.9, 4.3.12 to 4.3.16).
 *
 * Only the directory counts: what local headers say of sizes and names is never believed, so no two readers of the same
 * file can be shown different contents by them.
 */
export async function readZipDirectory(file: Blob, limits: SheetLimits): Promise<ZipDirectory> {
  const tailStart = Math.max(0, file.size - END_LENGTH - LONGEST_COMMENT - ZIP64_LOCATOR_LENGTH);
  const tail = await viewOf(file, tailStart, file.size);
  const end = findEnd(tail);
  const place = (await zip64Place(file, tail, end)) ?? {
    count: tail.getUint16(end + 10, true),
    size: tail.getUint32(end + 12, true),
    offset: tail.getUint32(end + 16, true),
  };
  if (place.count > limits.zipEntries) {
    throw new FileRefused(
      'damaged',
      `文件里装有 ${place.count} 个部件，超过 ${limits.zipEntries} 个，不像一张表格。请另存为 .xlsx 后再上传。`,
    );
  }
  if (place.size > LARGEST_DIRECTORY || place.offset + place.size > file.size) throw damagedZip();
  const directory = await viewOf(file, place.offset, place.offset + place.size);
  return readEntries(directory, place.count);
}

export function damagedZip(): FileRefused {
  return new FileRefused(
    'damaged',
    '文件不完整或已损坏，可能没有下载或复制完。请重新取得文件，能用 Excel 打开后再上传。',
  );
}

interface DirectoryPlace {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

async function viewOf(file: Blob, start: number, end: number): Promise<DataView> {
  return new DataView(await file.slice(start, end).arrayBuffer());
}

function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - END_LENGTH; at >= 0; at--) {
    if (tail.getUint32(at, true) === END_SIGNATURE) return at;
  }
  throw damagedZip();
}

async function zip64Place(file: Blob, tail: DataView, end: number): Promise<DirectoryPlace | undefined> {
  const locator = end - ZIP64_LOCATOR_LENGTH;
  if (locator < 0 || tail.getUint32(locator, true) !== ZIP64_LOCATOR_SIGNATURE) return undefined;
  const at = sizeAt(tail, locator + 8);
  if (at + ZIP64_END_LENGTH > file.size) throw damagedZip();
  const record = await viewOf(file, at, at + ZIP64_END_LENGTH);
  if (record.getUint32(0, true) !== ZIP64_END_SIGNATURE) throw damagedZip();
  return { count: sizeAt(record, 32), size: sizeAt(record, 40), offset: sizeAt(record, 48) };
}

/** A 64-bit size; one beyond 2^53 is beyond every file. */
function sizeAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function readEntries(directory: DataView, count: number): ZipDirectory {
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_LENGTH > directory.byteLength || directory.getUint32(at, true) !== ENTRY_SIGNATURE) {
      throw damagedZip();
    }
    const nameLength = directory.getUint16(at + 28, true);
    const extraLength = directory.getUint16(at + 30, true);
    const next = at + ENTRY_LENGTH + nameLength + extraLength + directory.getUint16(at + 32, true);
    if (next > directory.byteLength) throw damagedZip();
    const entry = readEntry(directory, at, nameLength, extraLength);
    const key = entry.name.toLowerCase();
    // two entries of one name are how two programs are made to see two different files
    if (entries.has(key)) throw damagedZip();
    entries.set(key, entry);
    at = next;
  }
  return entries;
}

function readEntry(directory: DataView, at: number, nameLength: number, extraLength: number): ZipEntry {
  if ((directory.getUint16(at + 8, true) & ENCRYPTED_FLAG) !== 0) {
    throw new FileRefused('encrypted', '压缩包带有密码，无法读取。请去掉密码，直接上传里面的表格。');
  }
  const method = directory.getUint16(at + 10, true);
  if (method !== STORED && method !== DEFLATED) throw damagedZip();
  let size = directory.getUint32(at + 24, true);
  let compressedSize = directory.getUint32(at + 20, true);
  let headerOffset = directory.getUint32(at + 42, true);
  const extra = findExtra(directory, at + ENTRY_LENGTH + nameLength, extraLength);
  if (extra !== undefined) {
    let field = extra.start;
    const read64 = (): number => {
      if (field + 8 > extra.end) throw damagedZip();
      field += 8;
      return sizeAt(directory, field - 8);
    };
    // APPNOTE 4.5.3: only those that are unknown stand there, in this order
    if (size === UNKNOWN_32) size = read64();
    if (compressedSize === UNKNOWN_32) compressedSize = read64();
    if (headerOffset === UNKNOWN_32) headerOffset = read64();
  }
  const nameStart = directory.byteOffset + at + ENTRY_LENGTH;
  const name = utf8.decode(new Uint8Array(directory.buffer, nameStart, nameLength)).replaceAll('\\', '/');
  return {
    name,
    method: method === STORED ? 'stored' : 'deflated',
    crc32: directory.getUint32(at + 16, true),
    compressedSize,
    size,
    headerOffset,
  };
}

/** The zip64 extra field of an entry, without its head. */
function findExtra(view: DataView, from: number, length: number): { start: number; end: number } | undefined {
  const last = from + length;
  for (let at = from; at + 4 <= last; ) {
    const start = at + 4;
    const end = start + view.getUint16(at + 2, true);
    if (end > last) return undefined;
    if (view.getUint16(at, true) === ZIP64_EXTRA) return { start, end };
    at = end;
  }
  return undefined;
}
