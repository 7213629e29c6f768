import fc from 'fast-check';
import type { CaseJson } from './case-json.ts';
import { type Dice, diceOver, seededDice } from './dice.ts';
import { drawAccidentCase } from './draw-accident-case.ts';
import { drawInpatientCase } from './draw-inpatient-case.ts';

/** Valid cases for fast-check: a failing one shrinks. About a millisecond each. */
export const inpatientCase: fc.Arbitrary<CaseJson> = ruledBy(drawInpatientCase);
export const accidentCase: fc.Arbitrary<CaseJson> = ruledBy(drawAccidentCase);
export const arbitraryCase: fc.Arbitrary<CaseJson> = fc.oneof(inpatientCase, accidentCase);

/** Valid cases by the ten thousand, the same ones for the same seed, both programs in turn. */
export function* seededCases(seed: number, count: number): Generator<CaseJson, void, undefined> {
  const dice = seededDice(seed);
  for (let made = 0; made < count; made += 1) {
    yield made % 2 === 0 ? drawInpatientCase(dice) : drawAccidentCase(dice);
  }
}

function ruledBy(draw: (dice: Dice) => CaseJson): fc.Arbitrary<CaseJson> {
  return fc.gen().map((generate) => draw(diceOver((most) => generate(fc.nat, most))));
}
