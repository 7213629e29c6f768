import { randomInt } from 'node:crypto';
import { calendarDay, type DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import { takeNumber } from '#platform/acts/take-number.ts';
import type { ReceiptNumber } from './receipt-number.ts';

/**
 * Who numbers receipts. The treasury's platform is outside; it would stand behind this interface, and give its numbers
 * inside the act that needs them.
 */
export interface ReceiptIssuer {
  readonly numberFor: (act: Act, issuedOn: DayNumber) => Promise<ReceiptNumber>;
}

/** 中央 00, 其他 03, 社会团体会费 01: classification unverified (reference page §2), hence a specimen on its face. */
const CODE_PREFIX = '000301';
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const CHECK_CODE_LENGTH = 6;
const NUMBER_LENGTH = 10;

/** The built-in issuer: gapless numbers of the office by year, on papers that say that they are specimens. */
export const specimenIssuer: ReceiptIssuer = {
  numberFor: async (act, issuedOn) => {
    const code = CODE_PREFIX + String(calendarDay(issuedOn).year % 100).padStart(2, '0');
    const serial = await takeNumber(act, `receipt-${code}`);
    return {
      code,
      number: String(serial).padStart(NUMBER_LENGTH, '0'),
      checkCode: Array.from({ length: CHECK_CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
    };
  },
};
