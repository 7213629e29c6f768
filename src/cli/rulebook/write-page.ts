import { type DayNumber, FIRST_DAY, formatDate } from '#kernel/civil-date.ts';
import { READINGS } from '#scheme/clause-texts.ts';
import type { TermRow } from '#scheme/term.ts';
import type { WrittenCase } from './case-file.ts';
import type { CoveredRule, Rulebook, RulebookClause } from './rulebook.ts';

/** Where the page stands, seen from the project's folder, and what its links lead to, seen from the page. */
export const PAGE = 'docs/rulebook.md';
const CASES = '../cases';
const READINGS_PAGE = 'scheme/readings.md';

/** The rulebook as a page of Markdown: clause by clause, its text, its rules, the cases that prove them. */
export function writePage(rulebook: Rulebook, terms: readonly TermRow[]): string {
  const { clauses, rules, cases } = rulebook;
  const coded = clauses.filter(isCoded).length;
  const headings = clauses.filter((clause) => !isCoded(clause) && clause.isHeading).length;
  const head = [
    '# 规则手册',
    `本页由 \`npm run --silent tongzhou -- rulebook --write ${PAGE}\` 生成，不要手工修改；与规则、条文或案例不一致时测试不通过。`,
    [
      `条文 ${clauses.length} 条：有规则的 ${coded} 条，只是标题的 ${headings} 条，不设规则的 ${clauses.length - coded - headings} 条（各有理由）。`,
      `规则 ${rules.length} 条，案例 ${cases.length} 个。条文的编号见 [scheme/README.md](scheme/README.md)，案例的写法见 [cases/README.md](../cases/README.md)。`,
    ].join('\n'),
  ];
  const body = clauses.map((clause) => writeClause(clause, terms).join('\n\n'));
  const faults = cases.filter(({ expect }) => expect.kind === 'fault');
  const tail = [
    '## 不能核算的案件',
    '资料有错的案件不作结论，只指出第一处有错的项目。',
    faults.map((each) => `- ${linkTo(each)}`).join('\n'),
  ];
  return `${[...head, ...body, ...(faults.length > 0 ? tail : [])].join('\n\n')}\n`;
}

function isCoded({ rules, alsoBy }: RulebookClause): boolean {
  return rules.length > 0 || alsoBy.length > 0;
}

function writeClause(clause: RulebookClause, terms: readonly TermRow[]): string[] {
  const level = clause.id.includes('-') ? '###' : '##';
  const quote = clause.text
    .split('\n')
    .map((paragraph) => `> ${paragraph}`)
    .join('\n>\n');
  const ownTerms = terms.filter((row) => row.clause === clause.id);
  return [
    `${level} ${clause.id}`,
    quote,
    ...(clause.reason === undefined ? [] : [`不设规则：${clause.reason}`]),
    ...(ownTerms.length > 0 ? [writeTerms(ownTerms)] : []),
    ...(clause.rules.length > 0 ? [clause.rules.map(writeRule).join('\n')] : []),
    ...(clause.alsoBy.length > 0
      ? [`另由：${clause.alsoBy.map(({ id, title, clauses }) => `${title} \`${id}\`（见 ${clauses[0]}）`).join('；')}`]
      : []),
  ];
}

function writeTerms(rows: readonly TermRow[]): string {
  const values = rows.map(({ term, value, from }) => `\`${term}\` = ${value}${sinceWhen(from)}`);
  return `参数：${values.join('，')}`;
}

/** A row that reaches back to the calendar's first day holds from the beginning. */
function sinceWhen(from: DayNumber): string {
  return from === FIRST_DAY ? '' : `（自 ${formatDate(from)}）`;
}

function writeRule({ rule, bySide, cases }: CoveredRule): string {
  const lines = [`- **${rule.title}** \`${rule.id}\`（${rule.kind}）`];
  if (rule.reads.length > 0) lines.push(`  - 读取：${rule.reads.map((fact) => `\`${fact}\``).join(' ')}`);
  if (rule.overrides !== undefined) lines.push(`  - 是 \`${rule.overrides}\` 的例外`);
  for (const reading of rule.readings) {
    lines.push(`  - [${reading}](${READINGS_PAGE}) ${READINGS[reading].title}`);
  }
  const groups = bySide.length > 0 ? bySide : [{ name: '', cases }];
  for (const { name, cases: group } of groups) {
    lines.push(`  - 案例${name === '' ? '' : `（${name}）`}`, ...group.map((each) => `    - ${linkTo(each)}`));
  }
  return lines.join('\n');
}

function linkTo({ title, file, line }: WrittenCase): string {
  return `[${title}](${CASES}/${file}#L${line})`;
}
