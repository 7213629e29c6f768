import type { Fen } from '#kernel/money.ts';
import type { AccidentCase } from '#scheme/case.ts';
import { findCoveringPeriod } from '#scheme/covering-period.ts';
import type { Decision } from '#scheme/decision.ts';
import { AccidentFacts, layOutFacts } from '#scheme/programs/national-accident/facts.ts';
import { deductibleLeft, firstStay, insured, uninsured } from '#scheme/programs/national-accident/rules/medical.ts';
import { ACCIDENT_TERMS } from '#scheme/programs/national-accident/terms.ts';
import { termsOn } from '#scheme/term.ts';

/** What a medical benefit takes of its accident beside money; later claims for the same accident have that less. */
export interface MedicalUse {
  readonly eventId: string;
  readonly deductibleFen: Fen;
  readonly stayUsed: boolean;
}

/** What this decision uses up, in the words of the case format; `undefined` for other benefits, and where nothing is paid. */
export function medicalUse(decided: AccidentCase, { outcome }: Decision): MedicalUse | undefined {
  const { claim, periods } = decided;
  if (claim.benefit !== 'medical' || outcome === 'decline') return undefined;
  const { on } = claim.event;
  const termsDay = periods[findCoveringPeriod(periods, on)]?.startOn ?? on;
  const facts = new AccidentFacts(termsOn(ACCIDENT_TERMS, termsDay));
  layOutFacts(facts, decided);
  facts.firstStay = firstStay.evaluate(facts);
  const left = insured.evaluate(facts) + uninsured.evaluate(facts) - claim.otherCompensation;
  const deductibleFen = Math.min(deductibleLeft.evaluate(facts), Math.max(0, left));
  return { eventId: claim.event.id, deductibleFen, stayUsed: facts.firstStay >= 0 };
}
