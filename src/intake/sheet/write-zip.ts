/** A file to go into a zip: its text in pieces, made while it is compressed. */
export interface ZipPart {
  readonly name: string;
  readonly text: Iterable<string> | AsyncIterable<string>;
}

interface Compressed {
  readonly data: Blob;
  readonly size: number;
  readonly crc32: number;
}

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const VERSION = 20;
/** Names are UTF-8. */
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** 1980-01-01, the zero of zip's calendar: the same content gives the same file. */
const FIRST_DAY = 0x0021;
/** Where zip64 would begin. */
const LARGEST = 0xffffffff;

const GZIP_HEAD = 10;
const GZIP_TAIL = 8;

const encoder = new TextEncoder();

/**
 * Writes a zip of deflated files, without zip64: throws a RangeError beyond 4 GB.
 *
 * The platform's gzip does the work; its head and tail are cut off, and the tail is where the check sum comes from.
 */
export async function writeZip(parts: readonly ZipPart[], mediaType: string): Promise<Blob> {
  const pieces: BlobPart[] = [];
  const directory: BlobPart[] = [];
  let offset = 0;
  let directorySize = 0;
  for (const part of parts) {
    const name = encoder.encode(part.name);
    const compressed = await compress(part.text);
    pieces.push(localHeader(name, compressed), name, compressed.data);
    directory.push(directoryEntry(name, compressed, offset), name);
    offset += LOCAL_LENGTH + name.length + compressed.data.size;
    directorySize += ENTRY_LENGTH + name.length;
    if (offset > LARGEST || compressed.size > LARGEST) throw new RangeError('a zip of more than 4 GB needs zip64');
  }
  return new Blob([...pieces, ...directory, endRecord(parts.length, directorySize, offset)], { type: mediaType });
}

async function compress(text: ZipPart['text']): Promise<Compressed> {
  const pieces = Symbol.iterator in text ? text[Symbol.iterator]() : text[Symbol.asyncIterator]();
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const piece = await pieces.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(encoder.encode(piece.value));
    },
  });
  const gzip = await new Response(source.pipeThrough(new CompressionStream('gzip'))).blob();
  const tail = new DataView(await gzip.slice(gzip.size - GZIP_TAIL).arrayBuffer());
  return {
    data: gzip.slice(GZIP_HEAD, gzip.size - GZIP_TAIL),
    crc32: tail.getUint32(0, true),
    size: tail.getUint32(4, true),
  };
}

function localHeader(name: Uint8Array, { data, size, crc32 }: Compressed): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(LOCAL_LENGTH));
  view.setUint32(0, LOCAL_SIGNATURE, true);
  view.setUint16(4, VERSION, true);
  view.setUint16(6, UTF8_NAMES, true);
  view.setUint16(8, DEFLATED, true);
  view.setUint16(12, FIRST_DAY, true);
  view.setUint32(14, crc32, true);
  view.setUint32(18, data.size, true);
  view.setUint32(22, size, true);
  view.setUint16(26, name.length, true);
  return view.buffer;
}

function directoryEntry(name: Uint8Array, { data, size, crc32 }: Compressed, offset: number): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(ENTRY_LENGTH));
  view.setUint32(0, ENTRY_SIGNATURE, true);
  view.setUint16(4, VERSION, true);
  view.setUint16(6, VERSION, true);
  view.setUint16(8, UTF8_NAMES, true);
  view.setUint16(10, DEFLATED, true);
  view.setUint16(14, FIRST_DAY, true);
  view.setUint32(16, crc32, true);
  view.setUint32(20, data.size, true);
  view.setUint32(24, size, true);
  view.setUint16(28, name.length, true);
  view.setUint32(42, offset, true);
  return view.buffer;
}

function endRecord(count: number, directorySize: number, directoryOffset: number): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(END_LENGTH));
  view.setUint32(0, END_SIGNATURE, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, directorySize, true);
  view.setUint32(16, directoryOffset, true);
  return view.buffer;
}
