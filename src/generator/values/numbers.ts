import { type Dice, pick } from '#generator/dice.ts';
import { cardCheckDigit } from '#kernel/bank-account.ts';
import { bankNumberCheckDigit } from '#kernel/bank-number.ts';
import { calendarDay, type DayNumber } from '#kernel/civil-date.ts';
import { creditCodeCheckCharacter } from '#kernel/credit-code.ts';
import { residentIdCheckDigit } from '#kernel/resident-id.ts';

/** Sequences 001 to 999; odd for men. */
export const ID_SEQUENCES = 999;

/** A resident ID with its check digit. */
export function residentIdOf(region: string, bornOn: DayNumber, sequence: number): string {
  const { year, month, day } = calendarDay(bornOn);
  const first17 = `${region}${digits(year, 4)}${digits(month, 2)}${digits(day, 2)}${digits(sequence, 3)}`;
  return first17 + residentIdCheckDigit(first17);
}

const CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** How many numbers {@link creditCodeOf} tells apart: 31^6. */
export const CREDIT_CODE_NUMBERS = CODE_CHARACTERS.length ** 6;

/** A credit code: kind (two characters, `91` an enterprise, `81` a grass-roots union), region, a number, three of chance. */
export function creditCodeOf(kind: string, region: string, number: number, dice: Dice): string {
  let body = '';
  for (let rest = number, at = 0; at < 6; at++, rest = Math.floor(rest / CODE_CHARACTERS.length)) {
    body += CODE_CHARACTERS.charAt(rest % CODE_CHARACTERS.length);
  }
  for (let at = 0; at < 3; at++) body += CODE_CHARACTERS.charAt(dice.integer(0, CODE_CHARACTERS.length - 1));
  const first17 = kind + region + body;
  return first17 + creditCodeCheckCharacter(first17);
}

const MOBILE_PREFIXES = [
  ...['130', '131', '132', '134', '135', '136', '137', '138', '139', '150', '151', '152', '155', '156', '157', '158'],
  ...[
    '159',
    '166',
    '173',
    '176',
    '177',
    '178',
    '180',
    '181',
    '182',
    '183',
    '185',
    '186',
    '187',
    '188',
    '189',
    '198',
    '199',
  ],
];

/** How many numbers {@link mobilePhoneOf} tells apart. */
export const MOBILE_PHONE_NUMBERS = 10 ** 8;

export function mobilePhoneOf(number: number, dice: Dice): string {
  return pick(dice, MOBILE_PREFIXES) + digits(number, 8);
}

interface CardKind {
  readonly bin: string;
  readonly length: 16 | 17 | 18 | 19;
}

/** UnionPay BINs as banks of the region give them, each with its length. */
const CARD_KINDS: readonly CardKind[] = [
  { bin: '621700', length: 19 },
  { bin: '622848', length: 19 },
  { bin: '621226', length: 19 },
  { bin: '621661', length: 19 },
  { bin: '621799', length: 19 },
  { bin: '623059', length: 19 },
  { bin: '622991', length: 19 },
  { bin: '622700', length: 18 },
  { bin: '622188', length: 17 },
  { bin: '622588', length: 16 },
  { bin: '622260', length: 16 },
];

/** How many numbers {@link bankCardOf} tells apart: what a card of 16 digits has room for. */
export const BANK_CARD_NUMBERS = 10 ** 9;

/** A person's bank card with its check digit. */
export function bankCardOf(number: number, dice: Dice): string {
  const { bin, length } = pick(dice, CARD_KINDS);
  const more = length - 16;
  const body = bin + digits(number, 9) + (more === 0 ? '' : digits(dice.integer(0, 10 ** more - 1), more));
  return body + cardCheckDigit(body);
}

/** An account of a corporate client of the Bank of China: 12 digits, no check digit. */
export function corporateAccountOf(dice: Dice): string {
  return `${dice.integer(1, 9)}${randomDigits(dice, 11)}`;
}

/** A branch's number in CNAPS with its check digit: bank (104 is the Bank of China) and city (5080 is Zhoukou). */
export function bankNumberOf(bank: string, city: string, branch: number): string {
  const first11 = bank + city + digits(branch, 4);
  return first11 + bankNumberCheckDigit(first11);
}

export function randomDigits(dice: Dice, count: number): string {
  let text = '';
  for (let at = 0; at < count; at++) text += String(dice.integer(0, 9));
  return text;
}

export function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
