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
