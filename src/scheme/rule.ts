import type { Fen } from '#kernel/money.ts';
import type { ClauseId, ReadingId } from '#scheme/clause-texts.ts';
import type { Notice, Reason, StepText } from '#scheme/decision.ts';

/** Where rules write the lines of the receipt. */
export interface Receipt {
  /** Append a line; `over` is the denominator of a `times` line. */
  line(text: StepText, value: number, over?: number): void;
}

interface RuleHead<Facts> {
  readonly id: string;
  readonly clause: ClauseId;
  /** Further clauses that the rule puts into effect. */
  readonly alsoClauses?: readonly ClauseId[];
  /** What the rule settles, in Chinese, for the rulebook. */
  readonly title: string;
  /** The facts that the rule sees; another one does not compile. */
  readonly reads: readonly (keyof Facts)[];
  /** The general rule to which this one is the exception. */
  readonly overrides?: string;
  /** Where the text leaves a choice: the readings on which this rule rests. */
  readonly readings?: readonly ReadingId[];
}

/** Works out one fact from others, and may explain it on the receipt. */
export interface Derivation<Facts> extends RuleHead<Facts> {
  readonly kind: 'derivation';
  readonly derives: keyof Facts;
  evaluate(facts: Facts): number;
  explain?(facts: Facts, receipt: Receipt): void;
}

/** Ends the case without payment where it holds. */
export interface DeclineRule<Facts> extends RuleHead<Facts> {
  readonly kind: 'decline';
  readonly code: Reason['code'];
  /** The clause of the reason where it holds, else `undefined`. */
  evaluate(facts: Facts): ClauseId | undefined;
}

/** An exclusion: all of a case's are reported together. */
export interface ExclusionRule<Facts> extends RuleHead<Facts> {
  readonly kind: 'exclusion';
  /** Adds every exclusion clause that holds. */
  collect(facts: Facts, found: ClauseId[]): void;
}

/** Hands the case to a person where it holds and nothing declines. */
export interface ReferRule<Facts> extends RuleHead<Facts> {
  readonly kind: 'refer';
  readonly code: Reason['code'];
  /** Without the missing figure nothing can be computed: the amount stays 0. */
  readonly amountUnknown: boolean;
  evaluate(facts: Facts): boolean;
}

/** Tells the reader something that changes no amount. */
export interface NoticeRule<Facts> extends RuleHead<Facts> {
  readonly kind: 'notice';
  readonly code: Notice['code'];
  evaluate(facts: Facts): boolean;
}

/** A choice that the text leaves open and on which the decision rests where it holds; it changes no outcome itself. */
export interface InterpretationRule<Facts> extends RuleHead<Facts> {
  readonly kind: 'interpretation';
  readonly readings: readonly ReadingId[];
  evaluate(facts: Facts): boolean;
}

/** The last of an order: the benefit in fen. */
export interface BenefitRule<Facts> extends RuleHead<Facts> {
  readonly kind: 'benefit';
  evaluate(facts: Facts): Fen;
  explain(facts: Facts, receipt: Receipt): void;
}

export type Rule<Facts> =
  | Derivation<Facts>
  | DeclineRule<Facts>
  | ExclusionRule<Facts>
  | ReferRule<Facts>
  | NoticeRule<Facts>
  | InterpretationRule<Facts>
  | BenefitRule<Facts>;

/** A rule's facts narrowed to those that it names; used by the makers below only. */
type Narrow<R, Facts, Key extends keyof Facts, Own extends keyof Facts = never> = Omit<
  R,
  'kind' | 'reads' | 'evaluate' | 'explain' | 'collect'
> & {
  readonly reads: readonly Key[];
} & (R extends { evaluate(facts: Facts): infer Value }
    ? { evaluate(facts: Readonly<Pick<Facts, Key>>): Value }
    : { collect(facts: Readonly<Pick<Facts, Key>>, found: ClauseId[]): void }) &
  (R extends { explain(facts: Facts, receipt: Receipt): void }
    ? { explain(facts: Readonly<Pick<Facts, Key | Own>>, receipt: Receipt): void }
    : R extends { explain?(facts: Facts, receipt: Receipt): void }
      ? { explain?(facts: Readonly<Pick<Facts, Key | Own>>, receipt: Receipt): void }
      : unknown);

/** Makers of one program's rules: each sees only the facts that it names in `reads`. */
export interface RuleMakers<Facts> {
  derivation<Key extends keyof Facts, Own extends keyof Facts>(
    rule: Narrow<Derivation<Facts>, Facts, Key, Own> & { readonly derives: Own },
  ): Derivation<Facts>;
  decline<Key extends keyof Facts>(rule: Narrow<DeclineRule<Facts>, Facts, Key>): DeclineRule<Facts>;
  exclusion<Key extends keyof Facts>(rule: Narrow<ExclusionRule<Facts>, Facts, Key>): ExclusionRule<Facts>;
  refer<Key extends keyof Facts>(rule: Narrow<ReferRule<Facts>, Facts, Key>): ReferRule<Facts>;
  notice<Key extends keyof Facts>(rule: Narrow<NoticeRule<Facts>, Facts, Key>): NoticeRule<Facts>;
  interpretation<Key extends keyof Facts>(
    rule: Narrow<InterpretationRule<Facts>, Facts, Key>,
  ): InterpretationRule<Facts>;
  benefit<Key extends keyof Facts>(rule: Narrow<BenefitRule<Facts>, Facts, Key>): BenefitRule<Facts>;
}

export function rulesOver<Facts>(): RuleMakers<Facts> {
  return {
    derivation: (rule) => Object.freeze({ ...rule, kind: 'derivation' }) as unknown as Derivation<Facts>,
    decline: (rule) => Object.freeze({ ...rule, kind: 'decline' }) as unknown as DeclineRule<Facts>,
    exclusion: (rule) => Object.freeze({ ...rule, kind: 'exclusion' }) as unknown as ExclusionRule<Facts>,
    refer: (rule) => Object.freeze({ ...rule, kind: 'refer' }) as unknown as ReferRule<Facts>,
    notice: (rule) => Object.freeze({ ...rule, kind: 'notice' }) as unknown as NoticeRule<Facts>,
    interpretation: (rule) =>
      Object.freeze({ ...rule, kind: 'interpretation' }) as unknown as InterpretationRule<Facts>,
    benefit: (rule) => Object.freeze({ ...rule, kind: 'benefit' }) as unknown as BenefitRule<Facts>,
  };
}
