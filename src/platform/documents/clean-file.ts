import { fail, ok, type Result } from '#kernel/result.ts';
import { checkPdf, isPdf } from './check-pdf.ts';
import { cleanJpeg, isJpeg } from './clean-jpeg.ts';
import { cleanPng, isPng } from './clean-png.ts';
import type { PaperFault } from './paper-fault.ts';

export type { PaperFault } from './paper-fault.ts';

export type PaperType = 'application/pdf' | 'image/jpeg' | 'image/png';

/** A file as it is kept. */
export interface CleanFile {
  readonly type: PaperType;
  /** Pictures: without what the camera wrote beside the pixels (place, time, device), but for the rotation. */
  readonly bytes: Buffer;
}

/** What a file is, by its content alone, and the file as it is kept: pictures are rewritten without their metadata. */
export function cleanFile(file: Buffer): Result<CleanFile, PaperFault> {
  if (isJpeg(file)) return named('image/jpeg', cleanJpeg(file));
  if (isPng(file)) return named('image/png', cleanPng(file));
  if (isPdf(file)) return named('application/pdf', checkPdf(file));
  return fail('not-a-paper');
}

function named(type: PaperType, cleaned: Result<Buffer, PaperFault>): Result<CleanFile, PaperFault> {
  return cleaned.ok ? ok({ type, bytes: cleaned.value }) : cleaned;
}
