import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardCheckDigit, parseCardNumber, parseCorporateAccount } from '#kernel/bank-account.ts';

const CARD = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 15, maxLength: 18 })
  .map((digits) => digits.join(''))
  .map((digits) => digits + cardCheckDigit(digits));

describe('parseCardNumber', () => {
  it.each([
    ['6228480402564890018', true],
    ['4111111111111111', false],
    ['5555555555554444', false],
  ])('reads %s', (number, isUnionPay) => {
    expect(parseCardNumber(number)).toEqual({ ok: true, value: { number, isUnionPay } });
  });

  it('notices every single wrong digit', () => {
    fc.assert(
      fc.property(CARD, fc.nat(18), fc.integer({ min: 1, max: 9 }), (card, somewhere, by) => {
        const at = somewhere % card.length;
        const wrong = `${card.slice(0, at)}${(Number(card[at]) + by) % 10}${card.slice(at + 1)}`;
        expect(parseCardNumber(card).ok).toBe(true);
        expect(parseCardNumber(wrong)).toEqual({ ok: false, error: 'check-digit' });
      }),
    );
  });

  it.each([
    ['', 'length'],
    ['411111111111111', 'length'],
    ['62284804025648900181', 'length'],
    ['6228 4804 0256 4890 018', 'characters'],
    ['622848040256489001X', 'characters'],
    ['６228480402564890018', 'characters'],
    ['6228480402564890018\n', 'characters'],
    ['6228480402564890081', 'check-digit'],
    ['6217000000000000000', 'check-digit'],
  ] as const)('refuses %j for its %s', (text, fault) => {
    expect(parseCardNumber(text)).toEqual({ ok: false, error: fault });
  });
});

describe('cardCheckDigit', () => {
  it.each(['', '41111111111111', '6228480402564890018', '41111111111111X'])('throws for %j', (text) => {
    expect(() => cardCheckDigit(text)).toThrow(RangeError);
  });
});

describe('parseCorporateAccount', () => {
  it('reads twelve digits that no card check would pass', () => {
    expect(parseCorporateAccount('255993175316')).toEqual({ ok: true, value: '255993175316' });
    expect(parseCardNumber('255993175316')).toEqual({ ok: false, error: 'length' });
  });

  it.each([
    ['', 'length'],
    ['25599317531', 'length'],
    ['2559931753161', 'length'],
    ['2559-9317-53', 'characters'],
    ['25599317531６', 'characters'],
  ] as const)('refuses %j for its %s', (text, fault) => {
    expect(parseCorporateAccount(text)).toEqual({ ok: false, error: fault });
  });
});
