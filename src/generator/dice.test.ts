import { describe, expect, it } from 'vitest';
import { diceAt, pick } from '#generator/dice.ts';

function throws(...path: number[]): number[] {
  const dice = diceAt(1, ...path);
  return Array.from({ length: 5 }, () => dice.integer(0, 1_000_000));
}

describe('diceAt', () => {
  it('falls the same for the same path, whatever was drawn before', () => {
    const before = throws(3, 8);
    throws(3, 7);
    expect(throws(3, 8)).toEqual(before);
  });

  it('falls otherwise for neighbours, for a path turned round and for one that is longer', () => {
    const all = [throws(3, 8), throws(3, 9), throws(8, 3), throws(3), throws(3, 8, 0)].map((each) => each.join());
    expect(new Set(all).size).toBe(all.length);
  });

  it('picks every one of many about equally often', () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 9_000; index++) {
      const choice = pick(diceAt(5, index), ['a', 'b', 'c']);
      counts.set(choice, (counts.get(choice) ?? 0) + 1);
    }
    for (const count of counts.values()) expect(Math.abs(count - 3_000)).toBeLessThan(200);
    expect(counts.size).toBe(3);
  });
});
