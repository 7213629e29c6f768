import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Decision } from '#scheme/decision.ts';
import { readCase } from '#scheme/read-case.ts';
import { amountOf, keyIn } from '#scheme/words/calculator.ts';
import { arbitraryCase } from '../../../test/support/arbitrary-case.ts';
import type { CaseJson } from '../../../test/support/case-json.ts';

function decide(question: CaseJson): Decision {
  const read = readCase(question);
  if (!read.ok) throw new Error(`${read.error.field}: ${read.error.message}`);
  return adjudicate(read.value);
}

test('every line that shows a result shows what the calculator shows then', () => {
  fc.assert(
    fc.property(arbitraryCase, (question) => {
      for (const { step, after } of keyIn(decide(question).steps)) {
        if (['equals', 'rounded', 'result'].includes(step.text.operation)) expect(after).toBe(step.value);
      }
    }),
    { numRuns: 500 },
  );
});

test('the last line is the amount of a decision that pays', () => {
  fc.assert(
    fc.property(arbitraryCase, (question) => {
      const decision = decide(question);
      if (decision.outcome === 'pay') expect(amountOf(keyIn(decision.steps))).toBe(decision.amountFen);
    }),
    { numRuns: 500 },
  );
});

test('no steps show nothing', () => {
  expect(amountOf(keyIn([]))).toBe(0);
});
