import { parentClauseId } from '#scheme/clause-id.ts';
import type { UncodedClause } from '#scheme/uncoded-clauses.ts';
import type { WrittenCase } from './case-file.ts';
import type { RuleEntry } from './rule-entries.ts';

/** What the rulebook is made of. */
export interface RulebookSources {
  /** Clause id → its text, paragraphs on lines of their own. */
  readonly clauseTexts: Readonly<Record<string, string>>;
  readonly rules: readonly RuleEntry[];
  readonly uncoded: readonly UncodedClause[];
  readonly cases: readonly WrittenCase[];
}

/** A rule with the cases that cover it. */
export interface CoveredRule {
  readonly rule: RuleEntry;
  readonly cases: readonly WrittenCase[];
  /** The same cases by side, those on no side under the name ''; empty for a rule without sides. */
  readonly bySide: readonly { readonly name: string; readonly cases: readonly WrittenCase[] }[];
}

export interface RulebookClause {
  readonly id: string;
  readonly text: string;
  /** Stands over other clauses and says nothing itself. */
  readonly isHeading: boolean;
  /** Rules whose first clause this is. */
  readonly rules: readonly CoveredRule[];
  /** Rules shown under another clause that put this one into effect too. */
  readonly alsoBy: readonly RuleEntry[];
  /** Why no rule puts it into effect. */
  readonly reason: string | undefined;
}

export interface Rulebook {
  readonly clauses: readonly RulebookClause[];
  readonly rules: readonly CoveredRule[];
  readonly cases: readonly WrittenCase[];
  /** What is missing or stale, one sentence each; none in a complete rulebook. */
  readonly faults: readonly string[];
}

/** Clause × rule × cases, with everything that is missing. */
export function makeRulebook(sources: RulebookSources): Rulebook {
  const rules = sources.rules.map((rule) => coverRule(rule, sources.cases));
  const ids = Object.keys(sources.clauseTexts);
  const parents = new Set(ids.map(parentClauseId));
  const clauses = Object.entries(sources.clauseTexts).map(
    ([id, text]): RulebookClause => ({
      id,
      text,
      isHeading: parents.has(id) && !text.includes('\n'),
      rules: rules.filter(({ rule }) => rule.clauses[0] === id),
      alsoBy: sources.rules.filter(({ clauses: [first, ...others] }) => first !== id && others.some((c) => c === id)),
      reason: sources.uncoded.find(({ clause }) => clause === id)?.reason,
    }),
  );
  const faults = [...clauses.flatMap(faultsOfClause), ...rules.flatMap(faultsOfRule), ...faultsOfLists(sources)];
  return { clauses, rules, cases: sources.cases, faults };
}

function coverRule(rule: RuleEntry, cases: readonly WrittenCase[]): CoveredRule {
  const covering = cases.filter(({ covers }) => covers.includes(rule.id));
  const bySide = rule.sides.map(({ name, holdsOf }) => ({
    name,
    cases: covering.filter(({ expect }) => holdsOf(expect)),
  }));
  if (bySide.length === 0) return { rule, cases: covering, bySide };
  const onNoSide = covering.filter(({ expect }) => !rule.sides.some(({ holdsOf }) => holdsOf(expect)));
  return { rule, cases: covering, bySide: onNoSide.length > 0 ? [...bySide, { name: '', cases: onNoSide }] : bySide };
}

function faultsOfClause({ id, isHeading, rules, alsoBy, reason }: RulebookClause): string[] {
  const isCoded = rules.length > 0 || alsoBy.length > 0;
  if (isCoded && reason !== undefined) return [`${id} 已有规则，不设规则的理由应当删去`];
  if (isHeading && reason !== undefined) return [`${id} 只是标题，不需要不设规则的理由`];
  return isCoded || isHeading || reason !== undefined ? [] : [`${id} 既没有规则，也没有不设规则的理由`];
}

function faultsOfRule({ rule, cases, bySide }: CoveredRule): string[] {
  if (rule.sides.length > 0) {
    return bySide
      .filter(({ name, cases: onSide }) => name !== '' && onSide.length === 0)
      .map(({ name }) => `规则 ${rule.id} 没有“${name}”的案例`);
  }
  const answers = new Set(cases.map(({ expect }) => JSON.stringify(expect)));
  return answers.size < 2 ? [`规则 ${rule.id} 没有答案不同的两个案例`] : [];
}

function faultsOfLists({ clauseTexts, rules, uncoded, cases }: RulebookSources): string[] {
  const ids = rules.map(({ id }) => id);
  const titles = cases.map(({ title }) => title);
  const reasons = uncoded.map(({ clause }) => clause);
  return [
    ...repeated(ids).map((id) => `规则 ${id} 重复`),
    ...repeated(titles).map((title) => `案例“${title}”重复`),
    ...repeated(reasons).map((clause) => `${clause} 有两条不设规则的理由`),
    ...rules.flatMap(({ id, clauses, overrides }) => [
      ...clauses
        .filter((clause) => clauseTexts[clause] === undefined)
        .map((clause) => `规则 ${id} 引用的 ${clause} 不存在`),
      ...(overrides === undefined || ids.includes(overrides) ? [] : [`规则 ${id} 所例外的 ${overrides} 不存在`]),
    ]),
    ...cases.flatMap(({ covers, file, line }) =>
      covers.filter((id) => !ids.includes(id)).map((id) => `${file}:${line} 的案例所证的规则 ${id} 不存在`),
    ),
  ];
}

function repeated(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
}
