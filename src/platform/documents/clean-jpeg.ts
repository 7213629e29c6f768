import { fail, ok, type Result } from '#kernel/result.ts';
import { readOrientation, writeOrientation } from './exif-orientation.ts';
import { MOST_PIXELS, type PaperFault } from './paper-fault.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
/** Adobe's: says how colours are coded. */
const APP14 = 0xee;
const LAST_APP = 0xef;
const COMMENT = 0xfe;

export function isJpeg(file: Buffer): boolean {
  return file[0] === 0xff && file[1] === SOI && file[2] === 0xff;
}

/** Whether a marker begins the description of the frame: its size stands in it. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/**
 * The picture without what a camera writes beside it: place, time, device, preview, comments. The rotation alone is kept,
 * written anew, or the picture would lie on its side. Pixels are not touched; nothing after the end.
 */
export function cleanJpeg(file: Buffer): Result<Buffer, PaperFault> {
  const kept: Buffer[] = [];
  let orientation: number | undefined;
  let pixels = 0;
  let at = 2;
  while (at + 4 <= file.length) {
    if (file[at] !== 0xff) return fail('damaged');
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) break;
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (end > file.length || end < at + 4) return fail('damaged');
    const segment = file.subarray(at, end);
    if (marker === APP1) orientation ??= readOrientation(segment.subarray(4));
    if (isFrame(marker)) {
      if (segment.length < 9) return fail('damaged');
      pixels = segment.readUInt16BE(5) * segment.readUInt16BE(7);
      if (pixels > MOST_PIXELS) return fail('too-many-pixels');
    }
    if (isKept(marker)) kept.push(segment);
    if (marker === SOS) {
      const last = endOfPicture(file, end);
      if (last === undefined || pixels === 0) return fail('damaged');
      const rotation = orientation === undefined || orientation === 1 ? [] : [writeOrientation(orientation)];
      return ok(Buffer.concat([file.subarray(0, 2), ...rotation, ...kept, file.subarray(end, last)]));
    }
    at = end;
  }
  return fail('damaged');
}

function isKept(marker: number): boolean {
  if (marker === COMMENT) return false;
  return marker < APP0 || marker > LAST_APP || marker === APP0 || marker === APP14;
}

/** Behind the end marker; the scans of a progressive picture and their tables stand between. */
function endOfPicture(file: Buffer, from: number): number | undefined {
  for (let at = file.indexOf(0xff, from); at !== -1 && at + 1 < file.length; at = file.indexOf(0xff, at + 1)) {
    if (file[at + 1] === EOI) return at + 2;
  }
  return undefined;
}
