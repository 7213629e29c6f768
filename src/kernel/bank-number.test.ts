import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bankNumberCheckDigit, parseBankNumber } from '#kernel/bank-number.ts';

const FIRST_ELEVEN = fc.integer({ min: 0, max: 99_999_999_999 }).map((number) => String(number).padStart(11, '0'));

describe('parseBankNumber', () => {
  it('reads the number of the office’s own bank', () => {
    expect(parseBankNumber('104491063206')).toEqual({
      ok: true,
      value: { number: '104491063206', bank: '104', city: '4910' },
    });
  });

  it.each(['102100099996', '103100000026', '104100000004', '105100000017', '308584000013', '301290000007'])(
    'reads the number %s of a head office',
    (number) => expect(parseBankNumber(number).ok).toBe(true),
  );

  it('notices every single wrong digit', () => {
    fc.assert(
      fc.property(FIRST_ELEVEN, fc.nat(11), fc.integer({ min: 1, max: 9 }), (first11, at, by) => {
        const number = first11 + bankNumberCheckDigit(first11);
        const wrong = `${number.slice(0, at)}${(Number(number[at]) + by) % 10}${number.slice(at + 1)}`;
        expect(parseBankNumber(number).ok).toBe(true);
        expect(parseBankNumber(wrong)).toEqual({ ok: false, error: 'check-digit' });
      }),
    );
  });

  it.each([
    ['', 'length'],
    ['10658', 'length'],
    ['1044910632066', 'length'],
    ['10449106320X', 'characters'],
    ['10449106320６', 'characters'],
    ['104491063207', 'check-digit'],
    ['104491036206', 'check-digit'],
  ] as const)('refuses %j for its %s', (text, fault) => {
    expect(parseBankNumber(text)).toEqual({ ok: false, error: fault });
  });
});

describe('bankNumberCheckDigit', () => {
  it.each(['', '1044910632', '104491063206', '1044910632X'])('throws for %j', (text) => {
    expect(() => bankNumberCheckDigit(text)).toThrow(RangeError);
  });
});
