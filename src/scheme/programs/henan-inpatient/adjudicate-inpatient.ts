import type { DayNumber } from '#kernel/civil-date.ts';
import type { InpatientCase } from '#scheme/case.ts';
import { findCoveringPeriod } from '#scheme/covering-period.ts';
import { compileOrder } from '#scheme/decide.ts';
import type { Decision } from '#scheme/decision.ts';
import { editionsOf } from '#scheme/edition.ts';
import { InpatientFacts, layOutFacts } from '#scheme/programs/henan-inpatient/facts.ts';
import { INPATIENT_ORDER } from '#scheme/programs/henan-inpatient/order.ts';
import { INPATIENT_TERMS } from '#scheme/programs/henan-inpatient/terms.ts';

const editionOn = editionsOf(INPATIENT_TERMS, (terms) => new InpatientFacts(terms));
const decide = compileOrder(INPATIENT_ORDER);

/** Decide an inpatient case by 附件1, under the terms in force when its period began. */
export function adjudicateInpatient(inpatientCase: InpatientCase): Decision {
  const facts = editionOn(termsDay(inpatientCase));
  layOutFacts(facts, inpatientCase);
  return decide(inpatientCase.id, facts);
}

/** A period keeps the terms under which it began; without one, the admission day tells. */
function termsDay({ periods, claim }: InpatientCase): DayNumber {
  const { admittedOn } = claim.stay;
  return periods[findCoveringPeriod(periods, admittedOn)]?.startOn ?? admittedOn;
}
