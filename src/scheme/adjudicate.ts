import type { Case } from '#scheme/case.ts';
import type { Decision } from '#scheme/decision.ts';
import { adjudicateInpatient } from '#scheme/programs/henan-inpatient/adjudicate-inpatient.ts';
import { adjudicateAccident } from '#scheme/programs/national-accident/adjudicate-accident.ts';

/**
 * Decide a case: outcome, amount, reasons and notices with their clauses, the steps of the amount, the readings.
 *
 * Pure: the same case gives the same decision. The one way in which the platform computes a benefit.
 */
export function adjudicate(decided: Case): Decision {
  return decided.program === 'henan-inpatient' ? adjudicateInpatient(decided) : adjudicateAccident(decided);
}
