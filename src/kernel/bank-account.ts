import { fail, ok, type Result } from '#kernel/result.ts';

/** The number of a person's bank card. */
export interface CardNumber {
  /** 16 to 19 digits. */
  readonly number: string;
  /** Begins with 62. Only a hint: older cards of mainland banks and social security cards may begin otherwise. */
  readonly isUnionPay: boolean;
}

/**
 * Why a text is no card number, in order of precedence: something else than digits; not 16 to 19 of them; a wrong digit.
 */
export type CardNumberFault = 'characters' | 'length' | 'check-digit';

const SHORTEST_CARD = 16;
const LONGEST_CARD = 19;

/**
 * Reads a bank card number strictly, with its check digit (Luhn, ISO/IEC 7812-1).
 *
 * A right number is no promise of a payment: credit cards, closed cards and second-class accounts pass as well.
 */
export function parseCardNumber(text: string): Result<CardNumber, CardNumberFault> {
  if (!isAllDigits(text)) return fail('characters');
  if (text.length < SHORTEST_CARD || text.length > LONGEST_CARD) return fail('length');
  if (luhnSum(text, false) % 10 !== 0) return fail('check-digit');
  return ok({ number: text, isUnionPay: text.startsWith('62') });
}

/**
 * The last digit that belongs to the digits before it.
 *
 * Throws a RangeError where these are not 15 to 18 digits: the caller makes numbers, it doesn't read them.
 */
export function cardCheckDigit(digits: string): string {
  if (!isAllDigits(digits) || digits.length < SHORTEST_CARD - 1 || digits.length > LONGEST_CARD - 1) {
    throw new RangeError('a card number has 15 to 18 digits before its last');
  }
  return String((10 - (luhnSum(digits, true) % 10)) % 10);
}

/** Why a text is no corporate account, in order of precedence: something else than digits; not 12 of them. */
export type CorporateAccountFault = 'characters' | 'length';

const CORPORATE_ACCOUNT_LENGTH = 12;

/**
 * Reads a corporate account of the Bank of China strictly: 12 digits, without a check digit (255993175316).
 *
 * Other banks have other lengths: use it only for accounts kept there.
 */
export function parseCorporateAccount(text: string): Result<string, CorporateAccountFault> {
  if (!isAllDigits(text)) return fail('characters');
  if (text.length !== CORPORATE_ACCOUNT_LENGTH) return fail('length');
  return ok(text);
}

/** The sum of the digits, every second one from the right doubled (and its two digits added); is the last one doubled? */
function luhnSum(digits: string, lastIsDoubled: boolean): number {
  let sum = 0;
  let doubled = lastIsDoubled;
  for (let at = digits.length - 1; at >= 0; at--) {
    const digit = digits.charCodeAt(at) - 48;
    const value = doubled ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
    doubled = !doubled;
  }
  return sum;
}

function isAllDigits(text: string): boolean {
  return /^\d*$/.test(text);
}
