import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findOrderReferences,
  formatOrderReference,
  isOrderReference,
  MOST_ORDER_REFERENCES,
  makeOrderReference,
} from '#kernel/order-reference.ts';

const counters = fc.integer({ min: 0, max: MOST_ORDER_REFERENCES - 1 });
const ALPHABET = '34679ACDEFGHJKMNPQRTWXY';

describe('an order reference', () => {
  test('has 8 characters of which none looks like another, and passes its own check', () => {
    fc.assert(
      fc.property(counters, (counter) => {
        const reference = makeOrderReference(counter);
        expect(reference).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{8}$/);
        expect(isOrderReference(reference)).toBe(true);
      }),
    );
  });

  test('is different for every number', () => {
    const references = new Set(Array.from({ length: 200_000 }, (_, counter) => makeOrderReference(counter)));
    expect(references.size).toBe(200_000);
    fc.assert(fc.property(counters, counters, (a, b) => a === b || makeOrderReference(a) !== makeOrderReference(b)));
  });

  test('has neighbours that differ in at least three places', () => {
    for (let counter = 0; counter < 5_000; counter++) {
      const [a, b] = [makeOrderReference(counter), makeOrderReference(counter + 1)];
      expect(Array.from(a).filter((character, at) => character !== b[at]).length).toBeGreaterThanOrEqual(3);
    }
  });

  test('never survives one wrong character or two that changed places', () => {
    fc.assert(
      fc.property(counters, fc.nat(7), fc.nat(7), fc.nat(22), (counter, at, other, letter) => {
        const characters = Array.from(makeOrderReference(counter));
        const [a = '', b = ''] = [characters[at], characters[other]];
        const wrong = characters.with(at, ALPHABET.charAt(letter)).join('');
        expect(isOrderReference(wrong)).toBe(ALPHABET.charAt(letter) === a);
        expect(isOrderReference(characters.with(at, b).with(other, a).join(''))).toBe(a === b);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is made only of numbers that there are', () => {
    for (const counter of [-1, 0.5, MOST_ORDER_REFERENCES, Number.NaN]) {
      expect(() => makeOrderReference(counter)).toThrow(RangeError);
    }
  });
});

describe('in a remark', () => {
  const reference = makeOrderReference(20_251);
  const [left, right] = [reference.slice(0, 4), reference.slice(4)];
  const found = (text: string): readonly string[] => findOrderReferences(text);

  test('it is found however people write it', () => {
    for (const written of [
      reference,
      formatOrderReference(reference),
      reference.toLowerCase(),
      `${left} ${right}`,
      `${left}－${right}`,
      Array.from(reference).join(' '),
      Array.from(reference, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join(''),
    ]) {
      expect(found(`互助保障会费${written}颍河食品`), written).toEqual([reference]);
      expect(found(`2025 NO ${written} 1`), written).toEqual([reference]);
    }
  });

  test('it is not found inside a longer word or with a wrong character', () => {
    expect(found(`${reference}4`)).toEqual([]);
    expect(found(`A${reference}`)).toEqual([]);
    expect(found(`${left}会${right}`)).toEqual([]);
    expect(found(`${reference.slice(0, 7)}${reference.endsWith('3') ? '4' : '3'}`)).toEqual([]);
  });

  test('several are found, each once', () => {
    const other = makeOrderReference(7);
    expect(found(`${reference}、${other}、${reference}`)).toEqual([reference, other]);
  });
});
