import type { CoveredRule, Rulebook } from './rulebook.ts';

/** The rulebook as text for a terminal: a line per clause, under it a line per rule with the count of its cases. */
export function writeText({ clauses, rules, cases, faults }: Rulebook): string {
  const lines: string[] = [];
  for (const { id, rules: own, alsoBy, isHeading, reason } of clauses) {
    const isCoded = own.length > 0 || alsoBy.length > 0;
    const without = reason === undefined ? (isHeading ? '标题' : '缺') : `不设规则：${reason}`;
    lines.push(isCoded ? id : `${id}  ${without}`);
    lines.push(
      ...own.map(writeRule),
      ...alsoBy.map((rule) => `  ${rule.id}  ${rule.title}  （见 ${rule.clauses[0]}）`),
    );
  }
  lines.push('', `条文 ${clauses.length} 条，规则 ${rules.length} 条，案例 ${cases.length} 个。`);
  lines.push(
    faults.length === 0 ? '没有缺漏。' : `缺漏 ${faults.length} 处：`,
    ...faults.map((fault) => `  ${fault}。`),
  );
  return `${lines.join('\n')}\n`;
}

function writeRule({ rule, bySide, cases }: CoveredRule): string {
  const sides = bySide.map(({ name, cases: group }) => `${name === '' ? '其他' : name} ${group.length}`);
  return `  ${rule.id}  ${rule.title}  案例 ${cases.length}${sides.length > 0 ? `（${sides.join('，')}）` : ''}`;
}
