import type { ProgramId } from '#scheme/case.ts';
import type { Outcome } from '#scheme/decision.ts';

/** A case to load into the form, with what it comes to; a test holds each to it. */
export interface ExampleCase {
  readonly title: string;
  readonly program: ProgramId;
  readonly outcome: Outcome;
  readonly amountFen: number;
  /** In the format of the rules' page §4. */
  readonly json: object;
}

const HOSPITAL = { grade: 3, recognised: true };
const YEAR = { id: 'p1', startOn: '2025-05-02', endOn: '2026-05-01', shares: 1 };
const TWO_SHARES = { ...YEAR, shares: 2 };

const STAY = {
  admittedOn: '2025-08-01',
  dischargedOn: '2025-08-15',
  settledOn: '2025-08-15',
  observationFrom: null,
  excludedDays: 0,
  hospital: { ...HOSPITAL, region: 'henan' },
  transferApproved: false,
  mainDiagnosis: 'I21.0',
  cause: 'illness',
};

const SETTLEMENT = {
  billedTotal: 3_268_050,
  nonCovered: 126_400,
  overLimit: 18_650,
  upfrontCostSharing: 73_000,
  eligibleExpense: 3_050_000,
  deductible: 90_000,
  aboveCeiling: 0,
  poolingFundPaid: 2_060_000,
  catastrophicFundPaid: 0,
  civilServantPaid: 0,
  supplementaryPaid: 0,
  medicalAidPaid: 0,
  otherPaid: 0,
};

interface InpatientParts {
  readonly stay?: object;
  readonly settlement?: object;
  readonly paid?: readonly object[];
}

function inpatient({ stay = {}, settlement = {}, paid = [] }: InpatientParts): object {
  return {
    id: '例',
    program: 'henan-inpatient',
    periods: [YEAR],
    paid,
    claim: {
      benefit: 'inpatient',
      submittedOn: '2025-09-20',
      notifiedOn: '2025-08-20',
      exclusions: [],
      stay: { ...STAY, ...stay },
      settlement: { ...SETTLEMENT, ...settlement },
    },
  };
}

const EVENT = { id: 'e1', on: '2025-08-01', treatedAbroad: false };

function accident(claim: object, notifiedOn = '2025-08-03'): object {
  return {
    id: '例',
    program: 'national-accident',
    periods: [TWO_SHARES],
    paid: [],
    claim: { submittedOn: '2026-03-10', notifiedOn, exclusions: [], event: EVENT, ...claim },
  };
}

/** For each program cases that pay, decline and refer; for the accident program one of each benefit. */
export const EXAMPLES: readonly ExampleCase[] = [
  {
    title: '省内住院 14 天',
    program: 'henan-inpatient',
    outcome: 'pay',
    amountFen: 540_000,
    json: inpatient({}),
  },
  {
    title: '观察期内入院，期满后才出院',
    program: 'henan-inpatient',
    outcome: 'pay',
    amountFen: 308_571,
    json: inpatient({ stay: { admittedOn: '2025-05-26', dischargedOn: '2025-06-09', settledOn: '2025-06-09' } }),
  },
  {
    title: '整次住院都在观察期',
    program: 'henan-inpatient',
    outcome: 'decline',
    amountFen: 0,
    json: inpatient({ stay: { admittedOn: '2025-05-10', dischargedOn: '2025-05-20', settledOn: '2025-05-20' } }),
  },
  {
    title: '省外住院，没有批准转诊',
    program: 'henan-inpatient',
    outcome: 'refer',
    amountFen: 450_000,
    json: inpatient({ stay: { hospital: { ...HOSPITAL, region: 'other-province' } } }),
  },
  {
    title: '摔伤：两张门诊、一次住院',
    program: 'national-accident',
    outcome: 'pay',
    amountFen: 268_000,
    json: accident({
      benefit: 'medical',
      bills: [
        { kind: 'outpatient', on: '2025-08-01', costSharing: 80_000, insured: true, hospital: HOSPITAL },
        { kind: 'outpatient', on: '2025-08-09', costSharing: 45_000, insured: false, hospital: HOSPITAL },
        { kind: 'inpatient', on: '2025-08-02', costSharing: 160_000, insured: true, hospital: HOSPITAL },
      ],
      otherCompensation: 0,
    }),
  },
  {
    title: '伤残：两处九级',
    program: 'national-accident',
    outcome: 'pay',
    amountFen: 3_000_000,
    json: accident({ benefit: 'disability', disability: { grades: [9, 9], assessedOn: '2025-12-01' } }),
  },
  {
    title: '意外身故',
    program: 'national-accident',
    outcome: 'pay',
    amountFen: 10_000_000,
    json: accident({ benefit: 'death', death: { on: '2025-09-12' } }),
  },
  {
    title: '发病 50 小时后身故',
    program: 'national-accident',
    outcome: 'decline',
    amountFen: 0,
    json: accident({
      benefit: 'sudden-death',
      event: { ...EVENT, onsetAt: '2025-08-01T22:00:00+08:00' },
      death: { at: '2025-08-04T00:00:00+08:00' },
    }),
  },
  {
    title: '伤残评定晚于第 180 天',
    program: 'national-accident',
    outcome: 'refer',
    amountFen: 1_000_000,
    json: accident({ benefit: 'disability', disability: { grades: [10], assessedOn: '2026-02-20' } }),
  },
];
