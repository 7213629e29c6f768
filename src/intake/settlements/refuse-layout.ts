import type { SettlementHeader } from '#intake/settlements/find-header.ts';
import { fieldOf } from '#intake/settlements/settlement-columns.ts';
import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { columnLetters, type OtherSheet, type SheetFacts } from '#intake/sheet/sheet.ts';

/**
 * Throws `FileRefused` where the sheet shows something else than it holds or holds what no export has: merged cells among
 * the settlements, hidden rows, formulas, a second list. What only deserves a word comes back as sentences.
 */
export function refuseLayout(facts: SheetFacts, header: SettlementHeader): readonly string[] {
  const merged = facts.mergedRanges.filter((range) => reachesBelow(range, header.rowNumber));
  if (merged.length > 0) {
    throw new FileRefused(
      'merged-cells',
      `结算数据里有合并单元格（${list(merged)}），分不清内容属于哪一行。请取消合并，或用医保经办机构的原始文件。`,
    );
  }
  if (facts.hiddenRows.length > 0) {
    throw new FileRefused(
      'hidden-rows',
      `结算数据里有隐藏的行（第 ${list(facts.hiddenRows)} 行），可能是筛选后没有恢复。请取消隐藏和筛选，核对后另存再上传。`,
    );
  }
  const second = facts.otherSheets.find(isSettlementList);
  if (second !== undefined) {
    throw new FileRefused(
      'several-sheets',
      `文件里不止一张结算表：工作表“${second.name}”里也有。请合并到第一张工作表，或分成几个文件分别上传。`,
    );
  }
  const warnings = facts.otherSheets.map(({ name }) => `工作表“${name}”里也有内容，没有读取；只读第一张工作表。`);
  const known = new Set(header.columns.values());
  const hidden = facts.hiddenColumns.filter((column) => known.has(column));
  if (hidden.length > 0) warnings.push(`${list(hidden.map(columnLetters))} 列是隐藏的，照样读取并参与核算。`);
  return warnings;
}

/** Formulas in a column that is read: the stored result may be stale, and an insurer's export has none. */
export function formulaFound(address: string): FileRefused {
  return new FileRefused(
    'formulas',
    `单元格 ${address} 是公式，医保导出文件里不应有公式，内容可能被改动过。请用医保经办机构的原始文件。`,
  );
}

function reachesBelow(range: string, headerRow: number): boolean {
  const last = /(\d+)$/.exec(range)?.[1];
  return last === undefined || Number(last) > headerRow;
}

function isSettlementList({ firstRow }: OtherSheet): boolean {
  const fields = new Set(firstRow.map((text) => fieldOf(text)?.field));
  return fields.has('id') && fields.has('personId') && fields.has('billedTotal');
}

const SHOWN = 5;

function list(places: readonly (string | number)[]): string {
  return places.slice(0, SHOWN).join('、') + (places.length > SHOWN ? ' 等' : '');
}
