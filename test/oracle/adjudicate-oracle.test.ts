import { describe, expect, it } from 'vitest';
import { seededDice } from '#generator/dice.ts';
import { adjudicate } from '#scheme/adjudicate.ts';
import { readCase } from '#scheme/read-case.ts';
import { seededCases } from '../support/arbitrary-case.ts';
import type { CaseJson } from '../support/case-json.ts';
import { spoil } from '../support/relation-faults.ts';
import { askOracle, type OracleAnswer, type OracleReason } from './adjudicate-oracle.ts';

/** `ORACLE_SEED=7 ORACLE_CASES=1000000 npx vitest run test/oracle` searches further than the suite has time for. */
const SEED = Number(process.env['ORACLE_SEED'] ?? 20_250_401);
const CASES = Number(process.env['ORACLE_CASES'] ?? 20_000);

/** What the product says, in the oracle's words: of the steps only the bills left out, lists in the order of text. */
function decide(question: CaseJson): OracleAnswer {
  const read = readCase(question);
  if (!read.ok) return { errorField: read.error.field };
  const { outcome, amountFen, reasons, notices, readings, steps } = adjudicate(read.value);
  const decided = { outcome, amountFen, reasons: inOrder(reasons), notices };
  if (amountFen === 0) return decided;
  const bills = steps.filter(({ text }) => text.unit === 'bills').map(({ value }) => value);
  return { ...decided, readings: [...readings].sort(), ...(bills.length > 0 ? { billsLeftOut: bills[1] ?? 0 } : {}) };
}

function answerOf(question: CaseJson): OracleAnswer {
  const answer = askOracle(question);
  if ('errorField' in answer) return answer;
  const inItsOrder = { ...answer, reasons: inOrder(answer.reasons) };
  return answer.readings === undefined ? inItsOrder : { ...inItsOrder, readings: [...answer.readings].sort() };
}

function inOrder(reasons: readonly OracleReason[]): readonly OracleReason[] {
  return reasons
    .map(({ code, clause }) => ({ code, clause }))
    .sort((one, other) => (one.code + one.clause < other.code + other.clause ? -1 : 1));
}

function kindOf(question: CaseJson, answer: OracleAnswer): string {
  const told = 'errorField' in answer ? ['error'] : [answer.outcome, ...answer.reasons.map((reason) => reason.code)];
  return `${question.claim.benefit}: ${told[0]}${told.length > 1 ? ` ${told[1]}` : ''}`;
}

/** Two seconds on an idle machine; a crowded one, or a longer search, needs more. */
const PATIENCE = { timeout: 60_000 + CASES };

describe(`the rules and a second adjudicator written from the specification (seed ${SEED})`, PATIENCE, () => {
  it(`say the same of ${CASES} random cases around the limits`, () => {
    const differences: unknown[] = [];
    const seen = new Map<string, number>();
    for (const question of seededCases(SEED, CASES)) {
      const expected = answerOf(question);
      const decided = decide(question);
      seen.set(kindOf(question, expected), (seen.get(kindOf(question, expected)) ?? 0) + 1);
      if (JSON.stringify(decided) !== JSON.stringify(expected)) differences.push({ question, expected, decided });
    }
    expect(differences.slice(0, 3).map((difference) => JSON.stringify(difference))).toEqual([]);
    expect(differences).toHaveLength(0);
    expect(missingKinds(seen)).toEqual([]);
  });

  it(`find the same fault first in ${CASES / 4} cases that were spoilt`, () => {
    const dice = seededDice(SEED + 1);
    const differences: unknown[] = [];
    let faults = 0;
    for (const valid of seededCases(SEED + 2, CASES / 4)) {
      const question = spoil(valid, dice);
      const expected = answerOf(question);
      const decided = decide(question);
      if ('errorField' in expected) faults += 1;
      if (JSON.stringify(decided) !== JSON.stringify(expected)) differences.push({ question, expected, decided });
    }
    expect(differences.slice(0, 3).map((difference) => JSON.stringify(difference))).toEqual([]);
    expect(faults).toBeGreaterThan(CASES / 12);
  });
});

/** Every answer that the specification knows must have come up, or the comparison says less than it seems to. */
const KINDS = [
  'inpatient: pay',
  'inpatient: decline not-covered-on-admission',
  'inpatient: decline claim-time-barred',
  'inpatient: decline excluded',
  'inpatient: decline waiting-time',
  'inpatient: decline no-covered-days',
  'inpatient: decline stay-limit',
  'inpatient: decline amount-limit',
  'inpatient: decline nothing-to-pay',
  'inpatient: refer transfer-not-approved',
  'inpatient: refer observation-too-early',
  'inpatient: refer ceiling-unknown',
  ...['disability', 'death', 'sudden-death', 'medical'].flatMap((benefit) => [
    `${benefit}: pay`,
    `${benefit}: decline not-covered-on-event`,
    `${benefit}: decline claim-time-barred`,
    `${benefit}: decline excluded`,
    `${benefit}: decline amount-limit`,
  ]),
  'disability: refer assessed-after-day-180',
  'death: decline beyond-180-days',
  'sudden-death: decline beyond-48-hours',
  'medical: decline nothing-to-pay',
];

function missingKinds(seen: ReadonlyMap<string, number>): string[] {
  return KINDS.filter((kind) => (seen.get(kind) ?? 0) < Math.min(20, CASES / 1000));
}
