import { crc32 } from 'node:zlib';
import { fail, ok, type Result } from '#kernel/result.ts';
import { MOST_PIXELS, type PaperFault } from './paper-fault.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length, type and check sum around a chunk's data. */
const CHUNK_FRAME = 12;
const HEADER_BYTES = 13;

/** Chunks without which the picture looks otherwise; texts, times, profiles and whatever else is left behind. */
const KEPT: ReadonlySet<string> = new Set([
  'IHDR',
  'PLTE',
  'tRNS',
  'IDAT',
  'IEND',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'pHYs',
]);

export function isPng(file: Buffer): boolean {
  return file.subarray(0, SIGNATURE.length).equals(SIGNATURE);
}

/** The picture's own chunks, each checked by its sum; nothing after the end. */
export function cleanPng(file: Buffer): Result<Buffer, PaperFault> {
  const kept: Buffer[] = [SIGNATURE];
  let hasPixels = false;
  for (let at = SIGNATURE.length; at + CHUNK_FRAME <= file.length; ) {
    const length = file.readUInt32BE(at);
    const end = at + CHUNK_FRAME + length;
    if (end > file.length) return fail('damaged');
    const type = file.toString('latin1', at + 4, at + 8);
    if (crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) return fail('damaged');
    if ((at === SIGNATURE.length) !== (type === 'IHDR')) return fail('damaged');
    if (type === 'IHDR') {
      if (length !== HEADER_BYTES) return fail('damaged');
      const pixels = file.readUInt32BE(at + 8) * file.readUInt32BE(at + 12);
      if (pixels === 0) return fail('damaged');
      if (pixels > MOST_PIXELS) return fail('too-many-pixels');
    }
    hasPixels ||= type === 'IDAT';
    if (KEPT.has(type)) kept.push(file.subarray(at, end));
    if (type === 'IEND') return hasPixels ? ok(Buffer.concat(kept)) : fail('damaged');
    at = end;
  }
  return fail('damaged');
}
