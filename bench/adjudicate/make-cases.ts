import { formatDate } from '#kernel/civil-date.ts';

/** A seeded generator of whole numbers (mulberry32): the same cases in every run. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const DIAGNOSES = ['I21.0', 'J18.9', 'K35.8', 'C34.9', 'E11.9', 'M51.2'];

/**
 * Cases in the format of the rules' page §4, as an office meets them: most are paid, some meet a limit, an exclusion or
 * a missing approval; one in six is an accident's medical bills.
 */
export function makeCases(count: number, seed = 1): object[] {
  const below = seeded(seed);
  return Array.from({ length: count }, (_, i) => (below(6) === 0 ? accidentCase(i, below) : inpatientCase(i, below)));
}

const FIRST_START = 20_210;

function inpatientCase(i: number, below: (n: number) => number): object {
  const startOn = FIRST_START + below(120);
  const admittedOn = startOn + 20 + below(340);
  const dischargedOn = admittedOn + 1 + below(20);
  const eligibleExpense = 200_000 + below(4_000_000);
  const deductible = 30_000 * (1 + below(4));
  const poolingFundPaid = Math.floor((Math.max(0, eligibleExpense - deductible) * (75 + below(16))) / 100);
  const nonCovered = below(100_000);
  const upfrontCostSharing = below(60_000);
  const roll = below(100);
  return {
    id: `i${i}`,
    program: 'henan-inpatient',
    periods: [
      { id: 'p0', startOn: formatDate(startOn - 365), endOn: formatDate(startOn - 1), shares: 1 },
      { id: 'p1', startOn: formatDate(startOn), endOn: formatDate(startOn + 364), shares: 1 },
    ].slice(below(2)),
    paid: roll < 20 ? [{ period: 'p1', benefit: 'inpatient', amountFen: 100_000 + below(900_000) }] : [],
    claim: {
      benefit: 'inpatient',
      submittedOn: formatDate(dischargedOn + 5 + below(200)),
      notifiedOn: roll < 30 ? null : formatDate(dischargedOn + below(10)),
      exclusions: roll === 99 ? ['附件1-5(一).7'] : [],
      stay: {
        admittedOn: formatDate(admittedOn),
        dischargedOn: formatDate(dischargedOn),
        settledOn: formatDate(dischargedOn + below(3)),
        observationFrom: roll === 98 ? formatDate(admittedOn - 3) : null,
        excludedDays: 0,
        hospital: {
          grade: roll > 94 ? 1 : 2 + below(2),
          recognised: true,
          region: roll < 8 ? 'other-province' : 'henan',
        },
        transferApproved: roll < 6,
        mainDiagnosis: DIAGNOSES[below(DIAGNOSES.length)],
        cause: 'illness',
      },
      settlement: {
        billedTotal: nonCovered + upfrontCostSharing + eligibleExpense,
        nonCovered,
        overLimit: 0,
        upfrontCostSharing,
        eligibleExpense,
        deductible,
        aboveCeiling: 0,
        poolingFundPaid: Math.min(poolingFundPaid, Math.max(0, eligibleExpense - deductible)),
        catastrophicFundPaid: 0,
        civilServantPaid: 0,
        supplementaryPaid: 0,
        medicalAidPaid: 0,
        otherPaid: 0,
      },
    },
  };
}

function accidentCase(i: number, below: (n: number) => number): object {
  const startOn = FIRST_START + below(120);
  const on = startOn + below(365);
  return {
    id: `a${i}`,
    program: 'national-accident',
    periods: [{ id: 'p1', startOn: formatDate(startOn), endOn: formatDate(startOn + 364), shares: 1 + below(2) }],
    paid: [],
    claim: {
      benefit: 'medical',
      submittedOn: formatDate(on + 30 + below(200)),
      notifiedOn: formatDate(on + below(20)),
      exclusions: [],
      event: { id: `e${i}`, on: formatDate(on), treatedAbroad: false },
      bills: Array.from({ length: 1 + below(4) }, () => ({
        kind: below(4) === 0 ? 'inpatient' : 'outpatient',
        on: formatDate(on + below(60)),
        costSharing: 5_000 + below(300_000),
        insured: below(2) === 0,
        hospital: { grade: 1 + below(3), recognised: true },
      })),
      otherCompensation: below(5) === 0 ? below(50_000) : 0,
    },
  };
}
