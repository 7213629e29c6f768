import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { damagedZip, type ZipEntry } from '#intake/sheet/zip-directory.ts';

/**
 * Turns a gzip file into its bytes, chunk by chunk, and throws where its length or check sum is wrong.
 *
 * The default uses the platform's `DecompressionStream`. Node's own streams hand out larger chunks on another thread:
 * five times as fast (docs/adr/0004-workbooks.md), so a caller in Node may pass them in.
 */
export type Gunzip = (gzip: Blob) => AsyncIterable<Uint8Array>;

/** Counts what a file costs as it is inflated, whatever it declared; shared by all entries of one file. */
export class InflationBudget {
  private readonly limit: number;
  private readonly fileSize: number;
  private inflated = 0;

  constructor(limit: number, fileSize: number) {
    this.limit = limit;
    this.fileSize = fileSize;
  }

  /** Throws `FileRefused` where an entry declares more than may be read. */
  admit(entry: ZipEntry): void {
    if (this.inflated + entry.size > this.limit) throw this.refuse();
  }

  spend(bytes: number): void {
    this.inflated += bytes;
    if (this.inflated > this.limit) throw this.refuse();
    if (this.inflated > RATIO_FREE && this.inflated > this.fileSize * LARGEST_RATIO) throw this.refuse();
  }

  private refuse(): FileRefused {
    return new FileRefused(
      'too-far-inflated',
      '文件很小，展开后却异常庞大，可能含有大量空白或被人做过手脚。请把有内容的行复制到新的工作簿，另存后再上传。',
    );
  }
}

/** Below this nobody minds the ratio. */
const RATIO_FREE = 64 * 1024 * 1024;
/** Sheets of real people compress to a tenth or a thirtieth; deflate reaches a thousandth. */
const LARGEST_RATIO = 200;

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;
const GZIP_HEAD = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
const STORED_CHUNK = 256 * 1024;

/**
 * The inflated bytes of an entry.
 *
 * The raw deflate data is dressed up as a gzip file with the directory's check sum and length behind it, so that the
 * platform's own inflater verifies both at no cost. `onRead` hears how many inflated bytes have gone by.
 */
export async function* readZipEntry(
  file: Blob,
  entry: ZipEntry,
  budget: InflationBudget,
  gunzip: Gunzip = gunzipWithPlatform,
): AsyncGenerator<Uint8Array, void, undefined> {
  budget.admit(entry);
  const data = await entryData(file, entry);
  const chunks = entry.method === 'stored' ? readStored(data, entry) : gunzip(gzipOf(data, entry));
  let size = 0;
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > entry.size) throw damagedZip();
      budget.spend(chunk.length);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw damagedZip();
  }
  if (size !== entry.size) throw damagedZip();
}

/** A whole entry, for small parts. */
export async function readWholeZipEntry(
  file: Blob,
  entry: ZipEntry,
  budget: InflationBudget,
  gunzip?: Gunzip,
): Promise<Uint8Array> {
  if (entry.size > LARGEST_WHOLE) throw damagedZip();
  const whole = new Uint8Array(entry.size);
  let filled = 0;
  for await (const chunk of readZipEntry(file, entry, budget, gunzip)) {
    if (filled + chunk.length > whole.length) throw damagedZip();
    whole.set(chunk, filled);
    filled += chunk.length;
  }
  return whole;
}

/** Styles of a workbook that was copied together for years reach several MB. */
const LARGEST_WHOLE = 32 * 1024 * 1024;

async function entryData(file: Blob, entry: ZipEntry): Promise<Blob> {
  const headerEnd = entry.headerOffset + LOCAL_LENGTH;
  if (headerEnd > file.size) throw damagedZip();
  const header = new DataView(await file.slice(entry.headerOffset, headerEnd).arrayBuffer());
  if (header.getUint32(0, true) !== LOCAL_SIGNATURE) throw damagedZip();
  const start = headerEnd + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + entry.compressedSize > file.size) throw damagedZip();
  return file.slice(start, start + entry.compressedSize);
}

function gzipOf(deflated: Blob, entry: ZipEntry): Blob {
  const tail = new DataView(new ArrayBuffer(8));
  tail.setUint32(0, entry.crc32, true);
  tail.setUint32(4, entry.size % 2 ** 32, true);
  return new Blob([GZIP_HEAD, deflated, tail]);
}

async function* readStored(data: Blob, entry: ZipEntry): AsyncGenerator<Uint8Array, void, undefined> {
  let crc = ~0;
  for (let start = 0; start < data.size; start += STORED_CHUNK) {
    const chunk = new Uint8Array(await data.slice(start, start + STORED_CHUNK).arrayBuffer());
    for (const byte of chunk) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
    yield chunk;
  }
  if (~crc >>> 0 !== entry.crc32) throw damagedZip();
}

/** CRC-32 of one byte (polynomial 0x04C11DB7, reflected), for entries that no inflater checks. */
const CRC_TABLE: Int32Array = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb88320;
  return crc;
});

/** By hand rather than `for await`: not every browser can iterate a stream. */
async function* gunzipWithPlatform(gzip: Blob): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = gzip.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
