import type { ClauseId, ReadingId } from '#scheme/clause-texts.ts';
import { JOINING_RULES } from '#scheme/joining/joining-rules.ts';
import { INPATIENT_ORDER } from '#scheme/programs/henan-inpatient/order.ts';
import { INPATIENT_TERMS } from '#scheme/programs/henan-inpatient/terms.ts';
import { ACCIDENT_ORDERS } from '#scheme/programs/national-accident/order.ts';
import { ACCIDENT_TERMS } from '#scheme/programs/national-accident/terms.ts';
import type { Rule } from '#scheme/rule.ts';
import type { TermRow } from '#scheme/term.ts';
import type { Expectation } from './case-file.ts';

/** The two kinds of cases that a rule needs, in the words of the rulebook: one on each side of it. */
export interface Side {
  readonly name: string;
  readonly holdsOf: (expectation: Expectation) => boolean;
}

/** A rule of whatever kind, as the rulebook shows it. */
export interface RuleEntry {
  /** `henan-inpatient/waiting-time`, `joining/age-admits`. */
  readonly id: string;
  readonly title: string;
  /** What kind of rule, in Chinese. */
  readonly kind: string;
  /** The first is the clause under which the rule is shown in full. */
  readonly clauses: readonly [ClauseId, ...ClauseId[]];
  readonly reads: readonly string[];
  readonly overrides: string | undefined;
  readonly readings: readonly ReadingId[];
  /** Empty where two cases with different answers do. */
  readonly sides: readonly Side[];
}

/** Every rule of both programs and of joining, in the order in which they are met. */
export function listRules(): readonly RuleEntry[] {
  return [
    ...entriesOf('henan-inpatient', INPATIENT_ORDER),
    ...entriesOf('national-accident', Object.values(ACCIDENT_ORDERS).flat()),
    ...JOINING_RULES.map(joiningEntry),
  ];
}

/** Every dated row of both programs' terms. */
export function listTerms(): readonly TermRow[] {
  return [...INPATIENT_TERMS, ...ACCIDENT_TERMS];
}

const KINDS = {
  derivation: '推算',
  decline: '不予给付',
  exclusion: '除外',
  refer: '转人工',
  notice: '提示',
  interpretation: '读法说明',
  benefit: '金额',
} as const;

function entriesOf<Facts>(program: string, rules: readonly Rule<Facts>[]): RuleEntry[] {
  return [...new Set(rules)].map((rule) => {
    const clauses: [ClauseId, ...ClauseId[]] = [rule.clause, ...(rule.alsoClauses ?? [])];
    return {
      id: `${program}/${rule.id}`,
      title: rule.title,
      kind: KINDS[rule.kind],
      clauses,
      reads: rule.reads.map(String),
      overrides: rule.overrides === undefined ? undefined : `${program}/${rule.overrides}`,
      readings: rule.readings ?? [],
      sides: sidesOf(rule, clauses),
    };
  });
}

function joiningEntry(rule: (typeof JOINING_RULES)[number]): RuleEntry {
  const [first, ...others] = rule.clauses;
  if (first === undefined) throw new Error(`joining/${rule.id} names no clause`);
  return {
    id: `joining/${rule.id}`,
    title: rule.title,
    kind: '参加',
    clauses: [first, ...others],
    reads: rule.reads.map(String),
    overrides: undefined,
    readings: rule.readings,
    sides: [],
  };
}

const PAYS: Side = {
  name: '给付',
  holdsOf: (expected) => expected.kind === 'decision' && expected.amountFen > 0,
};
const PAYS_NOTHING: Side = {
  name: '不予给付',
  holdsOf: (expected) => expected.kind === 'decision' && expected.outcome === 'decline',
};

function sidesOf<Facts>(rule: Rule<Facts>, clauses: readonly string[]): readonly Side[] {
  switch (rule.kind) {
    case 'derivation':
    case 'benefit':
      return [PAYS, PAYS_NOTHING];
    case 'decline':
      return [
        PAYS,
        {
          name: '不予给付',
          holdsOf: (expected) =>
            expected.kind === 'decision' &&
            expected.outcome === 'decline' &&
            expected.reasons.some(({ code, clause }) => code === rule.code && clauses.includes(clause)),
        },
      ];
    case 'exclusion':
      return [
        PAYS,
        {
          name: '除外',
          holdsOf: (expected) =>
            expected.kind === 'decision' &&
            expected.reasons.some(({ code, clause }) => code === 'excluded' && clauses.includes(clause)),
        },
      ];
    case 'refer':
      return bothSides('转人工', (expected) =>
        expected.kind === 'decision' ? expected.reasons.some(({ code }) => code === rule.code) : undefined,
      );
    case 'notice':
      return bothSides('提示', (expected) =>
        expected.kind === 'decision' ? expected.notices.some(({ code }) => code === rule.code) : undefined,
      );
    case 'interpretation':
      return bothSides('依据读法', (expected) =>
        expected.kind === 'decision'
          ? expected.readings && rule.readings.every((reading) => expected.readings?.includes(reading))
          : undefined,
      );
  }
}

/** A side on which the rule holds and one on which it does not; a case that says neither is on none. */
function bothSides(name: string, holds: (expected: Expectation) => boolean | undefined): readonly Side[] {
  return [
    { name, holdsOf: (expected) => holds(expected) === true },
    { name: `不${name}`, holdsOf: (expected) => holds(expected) === false },
  ];
}
