import fc from 'fast-check';
import { type Dice, diceOver, seededDice } from '#generator/dice.ts';
import type { CaseJson } from './case-json.ts';
import { drawAccidentCase } from './draw-accident-case.ts';
import { drawInpatientCase } from './draw-inpatient-case.ts';

/** More throws than any case needs; past the end of the tape every die shows its least number. */
const LONGEST_TAPE = 256;

/** A case ruled by a tape of numbers: fast-check shrinks the tape, and with it the case towards its first choices. */
function ruledBy(draw: (dice: Dice) => CaseJson): fc.Arbitrary<CaseJson> {
  const tape = fc.noBias(fc.uint32Array({ minLength: LONGEST_TAPE, maxLength: LONGEST_TAPE }));
  return tape.map((throws) => {
    let at = 0;
    return draw(
      diceOver((most) => {
        const thrown = throws[at] ?? 0;
        at += 1;
        return thrown % (most + 1);
      }),
    );
  });
}

/** Valid cases for fast-check: a failing one shrinks. */
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
