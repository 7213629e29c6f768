import type { AccidentBenefit } from '#scheme/case.ts';
import type { AccidentFacts } from '#scheme/programs/national-accident/facts.ts';
import * as cover from '#scheme/programs/national-accident/rules/cover.ts';
import * as excluded from '#scheme/programs/national-accident/rules/excluded.ts';
import * as injury from '#scheme/programs/national-accident/rules/injury.ts';
import * as medical from '#scheme/programs/national-accident/rules/medical.ts';
import * as suddenDeath from '#scheme/programs/national-accident/rules/sudden-death.ts';
import type { Rule } from '#scheme/rule.ts';

const COMMON: readonly Rule<AccidentFacts>[] = [
  cover.lateNotice,
  cover.coveringPeriod,
  cover.notCoveredOnEvent,
  cover.claimTimeBarred,
  excluded.assertedExclusions,
  excluded.treatedAbroad,
];

/** The rules of 附件2 in the order in which they decide, for each benefit. */
export const ACCIDENT_ORDERS: Readonly<Record<AccidentBenefit, readonly Rule<AccidentFacts>[]>> = {
  disability: [
    ...COMMON,
    cover.shares,
    injury.paidForInjury,
    injury.injuryLeft,
    injury.injuryLimit,
    injury.assessedLate,
    injury.grade,
    injury.disabilityBenefit,
  ],
  death: [
    ...COMMON,
    injury.deathBeyond180Days,
    cover.shares,
    injury.paidForInjury,
    injury.injuryLeft,
    injury.injuryLimit,
    injury.deathBenefit,
  ],
  'sudden-death': [
    ...COMMON,
    suddenDeath.hoursToDeath,
    suddenDeath.beyond48Hours,
    suddenDeath.suddenDeathsPaid,
    suddenDeath.suddenDeathLimit,
    injury.othersOutliveInjuryLimit,
    cover.shares,
    suddenDeath.suddenDeathBenefit,
  ],
  medical: [
    ...COMMON,
    excluded.hospitalNotRecognised,
    medical.medicalLeft,
    medical.medicalLimit,
    injury.othersOutliveInjuryLimit,
    medical.firstStay,
    medical.insured,
    medical.uninsured,
    medical.deductibleLeft,
    medical.medicalBenefit,
    medical.nothingToPay,
  ],
};
