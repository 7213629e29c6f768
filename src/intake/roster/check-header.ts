import { ERROR_COLUMN, TEMPLATE_COLUMNS } from '#intake/roster/template.ts';
import { FileRefused } from '#intake/sheet/file-refusal.ts';
import { cellAt, columnLetters, type SheetRow } from '#intake/sheet/sheet.ts';

const ALL_HEADERS = TEMPLATE_COLUMNS.map(({ header }) => header).join('、');

/**
 * Throws `FileRefused`, naming the column, where the first row with content is not the template's header.
 *
 * Blanks around and inside a header don't matter; anything else must stand as in the template.
 */
export function checkHeader(row: SheetRow): void {
  if (row.rowNumber !== 1) {
    throw refused(`第 1 行是空的，表头在第 ${row.rowNumber} 行。请删去表头上方的空行`);
  }
  const headers = row.cells.map((cell) => cell.text.normalize('NFKC').replace(/[\s\u200b\ufeff]/g, ''));
  const known = TEMPLATE_COLUMNS.filter(({ header }) => headers.includes(header)).length;
  if (known < 2) {
    const first = shorten(row.cells.find(({ text }) => text.trim() !== '')?.text ?? '');
    throw refused(`第 1 行不是名单模板的表头，现在写的是“${first}”；表头上面不要有标题，表里不要有别的内容`);
  }
  for (const [column, { header }] of TEMPLATE_COLUMNS.entries()) {
    const found = headers[column] ?? '';
    if (found === header) continue;
    const shown = found === '' ? '是空的' : `是“${shorten(cellAt(row, column).text)}”`;
    throw refused(`第 1 行 ${columnLetters(column)} 列应为“${header}”，现在${shown}`);
  }
  for (const [column, header] of headers.entries()) {
    if (column < TEMPLATE_COLUMNS.length || header === '' || header === ERROR_COLUMN) continue;
    throw refused(
      `第 1 行 ${columnLetters(column)} 列“${shorten(cellAt(row, column).text)}”不是模板里的列，请删去这一列`,
    );
  }
}

export function noRows(): FileRefused {
  return new FileRefused('no-rows', '文件里没有内容。请在模板里填写名单，保存后再上传。');
}

function refused(what: string): FileRefused {
  return new FileRefused('header', `${what}。请使用下载的名单模板，表头依次为：${ALL_HEADERS}。`);
}

function shorten(text: string): string {
  const characters = Array.from(text.trim());
  return characters.length > 20 ? `${characters.slice(0, 20).join('')}…` : text.trim();
}
