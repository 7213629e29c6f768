import type { DayNumber } from '#kernel/civil-date.ts';
import type { ProgramId } from '#scheme/case.ts';
import { editionsOf } from '#scheme/edition.ts';
import { INPATIENT_TERMS } from '#scheme/programs/henan-inpatient/terms.ts';
import { ACCIDENT_TERMS } from '#scheme/programs/national-accident/terms.ts';

/** The figures of joining, whichever program: every program's table of terms has them. */
export interface JoiningTerms {
  readonly youngestAge: number;
  readonly oldestAge: number;
  readonly mostShares: number;
  readonly contributionFen: number;
  readonly periodYears: number;
  readonly fullParticipationStaff: number;
  readonly participationPercent: number;
}

const inpatientOn = editionsOf(INPATIENT_TERMS, (terms): JoiningTerms => terms);
const accidentOn = editionsOf(ACCIDENT_TERMS, (terms): JoiningTerms => terms);

/** A program's figures of joining on the day on which the roster is submitted. */
export function joiningTermsOn(program: ProgramId, submittedOn: DayNumber): JoiningTerms {
  return program === 'henan-inpatient' ? inpatientOn(submittedOn) : accidentOn(submittedOn);
}
