import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Decision } from '#scheme/decision.ts';
import { readCase } from '#scheme/read-case.ts';
import { whyNotMore } from '#scheme/words/why-not-more.ts';
import { arbitraryCase } from '../../../test/support/arbitrary-case.ts';

const HOSPITAL = { grade: 3, recognised: true };

interface Changes {
  readonly stay?: object;
  readonly settlement?: object;
  readonly paid?: readonly object[];
}

/** 14 days in August, base 1,000.00 after a deductible of 900.00: pays 600.00 as it stands. */
function decide({ stay = {}, settlement = {}, paid = [] }: Changes): Decision {
  const read = readCase({
    id: 'c',
    program: 'henan-inpatient',
    periods: [{ id: 'p', startOn: '2025-05-02', endOn: '2026-05-01', shares: 1 }],
    paid,
    claim: {
      benefit: 'inpatient',
      submittedOn: '2025-09-20',
      notifiedOn: '2025-08-16',
      exclusions: [],
      stay: {
        admittedOn: '2025-08-01',
        dischargedOn: '2025-08-15',
        settledOn: '2025-08-15',
        observationFrom: null,
        excludedDays: 0,
        hospital: { ...HOSPITAL, region: 'henan' },
        transferApproved: false,
        mainDiagnosis: 'I21.0',
        cause: 'illness',
        ...stay,
      },
      settlement: {
        billedTotal: 500_000,
        nonCovered: 0,
        overLimit: 0,
        upfrontCostSharing: 0,
        eligibleExpense: 500_000,
        deductible: 90_000,
        aboveCeiling: 0,
        poolingFundPaid: 310_000,
        catastrophicFundPaid: 0,
        civilServantPaid: 0,
        supplementaryPaid: 0,
        medicalAidPaid: 0,
        otherPaid: 0,
        ...settlement,
      },
    },
  });
  if (!read.ok) throw new Error(`${read.error.field}: ${read.error.message}`);
  return adjudicate(read.value);
}

/** What reduced the amount beside the deductible, which the example always has. */
function reductionsOf(changes: Changes): readonly [string, number | undefined][] {
  return whyNotMore(decide(changes))
    .filter(({ sentence }) => !sentence.startsWith('起付标准'))
    .map(({ sentence, lessFen }) => [sentence, lessFen]);
}

describe('why not more', () => {
  it('names the deductible with what it costs at 60 %, and never what basic insurance paid', () => {
    expect(whyNotMore(decide({})).map(({ sentence, lessFen }) => [sentence, lessFen])).toEqual([
      ['起付标准 900.00 元，不在互助范围内。', 54_000],
    ]);
  });

  it('compares the share outside the province with the share inside', () => {
    const reductions = reductionsOf({
      stay: { hospital: { ...HOSPITAL, region: 'other-province' }, transferApproved: true },
    });
    expect(reductions).toEqual([['在河南省外住院，比例是 50 %，省内是 60 %。', 10_000]]);
  });

  it('names the days of the waiting time', () => {
    // May 26 to June 8: six days of waiting time, eight after it
    const reductions = reductionsOf({
      stay: { admittedOn: '2025-05-26', dischargedOn: '2025-06-09', settledOn: '2025-06-09' },
    });
    // 600.00 × 8 ÷ 14 = 342.857…, so 342.86
    expect(reductions).toEqual([['住院 14 天里，只有 8 天可以计算。', 60_000 - 34_286]]);
  });

  it('names what is left of the ceiling, and then not what makes no difference any more', () => {
    const decision = decide({ paid: [{ period: 'p', benefit: 'inpatient', amountFen: 9_999_000 }] });
    expect(whyNotMore(decision).map(({ sentence, lessFen }) => [sentence, lessFen])).toEqual([
      ['这个保障期的额度只剩 10.00 元，算出来的 600.00 元只能领到这里。', 59_000],
    ]);
  });

  it('names what another payer bore without calling it a loss', () => {
    expect(reductionsOf({ settlement: { medicalAidPaid: 20_000 } })).toEqual([
      ['医疗救助已经替您付了 200.00 元，这部分不是您负担的。', undefined],
    ]);
  });

  it('has nothing to say of a decline', () => {
    expect(whyNotMore(decide({ stay: { mainDiagnosis: 'F32.9' } }))).toEqual([]);
  });

  it('never claims a negative difference', () => {
    fc.assert(
      fc.property(arbitraryCase, (question) => {
        const read = readCase(question);
        if (!read.ok) return;
        for (const { lessFen } of whyNotMore(adjudicate(read.value))) {
          if (lessFen !== undefined) expect(lessFen).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});
