import { type DayNumber, dayNumber, daysInMonth } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';

/**
 * An 18-character number by GB 11643: region (6), birth date (8), sequence (3), check digit (1).
 *
 * The same shape and check carry the residence permit of people from Hong Kong, Macao and Taiwan (港澳台居民居住证,
 * region 810000, 820000, 830000) and the foreigner's permanent residence card of 2023 (first digit 9).
 */
export interface ResidentId {
  /** 18 characters: digits, the last may be a capital X. */
  readonly number: string;
  readonly bornOn: DayNumber;
  readonly sex: Sex;
  /**
   * The first six digits as they stand. A code of the day the number was given, so it may be long abolished (4127xx);
   * on the card of 2023 it is no region at all but 9, the place of issue (2) and the nationality (3).
   */
  readonly region: string;
}

export type Sex = 'male' | 'female';

/**
 * Why a text is no resident ID, in order of precedence.
 *
 * - `fifteen-digits`: the number of the first generation, invalid since 2013
 * - `length`: not 18 characters
 * - `characters`: something else than 17 digits and a digit or capital X
 * - `birth-date`: no calendar has that day, or it lies before {@link EARLIEST_BIRTH_YEAR}
 * - `check-digit`: a digit is wrong or two changed places
 */
export type ResidentIdFault = 'fifteen-digits' | 'length' | 'characters' | 'birth-date' | 'check-digit';

/** Nobody alive was born earlier; a smaller year is a slip of the pen, and the fault should point at it. */
export const EARLIEST_BIRTH_YEAR = 1850;

const LENGTH = 18;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_DIGITS = '10X98765432';

/**
 * Reads a resident ID strictly: nothing is repaired here (see `repairCode` in safe-text.ts), and no region is refused,
 * because tables of regions are never complete while the check digit is.
 *
 * Whether the birth date lies in the future is for the caller to judge, who knows what day it is.
 */
export function parseResidentId(text: string): Result<ResidentId, ResidentIdFault> {
  if (text.length !== LENGTH) return fail(text.length === 15 && hasDigits(text, 15) ? 'fifteen-digits' : 'length');
  const last = text.charCodeAt(LENGTH - 1);
  if (!hasDigits(text, LENGTH - 1) || !(isDigit(last) || last === 88)) return fail('characters');
  const bornOn = birthDay(text);
  if (Number.isNaN(bornOn)) return fail('birth-date');
  if (text[LENGTH - 1] !== checkDigitOf(text)) return fail('check-digit');
  const sex = digitAt(text, 16) % 2 === 1 ? 'male' : 'female';
  return ok({ number: text, bornOn, sex, region: text.slice(0, 6) });
}

/**
 * The check digit (ISO 7064 MOD 11-2) that belongs to the first 17 digits: `0` to `9` or `X`.
 *
 * Throws a RangeError where these are not 17 digits: the caller makes numbers, it doesn't read them.
 */
export function residentIdCheckDigit(first17: string): string {
  if (first17.length !== LENGTH - 1 || !hasDigits(first17, LENGTH - 1)) {
    throw new RangeError('a resident ID begins with 17 digits');
  }
  return checkDigitOf(first17);
}

function checkDigitOf(text: string): string {
  let sum = 0;
  for (let at = 0; at < LENGTH - 1; at++) sum += digitAt(text, at) * (WEIGHTS[at] ?? 0);
  return CHECK_DIGITS.charAt(sum % 11);
}

/** The eight digits from the seventh on as a day, `NaN` where there is no such day. */
function birthDay(text: string): DayNumber {
  const year = digitAt(text, 6) * 1000 + digitAt(text, 7) * 100 + digitAt(text, 8) * 10 + digitAt(text, 9);
  const month = digitAt(text, 10) * 10 + digitAt(text, 11);
  const day = digitAt(text, 12) * 10 + digitAt(text, 13);
  if (year < EARLIEST_BIRTH_YEAR || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return Number.NaN;
  }
  return dayNumber(year, month, day);
}

function hasDigits(text: string, count: number): boolean {
  for (let at = 0; at < count; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function digitAt(text: string, at: number): number {
  return text.charCodeAt(at) - 48;
}
