import { scramble } from '#generator/dice.ts';

const ROUNDS = 4;

/**
 * The numbers from 0 to `size - 1` in a shuffled order that needs no list: `at(index)` is the number at that place, and
 * none comes twice. So a million IDs are distinct though nobody remembers them.
 *
 * A Feistel network over the next even power of two, walked until it falls below `size`. `size` is at most 2^32.
 */
export class Shuffle {
  private readonly size: number;
  private readonly seed: number;
  private readonly halfBits: number;

  constructor(size: number, seed: number) {
    if (!(Number.isInteger(size) && size >= 1 && size <= 2 ** 32)) throw new RangeError('a shuffle holds 1 to 2^32');
    this.size = size;
    this.seed = seed;
    this.halfBits = Math.max(1, Math.ceil(Math.log2(size) / 2));
  }

  /** Throws a RangeError beyond the last place. */
  at(index: number): number {
    if (!(Number.isInteger(index) && index >= 0 && index < this.size)) {
      throw new RangeError(`place ${index} in a shuffle of ${this.size}`);
    }
    let value = index;
    do value = this.permute(value);
    while (value >= this.size);
    return value;
  }

  private permute(value: number): number {
    const half = 2 ** this.halfBits;
    let left = Math.floor(value / half);
    let right = value % half;
    for (let round = 0; round < ROUNDS; round++) {
      const mixed = (left ^ scramble(right + Math.imul(this.seed + round, 0x9e3779b1))) & (half - 1);
      left = right;
      right = mixed;
    }
    return left * half + right;
  }
}
