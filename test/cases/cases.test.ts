import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDate, parseInstant } from '#kernel/civil-date.ts';
import { adjudicate } from '#scheme/adjudicate.ts';
import { JOINING_RULES } from '#scheme/joining/joining-rules.ts';
import { readCase } from '#scheme/read-case.ts';
import { stepFigure } from '#scheme/words/step-words.ts';
import { type CodeAndClause, readCases, type WrittenCase } from '../../src/cli/rulebook/case-file.ts';
import { isRecord, type Json } from '../../src/cli/rulebook/merge-given.ts';
import { faultOfLine, lastAmountOf } from './working.ts';

const cases = readCases(join(import.meta.dirname, '../../cases'));

for (const file of new Set(cases.map((each) => each.file))) {
  describe(file, () => {
    for (const written of cases.filter((each) => each.file === file)) {
      it(written.title, () => {
        expect(written.working.flatMap((line) => faultOfLine(line) ?? [])).toEqual([]);
        if (written.expect.kind === 'answer') expectAnswer(written, written.expect.answer);
        else expectDecision(written);
      });
    }
  });
}

function expectDecision({ given, expect: expected, file, working }: WrittenCase): void {
  const read = readCase(given);
  if (expected.kind !== 'decision') {
    expect(read.ok ? 'no error' : read.error.field).toBe(expected.kind === 'fault' ? expected.field : '');
    return;
  }
  if (!read.ok) throw new Error(`${read.error.field}: ${read.error.message}`);
  expect(read.value.program).toBe(file.split('/')[0]);
  const { outcome, amountFen, reasons, notices, readings, steps } = adjudicate(read.value);
  expect({ outcome, amountFen, reasons: inOrder(reasons), notices: inOrder(notices) }).toEqual({
    outcome: expected.outcome,
    amountFen: expected.amountFen,
    reasons: inOrder(expected.reasons),
    notices: inOrder(expected.notices),
  });
  if (expected.readings !== undefined) expect([...readings].sort()).toEqual([...expected.readings].sort());
  if (expected.receipt !== undefined) {
    expect(steps.map((step) => `${step.text.label} ${stepFigure(step)}`)).toEqual(expected.receipt);
  }
  // an amount that nobody worked out by hand proves nothing
  if (expected.amountFen > 0) expect(lastAmountOf(working.at(-1) ?? '')).toBe(expected.amountFen);
}

/** As text: the order in which reasons stand says nothing. */
function inOrder(list: readonly CodeAndClause[]): readonly string[] {
  return list.map(({ code, clause }) => `${code} ${clause}`).sort();
}

function expectAnswer({ given, covers }: WrittenCase, answer: Json): void {
  const rules = covers.map((id) => JOINING_RULES.find((rule) => `joining/${rule.id}` === id));
  expect(rules).toHaveLength(1);
  const evaluate = rules[0]?.evaluate as ((facts: unknown) => unknown) | undefined;
  expect(evaluate?.(inside(given))).toEqual(inside(answer));
}

/** A YAML value as the rules hold it: dates as day numbers, instants in milliseconds, `null` as nothing there. */
function inside(value: Json): unknown {
  if (value === null) return undefined;
  if (typeof value === 'string') {
    const day = parseDate(value);
    if (!Number.isNaN(day)) return day;
    const instant = parseInstant(value);
    return Number.isNaN(instant) ? value : instant;
  }
  if (Array.isArray(value)) return value.map(inside);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inside(inner)]));
}
