import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Cause, CoveragePeriod, InpatientCase, PaidBenefit, Region } from '#scheme/case.ts';
import type { ClauseId } from '#scheme/clause-texts.ts';
import { NO_PERIOD } from '#scheme/covering-period.ts';
import type { InpatientTerm } from '#scheme/programs/henan-inpatient/terms.ts';
import type { Terms } from '#scheme/term.ts';

/**
 * Everything that the inpatient rules may look at: the case's figures, the terms, and what rules derive from them.
 *
 * One flat object of numbers, one instance for each edition of the terms and used again for case
 * after case: nothing is allocated for it. A rule sees of it what it
 * names in `reads`.
 */
export class InpatientFacts {
  // from the case
  periods: readonly CoveragePeriod[] = [];
  paid: readonly PaidBenefit[] = [];
  assertedExclusions: readonly ClauseId[] = [];
  submittedOn: DayNumber = 0;
  notifiedOn: DayNumber = 0;
  admittedOn: DayNumber = 0;
  dischargedOn: DayNumber = 0;
  settledOn: DayNumber = 0;
  observationFrom: DayNumber = 0;
  excludedDays = 0;
  hospitalGrade = 0;
  hospitalRecognised = false;
  hospitalRegion: Region = 'henan';
  transferApproved = false;
  mainDiagnosis = '';
  cause: Cause = 'illness';
  eligibleExpense: Fen = 0;
  deductible: Fen = 0;
  /** 0 where unknown. */
  aboveCeiling: Fen = 0;
  aboveCeilingKnown = true;
  poolingFundPaid: Fen = 0;
  catastrophicFundPaid: Fen = 0;
  civilServantPaid: Fen = 0;
  supplementaryPaid: Fen = 0;
  medicalAidPaid: Fen = 0;
  otherPaid: Fen = 0;
  // the terms of the day, under the names of the table of terms
  readonly waitingPeriodDays: number;
  readonly renewalGraceDays: number;
  readonly benefitBasisPoints: number;
  readonly outOfProvinceReductionBasisPoints: number;
  readonly observationDays: number;
  readonly paidStaysLimit: number;
  readonly benefitCeilingFen: Fen;
  readonly lowestHospitalGrade: number;
  readonly noticeDays: number;
  readonly claimYears: number;
  // derived, each by the rule that names it in `derives`
  coveringPeriod = NO_PERIOD;
  chainFirst = 0;
  chainLast = 0;
  stayDays = 0;
  waitingDays = 0;
  uncoveredDays = 0;
  coveredDays = 0;
  staysPaid = 0;
  ceilingLeft: Fen = 0;
  base: Fen = 0;
  shareBasisPoints = 0;

  constructor(terms: Terms<InpatientTerm>) {
    this.waitingPeriodDays = terms.waitingPeriodDays;
    this.renewalGraceDays = terms.renewalGraceDays;
    this.benefitBasisPoints = terms.benefitBasisPoints;
    this.outOfProvinceReductionBasisPoints = terms.outOfProvinceReductionBasisPoints;
    this.observationDays = terms.observationDays;
    this.paidStaysLimit = terms.paidStaysLimit;
    this.benefitCeilingFen = terms.benefitCeilingFen;
    this.lowestHospitalGrade = terms.lowestHospitalGrade;
    this.noticeDays = terms.noticeDays;
    this.claimYears = terms.claimYears;
  }
}

/** Fill `facts` from a case. The derived ones keep their last value until their rule has run. */
export function layOutFacts(facts: InpatientFacts, { periods, paid, claim }: InpatientCase): void {
  const { stay, settlement } = claim;
  facts.periods = periods;
  facts.paid = paid;
  facts.assertedExclusions = claim.exclusions;
  facts.submittedOn = claim.submittedOn;
  facts.notifiedOn = claim.notifiedOn;
  facts.admittedOn = stay.admittedOn;
  facts.dischargedOn = stay.dischargedOn;
  facts.settledOn = stay.settledOn;
  facts.observationFrom = stay.observationFrom;
  facts.excludedDays = stay.excludedDays;
  facts.hospitalGrade = stay.hospital.grade;
  facts.hospitalRecognised = stay.hospital.recognised;
  facts.hospitalRegion = stay.hospital.region;
  facts.transferApproved = stay.transferApproved;
  facts.mainDiagnosis = stay.mainDiagnosis;
  facts.cause = stay.cause;
  facts.eligibleExpense = settlement.eligibleExpense;
  facts.deductible = settlement.deductible;
  facts.aboveCeiling = settlement.aboveCeiling ?? 0;
  facts.aboveCeilingKnown = settlement.aboveCeiling !== undefined;
  facts.poolingFundPaid = settlement.poolingFundPaid;
  facts.catastrophicFundPaid = settlement.catastrophicFundPaid;
  facts.civilServantPaid = settlement.civilServantPaid;
  facts.supplementaryPaid = settlement.supplementaryPaid;
  facts.medicalAidPaid = settlement.medicalAidPaid;
  facts.otherPaid = settlement.otherPaid;
}
