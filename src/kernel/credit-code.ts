import { fail, ok, type Result } from '#kernel/result.ts';

/** A unified social credit code (统一社会信用代码) by GB 32100-2015. */
export interface CreditCode {
  /** 18 characters. */
  readonly code: string;
  readonly kind: CreditCodeKind;
  /** The six digits of the region that registered, GB/T 2260; 100000 where the state itself did. */
  readonly region: string;
}

/**
 * What the first two characters say of the body. A unit and its trade union have different codes: a union that is a
 * legal person of its own has 81 (grass-roots) or 89.
 */
export type CreditCodeKind =
  | 'government-body'
  | 'public-institution'
  | 'mass-organisation'
  | 'social-organisation'
  | 'private-non-enterprise-unit'
  | 'foundation'
  | 'grassroots-union'
  | 'union'
  | 'enterprise'
  | 'sole-trader'
  | 'farmers-cooperative'
  | 'rural-collective'
  | 'military'
  | 'other';

const KINDS: ReadonlyMap<string, CreditCodeKind> = new Map([
  ['11', 'government-body'],
  ['12', 'public-institution'],
  ['13', 'mass-organisation'],
  ['51', 'social-organisation'],
  ['52', 'private-non-enterprise-unit'],
  ['53', 'foundation'],
  ['81', 'grassroots-union'],
  ['89', 'union'],
  ['91', 'enterprise'],
  ['92', 'sole-trader'],
  ['93', 'farmers-cooperative'],
  ['N1', 'rural-collective'],
  ['N2', 'rural-collective'],
  ['N3', 'rural-collective'],
  ['A1', 'military'],
]);

/**
 * Why a text is no credit code, in order of precedence.
 *
 * - `length`: not 18 characters
 * - `characters`: a character outside the alphabet (I, O, S, V, Z and small letters are), or a letter in the region
 * - `check-character`: a character is wrong or two changed places
 */
export type CreditCodeFault = 'length' | 'characters' | 'check-character';

const LENGTH = 18;

/** A character's place in it is its value; letters that look like digits are left out. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** 3^i mod 31. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/**
 * Reads a unified social credit code strictly. A kind or region that this version doesn't know is no fault: registries
 * add both.
 */
export function parseCreditCode(text: string): Result<CreditCode, CreditCodeFault> {
  if (text.length !== LENGTH) return fail('length');
  const sum = weightedSum(text);
  const last = ALPHABET.indexOf(text.charAt(LENGTH - 1));
  const region = text.slice(2, 8);
  if (Number.isNaN(sum) || last < 0 || !/^\d{6}$/.test(region)) return fail('characters');
  if (last !== checkValue(sum)) return fail('check-character');
  return ok({ code: text, kind: KINDS.get(text.slice(0, 2)) ?? 'other', region });
}

/** Whether a code belongs to a trade union, not to the unit where it works. */
export function isUnionCode(code: CreditCode): boolean {
  return code.kind === 'grassroots-union' || code.kind === 'union';
}

/**
 * The check character that belongs to the first 17.
 *
 * Throws a RangeError where these are not 17 characters of the alphabet: the caller makes codes, it doesn't read them.
 */
export function creditCodeCheckCharacter(first17: string): string {
  const sum = first17.length === LENGTH - 1 ? weightedSum(first17) : Number.NaN;
  if (Number.isNaN(sum)) throw new RangeError('a credit code begins with 17 characters of its alphabet');
  return ALPHABET.charAt(checkValue(sum));
}

/** The sum over the first 17 characters, `NaN` where one is outside the alphabet. */
function weightedSum(text: string): number {
  let sum = 0;
  for (let at = 0; at < LENGTH - 1; at++) {
    const value = ALPHABET.indexOf(text.charAt(at));
    if (value < 0) return Number.NaN;
    sum += value * (WEIGHTS[at] ?? 0);
  }
  return sum;
}

function checkValue(sum: number): number {
  return (31 - (sum % 31)) % 31;
}
