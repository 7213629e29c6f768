import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjudicate } from '#scheme/adjudicate.ts';
import { CLAUSE_TEXTS, READINGS } from '#scheme/clause-texts.ts';
import type { Decision } from '#scheme/decision.ts';
import { readCase } from '#scheme/read-case.ts';
import { writeDecision } from '#scheme/write-decision.ts';
import { accidentCase, arbitraryCase, inpatientCase } from '../../test/support/arbitrary-case.ts';
import type { CaseJson, PaidJson, SettlementJson } from '../../test/support/case-json.ts';
import { replay, type WrittenStep } from '../../test/support/pocket-calculator.ts';

const RUNS = { numRuns: 1_000 };

/** A third of a second each on an idle machine; a crowded one needs more. */
const PATIENCE = { timeout: 60_000 };

function decide(question: CaseJson): Decision {
  const read = readCase(question);
  if (!read.ok) throw new Error(`${read.error.field}: ${read.error.message}`);
  return adjudicate(read.value);
}

interface WrittenDecision {
  readonly id: string;
  readonly outcome: string;
  readonly amountFen: number;
  readonly reasons: readonly { readonly code: string; readonly clause: string }[];
  readonly notices: readonly { readonly code: string; readonly clause: string }[];
  readonly steps: readonly WrittenStep[];
  readonly readings: readonly string[];
}

function written(question: CaseJson): WrittenDecision {
  return JSON.parse(writeDecision(decide(question)));
}

/** Whatever the claim: asserted for every valid case of both programs. */
function ofEvery(cases: fc.Arbitrary<CaseJson>, holds: (question: CaseJson) => void): void {
  fc.assert(fc.property(cases, holds), RUNS);
}

describe('the steps of a decision', PATIENCE, () => {
  it('give the amount on a pocket calculator, and every figure shown on the way', () => {
    ofEvery(arbitraryCase, (question) => {
      const { outcome, amountFen, steps, reasons } = written(question);
      const { result, disagreements } = replay(steps);
      expect(disagreements).toEqual([]);
      const ends =
        outcome === 'pay' || (outcome === 'refer' && !reasons.some(({ code }) => code === 'ceiling-unknown'));
      if (ends || result !== undefined) expect(result).toBe(amountFen);
    });
  });

  it('count days that add up, and the share of them is the one multiplied by', () => {
    ofEvery(inpatientCase, (question) => {
      const { steps } = written(question);
      const [stayDays, ...rest] = steps.filter(({ unit }) => unit === 'days').map(({ value }) => value ?? Number.NaN);
      const coveredDays = rest.at(-1) ?? stayDays;
      const takenOff = rest.slice(0, -1).reduce((sum, days) => sum + days, 0);
      if (stayDays !== undefined && rest.length > 0) expect(coveredDays).toBe(Math.max(0, stayDays - takenOff));
      const shares = steps.filter(({ operation, label }) => operation === 'times' && label.includes('住院天数'));
      for (const share of shares) expect([share.value, share.over]).toEqual([coveredDays, stayDays]);
    });
  });
});

describe('the amount', PATIENCE, () => {
  it('is 0 where the outcome is decline, and above 0 otherwise, unless the ceiling is unknown', () => {
    ofEvery(arbitraryCase, (question) => {
      const { outcome, amountFen, reasons } = decide(question);
      const isUnknown = reasons.some(({ code }) => code === 'ceiling-unknown');
      if (outcome === 'decline' || isUnknown) expect(amountFen).toBe(0);
      else expect(amountFen).toBeGreaterThan(0);
      expect(reasons.length === 0).toBe(outcome === 'pay');
    });
  });

  it('never goes above what is left of the limit', () => {
    ofEvery(arbitraryCase, (question) => {
      const { amountFen } = decide(question);
      expect(amountFen).toBeLessThanOrEqual(Math.max(0, limitLeft(question)));
    });
  });

  it('never goes above what the member bore', () => {
    ofEvery(arbitraryCase, (question) => {
      const { settlement, bills, otherCompensation } = question.claim;
      const { amountFen } = decide(question);
      if (settlement !== undefined) expect(amountFen).toBeLessThanOrEqual(borneByMember(settlement));
      if (bills !== undefined) {
        const bill = bills.reduce((sum, { costSharing }) => sum + costSharing, 0);
        expect(amountFen).toBeLessThanOrEqual(Math.max(0, bill - (otherCompensation ?? 0)));
      }
    });
  });

  it('does not grow with what was paid before', () => {
    const more = fc.tuple(arbitraryCase, fc.nat(), fc.nat({ max: 11_000_000 }));
    fc.assert(
      fc.property(more, ([question, pick, amountFen]) => {
        const period = question.periods[pick % Math.max(1, question.periods.length)];
        if (period === undefined) return;
        const payment: PaidJson = { period: period.id, benefit: question.claim.benefit, amountFen };
        const after = decide({ ...question, paid: [...question.paid, payment] }).amountFen;
        expect(after).toBeLessThanOrEqual(decide(question).amountFen);
      }),
      RUNS,
    );
  });

  it('does not shrink with what the member bore', () => {
    fc.assert(
      fc.property(inpatientCase, fc.nat({ max: 5_000_000 }), (question, more) => {
        const { settlement } = question.claim;
        if (settlement === undefined) return;
        const dearer = {
          ...settlement,
          billedTotal: settlement.billedTotal + more,
          eligibleExpense: settlement.eligibleExpense + more,
        };
        const after = decide({ ...question, claim: { ...question.claim, settlement: dearer } }).amountFen;
        expect(after).toBeGreaterThanOrEqual(decide(question).amountFen);
      }),
      RUNS,
    );
  });

  it('does not shrink with a dearer bill, and does not grow with another compensation', () => {
    fc.assert(
      fc.property(accidentCase, fc.nat(), fc.nat({ max: 500_000 }), (question, pick, more) => {
        const { bills, otherCompensation } = question.claim;
        if (bills === undefined || otherCompensation === undefined) return;
        const before = decide(question).amountFen;
        const dearer = bills.map((bill, at) =>
          at === pick % bills.length ? { ...bill, costSharing: bill.costSharing + more } : bill,
        );
        const claim = { ...question.claim, bills: dearer };
        expect(decide({ ...question, claim }).amountFen).toBeGreaterThanOrEqual(before);
        const compensated = { ...question.claim, otherCompensation: otherCompensation + more };
        expect(decide({ ...question, claim: compensated }).amountFen).toBeLessThanOrEqual(before);
      }),
      RUNS,
    );
  });
});

describe('a decision', PATIENCE, () => {
  it('does not depend on the order of periods and of payments', () => {
    fc.assert(
      fc.property(arbitraryCase, fc.infiniteStream(fc.nat()), (question, keys) => {
        const shuffle = <Item>(items: readonly Item[]): Item[] =>
          items
            .map((item) => ({ item, key: keys.next().value }))
            .sort((one, other) => one.key - other.key)
            .map(({ item }) => item);
        const other = { ...question, periods: shuffle(question.periods), paid: shuffle(question.paid) };
        expect(written(other)).toEqual(written(question));
      }),
      RUNS,
    );
  });

  it('is the same again, and after other cases in between', () => {
    fc.assert(
      fc.property(arbitraryCase, fc.array(arbitraryCase, { maxLength: 5 }), (question, others) => {
        const first = written(question);
        expect(written(question)).toEqual(first);
        for (const other of others) decide(other);
        expect(written(question)).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });

  it('that was given out stays as it was when the next case is decided', () => {
    fc.assert(
      fc.property(arbitraryCase, arbitraryCase, (question, next) => {
        const decision = decide(question);
        const before = writeDecision(decision);
        decide(next);
        expect(writeDecision(decision)).toBe(before);
      }),
      { numRuns: 300 },
    );
  });

  it('cites clauses and readings that exist', () => {
    ofEvery(arbitraryCase, (question) => {
      const { reasons, notices, steps, readings } = decide(question);
      const cited = [...reasons, ...notices, ...steps.map(({ text }) => text)].map(({ clause }) => clause);
      for (const clause of cited) expect(CLAUSE_TEXTS).toHaveProperty([clause]);
      for (const reading of readings) expect(READINGS).toHaveProperty([reading]);
      const ofSteps = steps.flatMap(({ text }) => text.reading ?? []);
      expect(readings).toEqual(expect.arrayContaining(ofSteps));
      expect(new Set(readings).size).toBe(readings.length);
    });
  });

  it('says the same in JSON', () => {
    ofEvery(arbitraryCase, (question) => {
      const { steps, ...decision } = decide(question);
      const { steps: writtenSteps, ...told } = written(question);
      expect(told).toEqual(decision);
      expect(writtenSteps).toEqual(
        steps.map(({ text, value, over }) => ({
          label: text.label,
          clause: text.clause,
          operation: text.operation,
          ...(text.unit === 'fen' ? { valueFen: value } : { value, unit: text.unit }),
          ...(text.operation === 'times' ? { over } : {}),
          ...(text.reading === undefined ? {} : { reading: READINGS[text.reading].title }),
        })),
      );
    });
  });
});

function limitLeft({ periods, paid, claim }: CaseJson): number {
  const day = claim.stay?.admittedOn ?? claim.event?.on ?? '';
  const period = periods.find(({ startOn, endOn }) => startOn <= day && day <= endOn);
  if (period === undefined) return 0;
  const paidFor = (...benefits: string[]): number =>
    paid
      .filter((payment) => payment.period === period.id && benefits.includes(payment.benefit))
      .reduce((sum, { amountFen }) => sum + amountFen, 0);
  switch (claim.benefit) {
    case 'inpatient':
      return 10_000_000 - paidFor('inpatient');
    case 'medical':
      return 1_000_000 - paidFor('medical');
    case 'sudden-death':
      return 1_000_000 * period.shares - paidFor('sudden-death');
    case 'disability':
    case 'death':
      return 5_000_000 * period.shares - paidFor('disability', 'death');
  }
}

/** What no fund bore: the most that the member can have paid of the eligible expense. */
function borneByMember(settlement: SettlementJson): number {
  const { eligibleExpense, deductible, aboveCeiling, poolingFundPaid, catastrophicFundPaid } = settlement;
  const { civilServantPaid, supplementaryPaid, medicalAidPaid, otherPaid } = settlement;
  const others = civilServantPaid + supplementaryPaid + medicalAidPaid + otherPaid;
  const aboveOrCatastrophic = Math.max(aboveCeiling ?? 0, catastrophicFundPaid);
  return Math.max(0, eligibleExpense - deductible - poolingFundPaid - others - aboveOrCatastrophic);
}
