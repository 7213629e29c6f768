import { describe, expect, it } from 'vitest';
import { Shuffle } from '#generator/shuffle.ts';

describe('Shuffle', () => {
  it.each([1, 2, 3, 7, 40, 1000, 65_536, 99_991])('holds every number below %i once', (size) => {
    const shuffle = new Shuffle(size, 7);
    const numbers = Array.from({ length: size }, (_, index) => shuffle.at(index));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, index) => index));
  });

  it('is another order for another seed, and the same for the same', () => {
    const orderOf = (seed: number): number[] => {
      const shuffle = new Shuffle(1000, seed);
      return Array.from({ length: 1000 }, (_, index) => shuffle.at(index));
    };
    expect(orderOf(1)).toEqual(orderOf(1));
    expect(orderOf(1)).not.toEqual(orderOf(2));
    expect(orderOf(1)).not.toEqual(orderOf(1).toSorted((a, b) => a - b));
  });

  it('repeats nothing among the first numbers of the largest size', () => {
    const shuffle = new Shuffle(2 ** 32, 3);
    const numbers = new Set(Array.from({ length: 20_000 }, (_, index) => shuffle.at(index)));
    expect(numbers.size).toBe(20_000);
    expect(Math.max(...numbers)).toBeLessThan(2 ** 32);
  });

  it('refuses places that it does not have', () => {
    expect(() => new Shuffle(10, 1).at(10)).toThrow(RangeError);
    expect(() => new Shuffle(10, 1).at(-1)).toThrow(RangeError);
    expect(() => new Shuffle(2 ** 32 + 1, 1)).toThrow(RangeError);
  });
});
