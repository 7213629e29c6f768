import { fail, ok, type Result } from '#kernel/result.ts';
import type { PaperFault } from './paper-fault.ts';

const HEADER = Buffer.from('%PDF-');
/** Where the header and the end may stand: readers look no further. */
const HEADER_WITHIN = 1_024;
const END_WITHIN = 2_048;

/** What makes a reader run, fetch or unpack something, and what locks a file. Names may be written with `#` escapes. */
const ACTIVE =
  /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|GoToR|SubmitForm|ImportData|Encrypt)(?![A-Za-z])/;
const ESCAPED_NAME = /\/[A-Za-z0-9]*#[0-9A-Fa-f]{2}/;

export function isPdf(file: Buffer): boolean {
  return file.subarray(0, HEADER_WITHIN).includes(HEADER);
}

/**
 * A PDF is kept as it is: rewriting one needs a library that reads all of it. Refused are those that are cut off and those
 * whose objects name active content; what stands inside compressed object streams is not looked into, and the browser that
 * shows the file runs none of it.
 */
export function checkPdf(file: Buffer): Result<Buffer, PaperFault> {
  const end = file.subarray(-END_WITHIN).toString('latin1');
  if (!end.includes('%%EOF') || !end.includes('startxref')) return fail('damaged');
  const text = file.toString('latin1').replaceAll(/stream\r?\n[\s\S]*?endstream/g, '');
  return ACTIVE.test(text) || ESCAPED_NAME.test(text) ? fail('active-content') : ok(file);
}
