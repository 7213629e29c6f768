import type { InpatientFacts } from '#scheme/programs/henan-inpatient/facts.ts';
import * as benefit from '#scheme/programs/henan-inpatient/rules/benefit.ts';
import * as cover from '#scheme/programs/henan-inpatient/rules/cover.ts';
import * as days from '#scheme/programs/henan-inpatient/rules/covered-days.ts';
import * as excluded from '#scheme/programs/henan-inpatient/rules/excluded.ts';
import * as limits from '#scheme/programs/henan-inpatient/rules/limits.ts';
import * as referred from '#scheme/programs/henan-inpatient/rules/referred.ts';
import type { Rule } from '#scheme/rule.ts';

/**
 * The rules of 附件1 in the order in which they decide.
 *
 * A decline ends the case; exclusions that stand together are reported together; refers speak only where nothing
 * declines; the benefit rule computes the amount, and what follows it looks at that amount.
 */
export const INPATIENT_ORDER: readonly Rule<InpatientFacts>[] = [
  cover.lateNotice,
  cover.coveringPeriod,
  cover.notCoveredOnAdmission,
  cover.claimTimeBarred,
  excluded.assertedExclusions,
  excluded.hospitalNotRecognised,
  excluded.treatedAbroad,
  excluded.mentalDisorder,
  excluded.infertility,
  excluded.borneByOthers,
  excluded.convalescence,
  days.chainFirst,
  days.chainLast,
  days.stayDays,
  days.waitingDays,
  days.uncoveredDays,
  days.coveredDays,
  days.waitingTime,
  days.noCoveredDays,
  limits.staysPaid,
  limits.stayLimit,
  limits.ceilingLeft,
  limits.amountLimit,
  referred.transferNotApproved,
  referred.observationTooEarly,
  referred.ceilingUnknown,
  days.startIsDayOne,
  cover.accidentAdmitted,
  cover.renewalWaivesWaiting,
  cover.stayAcrossPeriods,
  benefit.base,
  benefit.generalShare,
  benefit.outOfProvinceShare,
  benefit.inpatientBenefit,
  benefit.nothingToPay,
];
