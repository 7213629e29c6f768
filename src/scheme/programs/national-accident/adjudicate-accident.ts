import type { DayNumber } from '#kernel/civil-date.ts';
import type { AccidentBenefit, AccidentCase } from '#scheme/case.ts';
import { findCoveringPeriod } from '#scheme/covering-period.ts';
import { compileOrder, type Decide } from '#scheme/decide.ts';
import type { Decision } from '#scheme/decision.ts';
import { editionsOf } from '#scheme/edition.ts';
import { AccidentFacts, layOutFacts } from '#scheme/programs/national-accident/facts.ts';
import { ACCIDENT_ORDERS } from '#scheme/programs/national-accident/order.ts';
import { ACCIDENT_TERMS } from '#scheme/programs/national-accident/terms.ts';

const editionOn = editionsOf(ACCIDENT_TERMS, (terms) => new AccidentFacts(terms));
const decideBenefit: Readonly<Record<AccidentBenefit, Decide<AccidentFacts>>> = {
  disability: compileOrder(ACCIDENT_ORDERS.disability),
  death: compileOrder(ACCIDENT_ORDERS.death),
  'sudden-death': compileOrder(ACCIDENT_ORDERS['sudden-death']),
  medical: compileOrder(ACCIDENT_ORDERS.medical),
};

/** Decide an accident case by 附件2, under the terms in force when its period began. */
export function adjudicateAccident(accidentCase: AccidentCase): Decision {
  const facts = editionOn(termsDay(accidentCase));
  layOutFacts(facts, accidentCase);
  return decideBenefit[accidentCase.claim.benefit](accidentCase.id, facts);
}

/** A period keeps the terms under which it began; without one, the day of the accident tells. */
function termsDay({ periods, claim }: AccidentCase): DayNumber {
  const { on } = claim.event;
  return periods[findCoveringPeriod(periods, on)]?.startOn ?? on;
}
