import type { ClauseId, ReadingId } from '#scheme/clause-texts.ts';
import type { Decision, Notice, Reason, Step, StepText } from '#scheme/decision.ts';
import type { Receipt, Rule } from '#scheme/rule.ts';

/** Decides one case after another from their facts; see {@link compileOrder}. */
export type Decide<Facts> = (id: string, facts: Facts) => Decision;

const NO_REASONS: readonly Reason[] = Object.freeze([]);
const NO_NOTICES: readonly Notice[] = Object.freeze([]);
const NO_READINGS: readonly ReadingId[] = Object.freeze([]);

class ReceiptLines implements Receipt {
  readonly steps: Step[] = [];
  readings: ReadingId[] | undefined = undefined;

  line(text: StepText, value: number, over = 1): void {
    this.steps.push({ text, value, over });
    if (text.reading !== undefined) this.restOn(text.reading);
  }

  restOn(reading: ReadingId): void {
    if (this.readings === undefined) this.readings = [reading];
    else if (!this.readings.includes(reading)) this.readings.push(reading);
  }

  restOnAll(readings: readonly ReadingId[]): void {
    for (const reading of readings) this.restOn(reading);
  }
}

const DERIVATION = 0;
const DECLINE = 1;
const EXCLUSION = 2;
const EXCLUSIONS_END = 3;
const REFER = 4;
const AMOUNT_UNKNOWN_END = 5;
const NOTICE = 6;
const INTERPRETATION = 7;
const BENEFIT = 8;

/** A rule laid out for the loop: one shape for every kind, so that the loop stays fast. */
interface Instruction<Facts> {
  readonly operation: number;
  readonly evaluate: (facts: Facts) => unknown;
  readonly explain: ((facts: Facts, receipt: Receipt) => void) | undefined;
  readonly collect: ((facts: Facts, found: ClauseId[]) => void) | undefined;
  readonly derives: keyof Facts | undefined;
  readonly code: Reason['code'] | undefined;
  /** What a refer or a notice adds where it holds. */
  readonly reason: Reason | undefined;
  readonly notice: Notice | undefined;
  readonly amountUnknown: boolean;
  readonly readings: readonly ReadingId[];
}

/**
 * Lay out an order of rules once; the result decides case after case and allocates nothing beyond the decision.
 *
 * The order is the whole logic of combination: a decline ends a case; exclusions that follow each other are all
 * collected and end it together; a refer is kept until nothing has declined; a refer without which the amount is
 * unknown ends it after the refers beside it; the benefit rule sets the amount, and a decline after it is asked only
 * where the amount is 0. `facts` is written by derivations, nothing else is.
 */
export function compileOrder<Facts>(order: readonly Rule<Facts>[]): Decide<Facts> {
  const instructions: Instruction<Facts>[] = [];
  for (const [i, rule] of order.entries()) {
    instructions.push(instructionOf(rule));
    const next = order[i + 1];
    if (rule.kind === 'exclusion' && next?.kind !== 'exclusion') instructions.push(marker(EXCLUSIONS_END));
    if (rule.kind === 'refer' && next?.kind !== 'refer') instructions.push(marker(AMOUNT_UNKNOWN_END));
  }
  return (id, facts) => run(id, facts, instructions);
}

function marker<Facts>(operation: number): Instruction<Facts> {
  return {
    operation,
    evaluate: () => undefined,
    explain: undefined,
    collect: undefined,
    derives: undefined,
    code: undefined,
    reason: undefined,
    notice: undefined,
    amountUnknown: false,
    readings: NO_READINGS,
  };
}

const OPERATIONS = {
  derivation: DERIVATION,
  decline: DECLINE,
  exclusion: EXCLUSION,
  refer: REFER,
  notice: NOTICE,
  interpretation: INTERPRETATION,
  benefit: BENEFIT,
} as const;

function instructionOf<Facts>(rule: Rule<Facts>): Instruction<Facts> {
  return {
    operation: OPERATIONS[rule.kind],
    evaluate: rule.kind === 'exclusion' ? () => undefined : rule.evaluate,
    explain: rule.kind === 'derivation' || rule.kind === 'benefit' ? rule.explain : undefined,
    collect: rule.kind === 'exclusion' ? rule.collect : undefined,
    derives: rule.kind === 'derivation' ? rule.derives : undefined,
    code: rule.kind === 'decline' ? rule.code : undefined,
    reason: rule.kind === 'refer' ? Object.freeze({ code: rule.code, clause: rule.clause }) : undefined,
    notice: rule.kind === 'notice' ? Object.freeze({ code: rule.code, clause: rule.clause }) : undefined,
    amountUnknown: rule.kind === 'refer' && rule.amountUnknown,
    readings: rule.readings ?? NO_READINGS,
  };
}

function run<Facts>(id: string, facts: Facts, instructions: readonly Instruction<Facts>[]): Decision {
  const receipt = new ReceiptLines();
  let notices: Notice[] | undefined;
  let refers: Reason[] | undefined;
  let exclusions: ClauseId[] | undefined;
  let amountUnknown = false;
  let amountFen = 0;
  for (let i = 0; i < instructions.length; i++) {
    const rule = instructions[i] as Instruction<Facts>;
    switch (rule.operation) {
      case DERIVATION:
        (facts as Record<keyof Facts, unknown>)[rule.derives as keyof Facts] = rule.evaluate(facts);
        if (rule.explain !== undefined) rule.explain(facts, receipt);
        break;
      case DECLINE: {
        if (amountFen > 0) break;
        const clause = rule.evaluate(facts) as ClauseId | undefined;
        if (clause === undefined) break;
        receipt.restOnAll(rule.readings);
        return decision(id, 'decline', 0, [{ code: rule.code as Reason['code'], clause }], notices, receipt);
      }
      case EXCLUSION: {
        exclusions ??= [];
        const before = exclusions.length;
        rule.collect?.(facts, exclusions);
        if (exclusions.length > before) receipt.restOnAll(rule.readings);
        break;
      }
      case EXCLUSIONS_END:
        if (exclusions !== undefined && exclusions.length > 0) {
          return decision(id, 'decline', 0, excludedBy(exclusions), notices, receipt);
        }
        break;
      case REFER:
        if (rule.evaluate(facts) === true) {
          refers ??= [];
          refers.push(rule.reason as Reason);
          receipt.restOnAll(rule.readings);
          amountUnknown ||= rule.amountUnknown;
        }
        break;
      case AMOUNT_UNKNOWN_END:
        if (amountUnknown) return decision(id, 'refer', 0, refers, notices, receipt);
        break;
      case NOTICE:
        if (rule.evaluate(facts) === true) {
          notices ??= [];
          notices.push(rule.notice as Notice);
        }
        break;
      case INTERPRETATION:
        if (rule.evaluate(facts) === true) receipt.restOnAll(rule.readings);
        break;
      case BENEFIT:
        amountFen = rule.evaluate(facts) as number;
        rule.explain?.(facts, receipt);
        break;
    }
  }
  return decision(id, refers === undefined ? 'pay' : 'refer', amountFen, refers, notices, receipt);
}

function decision(
  id: string,
  outcome: Decision['outcome'],
  amountFen: number,
  reasons: readonly Reason[] | undefined,
  notices: readonly Notice[] | undefined,
  receipt: ReceiptLines,
): Decision {
  return {
    id,
    outcome,
    amountFen,
    reasons: reasons ?? NO_REASONS,
    notices: notices ?? NO_NOTICES,
    steps: receipt.steps,
    readings: receipt.readings ?? NO_READINGS,
  };
}

/** Each clause once, in the order of their ids as text: a stable order for those who compare decisions. */
function excludedBy(clauses: readonly ClauseId[]): readonly Reason[] {
  return [...new Set(clauses)].sort().map((clause) => ({ code: 'excluded', clause }));
}
