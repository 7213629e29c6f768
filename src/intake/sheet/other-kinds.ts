import { FileRefused } from '#intake/sheet/file-refusal.ts';

/** A sound file of another kind; `what` names it in Chinese, as a noun. */
export function unsupported(what: string): FileRefused {
  return new FileRefused(
    'unsupported-format',
    `这是${what}，不是能读取的表格。请用 Excel 或 WPS 另存为 .xlsx 后再上传。`,
  );
}

export function macros(): FileRefused {
  return new FileRefused('macros', '文件带有宏（VBA 程序），为了安全不能接收。请另存为不带宏的 .xlsx 后再上传。');
}

export function encrypted(): FileRefused {
  return new FileRefused('encrypted', '文件有打开密码，无法读取。请在 Excel 或 WPS 里去掉密码，另存后再上传。');
}
