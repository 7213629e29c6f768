import type { ClauseId, ReadingId } from '#scheme/clause-texts.ts';

/**
 * A rule of joining: a clause, the facts that it names, and what it says of them.
 *
 * `evaluate` sees only what stands in `reads`, like the rules of benefits.
 */
export interface JoiningRule<Facts, Answer> {
  readonly id: string;
  /** The clause of each program, or the notice's where both follow it. */
  readonly clauses: readonly ClauseId[];
  /** What the rule settles, in Chinese, for the rulebook. */
  readonly title: string;
  readonly reads: readonly (keyof Facts)[];
  readonly readings: readonly ReadingId[];
  evaluate(facts: Facts): Answer;
}

/** A joining rule over exactly the facts that it names. */
export function joiningRule<Facts, Answer>(rule: {
  readonly id: string;
  readonly clauses: readonly ClauseId[];
  readonly title: string;
  readonly reads: readonly (keyof Facts)[];
  readonly readings?: readonly ReadingId[];
  evaluate(facts: Facts): Answer;
}): JoiningRule<Facts, Answer> {
  return Object.freeze({ ...rule, readings: rule.readings ?? [] });
}
