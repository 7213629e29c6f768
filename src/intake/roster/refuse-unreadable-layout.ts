import { TEMPLATE_COLUMNS } from '#intake/roster/template.ts';
import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { columnLetters, type OtherSheet, type SheetFacts } from '#intake/sheet/sheet.ts';

/**
 * Throws `FileRefused` where the sheet shows its reader something else than it holds: merged cells, hidden rows or
 * columns, a second list. What only deserves a word comes back as sentences.
 */
export function refuseUnreadableLayout(facts: SheetFacts): readonly string[] {
  const merged = facts.mergedRanges.filter(touchesTemplate);
  if (merged.length > 0) {
    throw new FileRefused(
      'merged-cells',
      `名单里有合并单元格（${list(merged)}），分不清内容属于哪一行。请取消合并，每人一行填写，另存后再上传。`,
    );
  }
  if (facts.hiddenRows.length > 0) {
    throw new FileRefused(
      'hidden-rows',
      `名单里有隐藏的行（第 ${list(facts.hiddenRows)} 行），可能是筛选后没有恢复。请取消隐藏和筛选，核对后另存再上传。`,
    );
  }
  const hiddenColumns = facts.hiddenColumns.filter((column) => column < TEMPLATE_COLUMNS.length);
  if (hiddenColumns.length > 0) {
    throw new FileRefused(
      'hidden-columns',
      `名单里有隐藏的列（${list(hiddenColumns.map(columnLetters))} 列）。请取消隐藏，核对后另存再上传。`,
    );
  }
  const second = facts.otherSheets.find(isList);
  if (second !== undefined) {
    throw new FileRefused(
      'several-sheets',
      `文件里不止一张名单：工作表“${second.name}”里也有。请把所有人放进第一张工作表，删去其余名单后再上传。`,
    );
  }
  return facts.otherSheets
    .filter(({ name }) => !name.includes('说明'))
    .map(({ name }) => `工作表“${name}”里也有内容，没有读取；只读第一张工作表。`);
}

/** `B5:C5`, or a range of whole rows or columns. */
function touchesTemplate(range: string): boolean {
  const letters = /^\$?([A-Z]*)/.exec(range)?.[1] ?? '';
  return letters.length <= 1 && letters <= columnLetters(TEMPLATE_COLUMNS.length - 1);
}

function isList({ firstRow }: OtherSheet): boolean {
  const headers = firstRow.map((text) => text.replace(/\s/g, ''));
  return headers.includes('姓名') && headers.some((header) => header.includes('身份证'));
}

const SHOWN = 5;

function list(places: readonly (string | number)[]): string {
  return places.slice(0, SHOWN).join('、') + (places.length > SHOWN ? ' 等' : '');
}
