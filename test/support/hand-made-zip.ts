import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A file for a zip made by hand, with the peculiarities of writers and attackers. */
export interface HandMadeEntry {
  readonly name: string;
  readonly data: Uint8Array | string;
  readonly isStored?: boolean;
  /** Sizes and check sum stand behind the data, zeros before it, as streaming writers leave them. */
  readonly hasDescriptor?: boolean;
  readonly isZip64?: boolean;
  readonly isEncrypted?: boolean;
  /** What the directory claims instead of the truth. */
  readonly claimedSize?: number;
  readonly claimedCrc32?: number;
  /** Deflate data taken as it is, for contents too large to make here. */
  readonly deflated?: Uint8Array;
}

/** Builds a zip byte by byte: what no decent writer would produce must be buildable. */
export function handMadeZip(entries: readonly HandMadeEntry[]): Blob {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data as Uint8Array);
    const stored = entry.isStored === true;
    const body = entry.deflated ?? (stored ? data : deflateRawSync(data));
    const crc = entry.claimedCrc32 ?? crc32(data);
    const size = entry.claimedSize ?? data.length;
    const name = Buffer.from(entry.name);
    const flags = 0x0800 | (entry.hasDescriptor === true ? 8 : 0) | (entry.isEncrypted === true ? 1 : 0);

    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(stored ? 0 : 8, 8);
    if (entry.hasDescriptor !== true) {
      local.writeUInt32LE(crc, 14);
      local.writeUInt32LE(body.length, 18);
      local.writeUInt32LE(size % 2 ** 32, 22);
    }
    local.writeUInt16LE(name.length, 26);
    const descriptor = Buffer.alloc(entry.hasDescriptor === true ? 16 : 0);
    if (descriptor.length > 0) {
      descriptor.writeUInt32LE(0x08074b50, 0);
      descriptor.writeUInt32LE(crc, 4);
      descriptor.writeUInt32LE(body.length, 8);
      descriptor.writeUInt32LE(size % 2 ** 32, 12);
    }
    pieces.push(local, name, Buffer.from(body), descriptor);

    const zip64 = Buffer.alloc(entry.isZip64 === true ? 28 : 0);
    if (zip64.length > 0) {
      zip64.writeUInt16LE(1, 0);
      zip64.writeUInt16LE(24, 2);
      zip64.writeBigUInt64LE(BigInt(size), 4);
      zip64.writeBigUInt64LE(BigInt(body.length), 12);
      zip64.writeBigUInt64LE(BigInt(offset), 20);
    }
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(stored ? 0 : 8, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(entry.isZip64 === true ? 0xffffffff : body.length, 20);
    central.writeUInt32LE(entry.isZip64 === true ? 0xffffffff : size % 2 ** 32, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(zip64.length, 30);
    central.writeUInt32LE(entry.isZip64 === true ? 0xffffffff : offset, 42);
    directory.push(central, name, zip64);
    offset += local.length + name.length + body.length + descriptor.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  const zip64End = entries.some(({ isZip64 }) => isZip64 === true)
    ? zip64EndOf(entries.length, directoryBytes.length, offset)
    : Buffer.alloc(0);
  return new Blob([Buffer.concat([...pieces, directoryBytes, zip64End, end])]);
}

function zip64EndOf(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

/** Deflate data that inflates to `before`, then `times` × 16 MB of one character, then `after`. */
export function deflatedBomb(before: string, character: string, times: number, after: string): Uint8Array {
  const flush = { finishFlush: constants.Z_SYNC_FLUSH };
  const piece = deflateRawSync(Buffer.alloc(16 * 2 ** 20, character), flush);
  return Buffer.concat([
    deflateRawSync(before, flush),
    ...Array.from({ length: times }, () => piece),
    deflateRawSync(after),
  ]);
}
