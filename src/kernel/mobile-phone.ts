import { fail, ok, type Result } from '#kernel/result.ts';

/**
 * Why a text is no mobile phone number of the mainland, in order of precedence.
 *
 * - `characters`: something else than digits
 * - `length`: not 11 digits
 * - `prefix`: doesn't begin with 13 to 19
 */
export type MobilePhoneFault = 'characters' | 'length' | 'prefix';

const LENGTH = 11;

/**
 * Reads a mobile phone number of the mainland strictly: 11 digits, 13 to 19 in front.
 *
 * Which of those ranges are given out changes every year, so a finer test would refuse new numbers. Numbers of Hong Kong,
 * Macao and abroad don't receive our messages and are refused as well.
 */
export function parseMobilePhone(text: string): Result<string, MobilePhoneFault> {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return fail('characters');
  }
  if (text.length !== LENGTH) return fail('length');
  if (text.charAt(0) !== '1' || text.charAt(1) < '3') return fail('prefix');
  return ok(text);
}
