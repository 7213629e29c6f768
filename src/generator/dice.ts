/** The chance behind one generated case: the only way in which a generator chooses. */
export interface Dice {
  /** A whole number, both ends included. */
  integer(least: number, most: number): number;
  /** One of the choices; name one twice to make it twice as likely. */
  of<Choice>(...choices: Choice[]): Choice;
  /** True once in so many times. */
  oneIn(times: number): boolean;
}

/** Dice over a source of whole numbers from 0 to `most`, both included. */
export function diceOver(nextUpTo: (most: number) => number): Dice {
  return {
    integer: (least, most) => least + nextUpTo(most - least),
    of: (...choices) => choices[nextUpTo(choices.length - 1)] as (typeof choices)[number],
    oneIn: (times) => nextUpTo(times - 1) === times - 1,
  };
}

/** Dice that fall the same way for the same seed (mulberry32): fast, where no failing case needs to shrink. */
export function seededDice(seed: number): Dice {
  let state = seed >>> 0;
  return diceOver((most) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % (most + 1);
  });
}

/**
 * Dice of their own for one thing among many, named by whole numbers (which kind of thing, which one of them).
 *
 * They fall the same whatever was drawn before, so the millionth person can be made without the ones before him.
 */
export function diceAt(seed: number, ...path: readonly number[]): Dice {
  let state = scramble(seed);
  for (const step of path) state = scramble(state ^ Math.imul(step + 1, 0x9e3779b1));
  return seededDice(state);
}

/** One of many; {@link Dice.of} is for a handful. */
export function pick<Choice>(dice: Dice, choices: readonly Choice[]): Choice {
  return choices[dice.integer(0, choices.length - 1)] as Choice;
}

/** A 32-bit number spread over all its bits (the finaliser of MurmurHash3). */
export function scramble(value: number): number {
  let mixed = value >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
