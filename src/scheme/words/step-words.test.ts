import { expect, test } from 'vitest';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Step } from '#scheme/decision.ts';
import { readCase } from '#scheme/read-case.ts';
import { percent, SIGNS, shortLabel, stepFigure, stepSentence } from '#scheme/words/step-words.ts';
import { seededCases } from '../../../test/support/arbitrary-case.ts';

/** One step of every label that the rules write, found by deciding many cases around their edges. */
function stepsOfEveryLabel(): readonly Step[] {
  const found = new Map<string, Step>();
  for (const question of seededCases(7, 20_000)) {
    const read = readCase(question);
    if (!read.ok) continue;
    for (const step of adjudicate(read.value).steps) found.set(step.text.label, step);
  }
  return [...found.values()];
}

const steps = stepsOfEveryLabel();

test('the sweep meets the labels of both programs', () => {
  expect(steps.length).toBeGreaterThan(35);
});

test.each(steps.map((step) => [step.text.label, step] as const))('%s has a sentence that says why', (_, step) => {
  expect(stepSentence(step)).toMatch(/[。]$/);
});

test('a sign takes the place of the word that it stands for', () => {
  for (const step of steps) {
    const label = shortLabel(step);
    expect(label).not.toBe('');
    if (SIGNS[step.text.operation] !== '') expect(label).not.toMatch(/^(?:减去|加上|乘以|等于)/);
  }
});

test('figures carry their unit: yuan in two decimals, shares of a whole, days over days', () => {
  const text = steps[0]?.text;
  if (text === undefined) throw new Error('no step');
  const figure = (unit: Step['text']['unit'], value: number, over = 1): string =>
    stepFigure({ text: { ...text, unit }, value, over });
  expect(figure('fen', 540_000)).toBe('5,400.00');
  expect(figure('ratio', 6_000, 10_000)).toBe('60 %');
  expect(figure('ratio', 9, 14)).toBe('9 ÷ 14');
  expect(figure('days', 14)).toBe('14 天');
  expect(figure('shares', 2)).toBe('2 份');
});

test('percentages have no idle zeros', () => {
  expect(percent(5_000)).toBe('50 %');
  expect(percent(1_250)).toBe('12.5 %');
});
