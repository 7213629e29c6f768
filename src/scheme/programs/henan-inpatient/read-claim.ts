import {
  type Cause,
  type InpatientClaim,
  type Region,
  SETTLEMENT_FIELDS,
  type Settlement,
  type Stay,
} from '#scheme/case.ts';
import {
  expectBoolean,
  expectDate,
  expectDateOrNull,
  expectFen,
  expectInteger,
  expectObject,
  expectOneOf,
  expectText,
  refuse,
} from '#scheme/case-fault.ts';
import { EXCLUSION_CLAUSES } from '#scheme/programs/henan-inpatient/exclusions.ts';
import { daysOfStay } from '#scheme/programs/henan-inpatient/stay-days.ts';
import { readExclusions } from '#scheme/read-exclusions.ts';

const CLAIM_KEYS = ['benefit', 'submittedOn', 'notifiedOn', 'exclusions', 'stay', 'settlement'];
const STAY_KEYS = [
  'admittedOn',
  'dischargedOn',
  'settledOn',
  'observationFrom',
  'excludedDays',
  'hospital',
  'transferApproved',
  'mainDiagnosis',
  'cause',
];
const HOSPITAL_KEYS = ['grade', 'recognised', 'region'];
const REGIONS: readonly Region[] = ['henan', 'other-province', 'abroad'];
const CAUSES: readonly Cause[] = [
  'illness',
  'accident',
  'work-injury',
  'occupational-disease',
  'third-party',
  'public-epidemic',
  'check-up',
  'convalescence',
  'rehabilitation',
];

/** The `claim` of an inpatient case, checked in the order of the format. */
export function readInpatientClaim(value: unknown): InpatientClaim {
  const claim = expectObject(value, 'claim', CLAIM_KEYS);
  return {
    benefit: expectOneOf(claim['benefit'], 'claim.benefit', ['inpatient']),
    submittedOn: expectDate(claim['submittedOn'], 'claim.submittedOn'),
    notifiedOn: expectDateOrNull(claim['notifiedOn'], 'claim.notifiedOn'),
    exclusions: readExclusions(claim['exclusions'], EXCLUSION_CLAUSES),
    stay: readStay(claim['stay']),
    settlement: readSettlement(claim['settlement']),
  };
}

function readStay(value: unknown): Stay {
  const stay = expectObject(value, 'claim.stay', STAY_KEYS);
  const admittedOn = expectDate(stay['admittedOn'], 'claim.stay.admittedOn');
  const dischargedOn = expectDate(stay['dischargedOn'], 'claim.stay.dischargedOn');
  if (dischargedOn < admittedOn) refuse('claim.stay.dischargedOn', '出院日期早于入院日期');
  const settledOn = expectDate(stay['settledOn'], 'claim.stay.settledOn');
  if (settledOn < admittedOn) refuse('claim.stay.settledOn', '结算日期早于入院日期');
  const observationFrom = expectDateOrNull(stay['observationFrom'], 'claim.stay.observationFrom');
  const days = daysOfStay(admittedOn, dischargedOn);
  const excludedDays = readExcludedDays(stay['excludedDays'], days);
  const hospital = expectObject(stay['hospital'], 'claim.stay.hospital', HOSPITAL_KEYS);
  return {
    admittedOn,
    dischargedOn,
    settledOn,
    observationFrom,
    excludedDays,
    hospital: {
      grade: expectInteger(hospital['grade'], 'claim.stay.hospital.grade', 1, 3),
      recognised: expectBoolean(hospital['recognised'], 'claim.stay.hospital.recognised'),
      region: expectOneOf(hospital['region'], 'claim.stay.hospital.region', REGIONS),
    },
    transferApproved: expectBoolean(stay['transferApproved'], 'claim.stay.transferApproved'),
    mainDiagnosis: expectText(stay['mainDiagnosis'], 'claim.stay.mainDiagnosis').trim().toUpperCase(),
    cause: expectOneOf(stay['cause'], 'claim.stay.cause', CAUSES),
  };
}

function readExcludedDays(value: unknown, days: number): number {
  if (typeof value === 'number' && value > days) {
    refuse('claim.stay.excludedDays', `剔除 ${value} 天，多于住院的 ${days} 天`);
  }
  return expectInteger(value, 'claim.stay.excludedDays', 0, days);
}

function readSettlement(value: unknown): Settlement {
  const object = expectObject(value, 'claim.settlement', SETTLEMENT_FIELDS);
  const aboveCeiling = object['aboveCeiling'];
  const settlement: Settlement = {
    billedTotal: expectFen(object['billedTotal'], 'claim.settlement.billedTotal'),
    nonCovered: expectFen(object['nonCovered'], 'claim.settlement.nonCovered'),
    overLimit: expectFen(object['overLimit'], 'claim.settlement.overLimit'),
    upfrontCostSharing: expectFen(object['upfrontCostSharing'], 'claim.settlement.upfrontCostSharing'),
    eligibleExpense: expectFen(object['eligibleExpense'], 'claim.settlement.eligibleExpense'),
    deductible: expectFen(object['deductible'], 'claim.settlement.deductible'),
    aboveCeiling: aboveCeiling === null ? undefined : expectFen(aboveCeiling, 'claim.settlement.aboveCeiling'),
    poolingFundPaid: expectFen(object['poolingFundPaid'], 'claim.settlement.poolingFundPaid'),
    catastrophicFundPaid: expectFen(object['catastrophicFundPaid'], 'claim.settlement.catastrophicFundPaid'),
    civilServantPaid: expectFen(object['civilServantPaid'], 'claim.settlement.civilServantPaid'),
    supplementaryPaid: expectFen(object['supplementaryPaid'], 'claim.settlement.supplementaryPaid'),
    medicalAidPaid: expectFen(object['medicalAidPaid'], 'claim.settlement.medicalAidPaid'),
    otherPaid: expectFen(object['otherPaid'], 'claim.settlement.otherPaid'),
  };
  const billed =
    settlement.nonCovered + settlement.overLimit + settlement.upfrontCostSharing + settlement.eligibleExpense;
  if (settlement.billedTotal !== billed) {
    refuse('claim.settlement.billedTotal', '总费用应当等于 全自费 + 超限价自费 + 先行自付 + 政策范围内费用');
  }
  if (borneInBand(settlement) > settlement.eligibleExpense) {
    refuse(
      'claim.settlement.eligibleExpense',
      '起付标准、超封顶线部分、统筹基金支付与其他各方支付之和，不能超过政策范围内费用',
    );
  }
  return settlement;
}

/**
 * Everything that is taken off the eligible expense before the member's own part remains.
 *
 * Where the part above the ceiling is unknown, so is how much of the catastrophic fund's money lies in the band: neither
 * counts here, and the claim goes to a person anyway.
 */
function borneInBand(settlement: Settlement): number {
  const { aboveCeiling, catastrophicFundPaid } = settlement;
  return (
    settlement.deductible +
    settlement.poolingFundPaid +
    settlement.civilServantPaid +
    settlement.supplementaryPaid +
    settlement.medicalAidPaid +
    settlement.otherPaid +
    (aboveCeiling === undefined ? 0 : Math.max(aboveCeiling, catastrophicFundPaid))
  );
}
