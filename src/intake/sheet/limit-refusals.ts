import { FileRefused } from '#intake/sheet/file-refusal.ts';
import type { SheetLimits } from '#intake/sheet/limits.ts';

/** More rows than {@link SheetLimits.rows}; the header is not counted in the sentence. */
export function tooManyRows(limits: SheetLimits): FileRefused {
  const rows = grouped(limits.rows - 1);
  return new FileRefused('too-many-rows', `文件的内容超过 ${rows} 行，一次最多收 ${rows} 行。请拆成几个文件分别上传。`);
}

export function tooManyColumns(limits: SheetLimits, address: string): FileRefused {
  return new FileRefused(
    'too-many-columns',
    `单元格 ${address} 有内容，已超过 ${limits.columns} 列。请删去右侧多余的列，另存后再上传。`,
  );
}

/** Without an address where the text isn't yet in a cell. */
export function cellTooLong(limits: SheetLimits, address?: string): FileRefused {
  const where = address === undefined ? '有一个单元格' : `单元格 ${address} `;
  return new FileRefused(
    'cell-too-long',
    `${where}的文字超过 ${grouped(limits.cellLength)} 个字，不像名单或结算数据。请检查后删去多余内容再上传。`,
  );
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
