import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import {
  type AccidentBenefit,
  type AccidentCase,
  type Bill,
  type CoveragePeriod,
  NEVER,
  type PaidBenefit,
} from '#scheme/case.ts';
import type { ClauseId } from '#scheme/clause-texts.ts';
import { NO_PERIOD } from '#scheme/covering-period.ts';
import type { AccidentTerm } from '#scheme/programs/national-accident/terms.ts';
import type { Terms } from '#scheme/term.ts';

const NO_BILLS: readonly Bill[] = Object.freeze([]);
const NO_GRADES: readonly number[] = Object.freeze([]);

/**
 * Everything that the accident rules may look at: the case's figures, the terms, and what rules derive from them.
 *
 * One flat object, one instance for each edition of the terms and used again for case after case. A rule sees of it
 * what it names in `reads`. Figures of another benefit than the one claimed hold their empty value.
 */
export class AccidentFacts {
  // from the case
  benefit: AccidentBenefit = 'medical';
  periods: readonly CoveragePeriod[] = [];
  paid: readonly PaidBenefit[] = [];
  assertedExclusions: readonly ClauseId[] = [];
  submittedOn: DayNumber = 0;
  notifiedOn: DayNumber = 0;
  eventId = '';
  eventOn: DayNumber = 0;
  treatedAbroad = false;
  bills: readonly Bill[] = NO_BILLS;
  otherCompensation: Fen = 0;
  grades: readonly number[] = NO_GRADES;
  assessedOn: DayNumber = 0;
  diedOn: DayNumber = NEVER;
  /** Milliseconds since 1970-01-01T00:00Z. */
  onsetAt = 0;
  diedAt = 0;
  // the terms of the day, under the names of the table of terms
  readonly disabilityPerShareFen: Fen;
  readonly deathPerShareFen: Fen;
  readonly suddenDeathPerShareFen: Fen;
  readonly treatmentDays: number;
  readonly suddenDeathHours: number;
  readonly medicalDeductibleFen: Fen;
  readonly insuredBasisPoints: number;
  readonly uninsuredBasisPoints: number;
  readonly medicalCeilingFen: Fen;
  readonly lowestHospitalGrade: number;
  readonly noticeDays: number;
  readonly claimYears: number;
  /** By grade, 1 to 10; index 0 is not used. */
  readonly gradeBasisPoints: readonly number[];
  // derived, each by the rule that names it in `derives`
  coveringPeriod = NO_PERIOD;
  shares = 0;
  paidForInjury: Fen = 0;
  injuryLeft: Fen = 0;
  grade = 0;
  suddenDeathsPaid = 0;
  hoursToDeath = 0;
  medicalLeft: Fen = 0;
  firstStay = 0;
  insured: Fen = 0;
  uninsured: Fen = 0;
  deductibleLeft: Fen = 0;
  takenOff: Fen = 0;

  constructor(terms: Terms<AccidentTerm>) {
    this.disabilityPerShareFen = terms.disabilityPerShareFen;
    this.deathPerShareFen = terms.deathPerShareFen;
    this.suddenDeathPerShareFen = terms.suddenDeathPerShareFen;
    this.treatmentDays = terms.treatmentDays;
    this.suddenDeathHours = terms.suddenDeathHours;
    this.medicalDeductibleFen = terms.medicalDeductibleFen;
    this.insuredBasisPoints = terms.insuredBasisPoints;
    this.uninsuredBasisPoints = terms.uninsuredBasisPoints;
    this.medicalCeilingFen = terms.medicalCeilingFen;
    this.lowestHospitalGrade = terms.lowestHospitalGrade;
    this.noticeDays = terms.noticeDays;
    this.claimYears = terms.claimYears;
    this.gradeBasisPoints = [
      0,
      terms.disabilityGrade1BasisPoints,
      terms.disabilityGrade2BasisPoints,
      terms.disabilityGrade3BasisPoints,
      terms.disabilityGrade4BasisPoints,
      terms.disabilityGrade5BasisPoints,
      terms.disabilityGrade6BasisPoints,
      terms.disabilityGrade7BasisPoints,
      terms.disabilityGrade8BasisPoints,
      terms.disabilityGrade9BasisPoints,
      terms.disabilityGrade10BasisPoints,
    ];
  }
}

/** Fill `facts` from a case. The derived ones keep their last value until their rule has run. */
export function layOutFacts(facts: AccidentFacts, { periods, paid, claim }: AccidentCase): void {
  facts.benefit = claim.benefit;
  facts.periods = periods;
  facts.paid = paid;
  facts.assertedExclusions = claim.exclusions;
  facts.submittedOn = claim.submittedOn;
  facts.notifiedOn = claim.notifiedOn;
  facts.eventId = claim.event.id;
  facts.eventOn = claim.event.on;
  facts.treatedAbroad = claim.event.treatedAbroad;
  facts.bills = claim.benefit === 'medical' ? claim.bills : NO_BILLS;
  facts.otherCompensation = claim.benefit === 'medical' ? claim.otherCompensation : 0;
  facts.grades = claim.benefit === 'disability' ? claim.grades : NO_GRADES;
  facts.assessedOn = claim.benefit === 'disability' ? claim.assessedOn : 0;
  facts.diedOn = claim.benefit === 'death' ? claim.diedOn : NEVER;
  facts.onsetAt = claim.benefit === 'sudden-death' ? claim.onsetAt : 0;
  facts.diedAt = claim.benefit === 'sudden-death' ? claim.diedAt : 0;
}
