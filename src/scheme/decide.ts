import type { ClauseId, ReadingId } from '#scheme/clause-texts.ts';
import type { Decision, Notice, Reason, Step, StepText } from '#scheme/decision.ts';
import type { Receipt, Rule } from '#scheme/rule.ts';

const NO_REASONS: readonly Reason[] = Object.freeze([]);
const NO_NOTICES: readonly Notice[] = Object.freeze([]);

class ReceiptLines implements Receipt {
  readonly steps: Step[] = [];
  readonly readings: ReadingId[] = [];

  line(text: StepText, value: number, over = 1): void {
    this.steps.push({ text, value, over });
    if (text.reading !== undefined) this.restOn(text.reading);
  }

  restOn(reading: ReadingId): void {
    if (!this.readings.includes(reading)) this.readings.push(reading);
  }
}

/**
 * Run an order of rules over one case's facts.
 *
 * The order is the whole logic of combination: a decline ends it; exclusions that follow each other are all collected
 * and end it together; a refer is kept until nothing has declined; a refer without which the amount is unknown ends it
 * after the other refers; the benefit rule sets the amount, and a decline after it holds where the amount is 0.
 * `facts` is written by derivations, nothing else is.
 */
export function decide<Facts>(id: string, facts: Facts, order: readonly Rule<Facts>[]): Decision {
  const receipt = new ReceiptLines();
  let notices: Notice[] | undefined;
  let refers: Reason[] | undefined;
  let exclusions: ClauseId[] | undefined;
  let amountUnknown = false;
  let amountFen = 0;
  let computed = false;
  for (let i = 0; i < order.length; i++) {
    const rule = order[i] as Rule<Facts>;
    if (exclusions !== undefined && rule.kind !== 'exclusion') {
      if (exclusions.length > 0) {
        return decline(id, excludedBy(exclusions), notices, receipt);
      }
      exclusions = undefined;
    }
    if (amountUnknown && rule.kind !== 'refer') break;
    switch (rule.kind) {
      case 'derivation':
        (facts as Record<keyof Facts, unknown>)[rule.derives] = rule.evaluate(facts);
        if (rule.explain !== undefined) rule.explain(facts, receipt);
        break;
      case 'decline': {
        if (computed && amountFen > 0) break;
        const clause = rule.evaluate(facts);
        if (clause !== undefined) {
          restOnAll(receipt, rule.readings);
          return decline(id, [{ code: rule.code, clause }], notices, receipt);
        }
        break;
      }
      case 'exclusion': {
        exclusions ??= [];
        const before = exclusions.length;
        rule.collect(facts, exclusions);
        if (exclusions.length > before) restOnAll(receipt, rule.readings);
        break;
      }
      case 'refer':
        if (rule.evaluate(facts)) {
          refers ??= [];
          refers.push({ code: rule.code, clause: rule.clause });
          restOnAll(receipt, rule.readings);
          if (rule.amountUnknown) amountUnknown = true;
        }
        break;
      case 'notice':
        if (rule.evaluate(facts)) {
          notices ??= [];
          notices.push({ code: rule.code, clause: rule.clause });
        }
        break;
      case 'interpretation':
        if (rule.evaluate(facts)) restOnAll(receipt, rule.readings);
        break;
      case 'benefit':
        amountFen = rule.evaluate(facts);
        computed = true;
        rule.explain(facts, receipt);
        break;
    }
  }
  return {
    id,
    outcome: refers === undefined ? 'pay' : 'refer',
    amountFen,
    reasons: refers ?? NO_REASONS,
    notices: notices ?? NO_NOTICES,
    steps: receipt.steps,
    readings: receipt.readings,
  };
}

function restOnAll(receipt: ReceiptLines, readings: readonly ReadingId[] | undefined): void {
  if (readings !== undefined) for (const reading of readings) receipt.restOn(reading);
}

function decline(
  id: string,
  reasons: readonly Reason[],
  notices: readonly Notice[] | undefined,
  receipt: ReceiptLines,
): Decision {
  return {
    id,
    outcome: 'decline',
    amountFen: 0,
    reasons,
    notices: notices ?? NO_NOTICES,
    steps: receipt.steps,
    readings: receipt.readings,
  };
}

/** Each clause once, in the order of their ids as text: a stable order for those who compare decisions. */
function excludedBy(clauses: readonly ClauseId[]): readonly Reason[] {
  return [...new Set(clauses)].sort().map((clause) => ({ code: 'excluded', clause }));
}
