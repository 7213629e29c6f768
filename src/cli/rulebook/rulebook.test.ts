import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectRulebook } from '../commands/rulebook.ts';
import type { Expectation, WrittenCase } from './case-file.ts';
import { listRules, listTerms, type RuleEntry } from './rule-entries.ts';
import { makeRulebook, type RulebookSources } from './rulebook.ts';
import { PAGE, writePage } from './write-page.ts';
import { writeText } from './write-text.ts';

const PAID: Expectation = {
  kind: 'decision',
  outcome: 'pay',
  amountFen: 1,
  reasons: [],
  notices: [],
  readings: undefined,
  receipt: undefined,
};
const DECLINED: Expectation = {
  ...PAID,
  outcome: 'decline',
  amountFen: 0,
  reasons: [{ code: 'waiting-time', clause: '附件1-4.2' }],
};

function ruleOf(id: string): RuleEntry {
  const rule = listRules().find((each) => each.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
}

function caseOf(title: string, covers: readonly string[], expected: Expectation): WrittenCase {
  return { title, covers, given: {}, expect: expected, working: [], file: 'a.yaml', line: 1 };
}

const WAITING = 'henan-inpatient/waiting-time';

/** A rulebook without a fault: one heading, one clause with a rule and both its cases, one without code. */
const COMPLETE: RulebookSources = {
  clauseTexts: { '附件1-4': '第四条 待遇', '附件1-4.2': '观察期', '附件1-8.3': '争议' },
  rules: [ruleOf(WAITING)],
  uncoded: [{ clause: '附件1-8.3', reason: '由专家委员会裁定。' }],
  cases: [caseOf('甲', [WAITING], PAID), caseOf('乙', [WAITING], DECLINED)],
};

function faultsWith(change: Partial<RulebookSources>): readonly string[] {
  return makeRulebook({ ...COMPLETE, ...change }).faults;
}

describe('the rulebook of this program', () => {
  const rulebook = collectRulebook();

  it('has a rule or a reason for every clause, cases on both sides of every rule, and nothing stale', () => {
    expect(rulebook.faults).toEqual([]);
  });

  it('has every rule of both programs and of joining', () => {
    expect(rulebook.rules.length).toBeGreaterThan(70);
    const families = rulebook.rules.map(({ rule }) => rule.id.split('/')[0]);
    expect(new Set(families)).toEqual(new Set(['henan-inpatient', 'national-accident', 'joining']));
  });

  it(`stands in ${PAGE} as it is now (npm run --silent tongzhou -- rulebook --write ${PAGE})`, () => {
    const page = readFileSync(join(import.meta.dirname, '../../..', PAGE), 'utf8');
    expect(page).toBe(writePage(rulebook, listTerms()));
  });
});

describe('a rulebook finds', () => {
  it('nothing in a complete one', () => {
    expect(faultsWith({})).toEqual([]);
  });

  it('a clause with neither rule nor reason', () => {
    expect(faultsWith({ uncoded: [] })).toEqual(['附件1-8.3 既没有规则，也没有不设规则的理由']);
  });

  it('a clause of several paragraphs that is no mere heading', () => {
    const clauseTexts = { ...COMPLETE.clauseTexts, '附件1-4': '第四条 待遇\n会员可以领取互助金。' };
    expect(faultsWith({ clauseTexts })).toEqual(['附件1-4 既没有规则，也没有不设规则的理由']);
  });

  it('a reason that has become stale, and one for a heading', () => {
    const stale = [...COMPLETE.uncoded, { clause: '附件1-4.2', reason: '旧。' }, { clause: '附件1-4', reason: '旧。' }];
    expect(faultsWith({ uncoded: stale as RulebookSources['uncoded'] })).toEqual([
      '附件1-4 只是标题，不需要不设规则的理由',
      '附件1-4.2 已有规则，不设规则的理由应当删去',
    ]);
  });

  it('two reasons for one clause', () => {
    expect(faultsWith({ uncoded: [...COMPLETE.uncoded, ...COMPLETE.uncoded] })).toEqual([
      '附件1-8.3 有两条不设规则的理由',
    ]);
  });

  it('a rule without a paying case, and one without a refusing case', () => {
    expect(faultsWith({ cases: [caseOf('乙', [WAITING], DECLINED)] })).toEqual([`规则 ${WAITING} 没有“给付”的案例`]);
    expect(faultsWith({ cases: [caseOf('甲', [WAITING], PAID)] })).toEqual([`规则 ${WAITING} 没有“不予给付”的案例`]);
  });

  it('a rule whose refusing case is refused for another reason', () => {
    const other: Expectation = { ...DECLINED, reasons: [{ code: 'stay-limit', clause: '附件1-4.4' }] };
    expect(faultsWith({ cases: [caseOf('甲', [WAITING], PAID), caseOf('乙', [WAITING], other)] })).toEqual([
      `规则 ${WAITING} 没有“不予给付”的案例`,
    ]);
  });

  it('a case that covers an unknown rule, with file and line', () => {
    const cases = [...COMPLETE.cases, caseOf('丙', ['henan-inpatient/wating-time'], PAID)];
    expect(faultsWith({ cases })).toEqual(['a.yaml:1 的案例所证的规则 henan-inpatient/wating-time 不存在']);
  });

  it('two cases of one title', () => {
    expect(faultsWith({ cases: [...COMPLETE.cases, caseOf('甲', [WAITING], PAID)] })).toEqual(['案例“甲”重复']);
  });

  it('a rule that stands twice, cites no clause that exists, or overrides none that exists', () => {
    const waiting = ruleOf(WAITING);
    expect(faultsWith({ rules: [waiting, waiting] })).toContain(`规则 ${WAITING} 重复`);
    const clauses: RuleEntry['clauses'] = ['附件1-4.2', '附件1-4.5'];
    expect(faultsWith({ rules: [{ ...waiting, clauses }] })).toEqual([`规则 ${WAITING} 引用的 附件1-4.5 不存在`]);
    expect(faultsWith({ rules: [{ ...waiting, overrides: 'henan-inpatient/none' }] })).toEqual([
      `规则 ${WAITING} 所例外的 henan-inpatient/none 不存在`,
    ]);
  });

  it('a joining rule that is asked only one question', () => {
    const rule = { ...ruleOf('joining/shares-allowed'), clauses: ['附件1-4.2'] as RuleEntry['clauses'] };
    const answered = (title: string, answer: boolean): WrittenCase =>
      caseOf(title, [rule.id], { kind: 'answer', answer });
    const fault = '规则 joining/shares-allowed 没有答案不同的两个案例';
    expect(faultsWith({ rules: [rule], cases: [answered('甲', true), answered('乙', true)] })).toEqual([fault]);
    expect(faultsWith({ rules: [rule], cases: [answered('甲', true), answered('乙', false)] })).toEqual([]);
  });
});

describe('the sides of a rule', () => {
  const holding = (id: string, expected: Expectation): string[] =>
    ruleOf(id)
      .sides.filter(({ holdsOf }) => holdsOf(expected))
      .map(({ name }) => name);

  it('of a refer: referred by it, or decided without it', () => {
    const referred: Expectation = {
      ...PAID,
      outcome: 'refer',
      reasons: [{ code: 'transfer-not-approved', clause: '附件1-4.3' }],
    };
    expect(holding('henan-inpatient/transfer-not-approved', referred)).toEqual(['转人工']);
    expect(holding('henan-inpatient/transfer-not-approved', PAID)).toEqual(['不转人工']);
    expect(holding('henan-inpatient/observation-too-early', referred)).toEqual(['不转人工']);
  });

  it('of a notice: with it or without', () => {
    const noticed: Expectation = { ...DECLINED, notices: [{ code: 'late-notice', clause: '附件1-7.1' }] };
    expect(holding('henan-inpatient/late-notice', noticed)).toEqual(['提示']);
    expect(holding('henan-inpatient/late-notice', DECLINED)).toEqual(['不提示']);
  });

  it('of a reading: only where the case says which readings there are', () => {
    expect(holding('henan-inpatient/stay-across-periods', { ...PAID, readings: ['读法-9', '读法-1'] })).toEqual([
      '依据读法',
    ]);
    expect(holding('henan-inpatient/stay-across-periods', { ...PAID, readings: [] })).toEqual(['不依据读法']);
    expect(holding('henan-inpatient/stay-across-periods', PAID)).toEqual([]);
  });

  it('of an exclusion: one of its own clauses', () => {
    const excluded = (clause: string): Expectation => ({ ...DECLINED, reasons: [{ code: 'excluded', clause }] });
    expect(holding('henan-inpatient/treated-abroad', excluded('附件1-5(二).5'))).toEqual(['除外']);
    expect(holding('henan-inpatient/treated-abroad', excluded('附件1-5(二).4'))).toEqual([]);
    expect(holding('henan-inpatient/asserted-exclusions', excluded('附件1-5(二).4'))).toEqual(['除外']);
  });

  it('of a faulty case: none', () => {
    const fault: Expectation = { kind: 'fault', field: 'claim' };
    for (const { sides } of listRules()) expect(sides.filter(({ holdsOf }) => holdsOf(fault))).toEqual([]);
  });
});

describe('written out', () => {
  const rulebook = makeRulebook(COMPLETE);

  it('tells a terminal every clause, its rules with the count of cases, and what is missing', () => {
    expect(writeText(rulebook)).toBe(`附件1-4  标题
附件1-4.2
  ${WAITING}  整次住院都在观察期内  案例 2（给付 1，不予给付 1）
附件1-8.3  不设规则：由专家委员会裁定。

条文 3 条，规则 1 条，案例 2 个。
没有缺漏。
`);
    const lacking = makeRulebook({ ...COMPLETE, uncoded: [] });
    expect(writeText(lacking)).toContain('附件1-8.3  缺\n');
    expect(writeText(lacking)).toContain('缺漏 1 处：\n  附件1-8.3 既没有规则，也没有不设规则的理由。\n');
  });

  it('shows on the page the text, the reading and the cases by side, with links', () => {
    const page = writePage(rulebook, []);
    expect(page).toContain('### 附件1-4.2\n\n> 观察期\n\n- **整次住院都在观察期内**');
    expect(page).toContain('[读法-1](scheme/readings.md)');
    expect(page).toContain('  - 案例（给付）\n    - [甲](../cases/a.yaml#L1)\n');
    expect(page).toContain('  - 案例（不予给付）\n    - [乙](../cases/a.yaml#L1)\n');
    expect(page).toContain('不设规则：由专家委员会裁定。');
  });
});
