import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditCodeCheckCharacter, isUnionCode, parseCreditCode } from '#kernel/credit-code.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const REGION = fc.integer({ min: 0, max: 999_999 }).map((region) => String(region).padStart(6, '0'));
const CHARACTER = fc.constantFrom(...ALPHABET);
const CODE = fc
  .tuple(CHARACTER, CHARACTER, REGION, fc.array(CHARACTER, { minLength: 9, maxLength: 9 }))
  .map(([authority, type, region, body]) => `${authority}${type}${region}${body.join('')}`)
  .map((first17) => first17 + creditCodeCheckCharacter(first17));

function replaceAt(text: string, at: number, character: string): string {
  return text.slice(0, at) + character + text.slice(at + 1);
}

describe('parseCreditCode', () => {
  it.each([
    ['12320900E875065319', 'public-institution', '320900', false],
    ['91411600E315G01D8X', 'enterprise', '411600', false],
    ['914116007BGD7G21AX', 'enterprise', '411600', false],
    ['91350100M000100Y43', 'enterprise', '350100', false],
    ['81411600D47BDA1GE1', 'grassroots-union', '411600', true],
    ['814116000E0586D95L', 'grassroots-union', '411600', true],
  ] as const)('reads %s', (code, kind, region, isUnion) => {
    const parsed = parseCreditCode(code);
    expect(parsed).toEqual({ ok: true, value: { code, kind, region } });
    expect(parsed.ok && isUnionCode(parsed.value)).toBe(isUnion);
  });

  it.each([
    ['89', 'union'],
    ['51', 'social-organisation'],
    ['N2', 'rural-collective'],
    ['A1', 'military'],
    ['Y1', 'other'],
    ['54', 'other'],
  ] as const)('takes %s for a code of kind %s', (firstTwo, kind) => {
    const first17 = `${firstTwo}4116000E0586D95`;
    expect(parseCreditCode(first17 + creditCodeCheckCharacter(first17))).toMatchObject({ ok: true, value: { kind } });
  });

  it('notices every single wrong character', () => {
    fc.assert(
      fc.property(CODE, fc.nat(17), CHARACTER, (code, at, character) => {
        fc.pre(code[at] !== character);
        expect(parseCreditCode(replaceAt(code, at, character)).ok).toBe(false);
        expect(parseCreditCode(code).ok).toBe(true);
      }),
    );
  });

  it.each([
    ['', 'length'],
    ['12320900E87506531', 'length'],
    ['12320900E8750653199', 'length'],
    ['12320900e875065319', 'characters'],
    ['12320900O875065319', 'characters'],
    ['12320900I875065319', 'characters'],
    ['12320900E87506531Z', 'characters'],
    ['1232090AE875065319', 'characters'],
    ['12320900E87506531 ', 'characters'],
    ['12320900E8750653１9', 'characters'],
    ['12320900E875065318', 'check-character'],
    ['12320900E857065319', 'check-character'],
  ] as const)('refuses %j for its %s', (text, fault) => {
    expect(parseCreditCode(text)).toEqual({ ok: false, error: fault });
  });
});

describe('creditCodeCheckCharacter', () => {
  it.each(['', '12320900E8750653', '12320900E875065319', '12320900O87506531'])('throws for %j', (text) => {
    expect(() => creditCodeCheckCharacter(text)).toThrow(RangeError);
  });
});
