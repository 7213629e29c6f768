import type { PayoutResults } from '#intake/payout-results/payout-result.ts';
import { type BankReturnLayout, EXAMPLE_BANK_RETURN, readBankReturn } from '#intake/payout-results/read-bank-return.ts';
import { readPain002 } from '#intake/payout-results/read-pain-002.ts';
import { type FileRefusal, FileRefused } from '#intake/sheet/file-refusal.ts';
import { fail, ok, type Result } from '#kernel/result.ts';

/** In place of the words of the reader of statements. */
const DAMAGED: FileRefusal = {
  code: 'damaged',
  message: '回盘文件不完整或已损坏，没有导入（带 DOCTYPE 的 XML 也不接收）。请从银行重新下载后再上传。',
};
const SNIFFED = 1024;
/** 100,000 transactions of pain.002 take about 60 MB. */
const MOST_BYTES = 256 * 1024 * 1024;

/** How an .xlsx and an old .xls begin. */
const WORKBOOK_STARTS = ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0'] as const;
const WORKBOOK_SENTENCE =
  '这是 Excel 工作簿，回盘要用网上银行原样下载的文本文件（或 pain.002）。请重新下载，不要打开另存，再上传。';

/**
 * Reads what the bank answered to a batch: pain.002, or its return file as `layout` describes it. The file is taken whole
 * or not at all.
 */
export async function readPayoutResults(
  file: Blob,
  layout: BankReturnLayout = EXAMPLE_BANK_RETURN,
): Promise<Result<PayoutResults, FileRefusal>> {
  try {
    if (file.size === 0) throw new FileRefused('empty', '文件是空的，没有导入。');
    if (file.size > MOST_BYTES) throw new FileRefused('too-large', '文件太大，没有导入；请按批次分开。');
    const head = new TextDecoder('latin1').decode(await file.slice(0, SNIFFED).arrayBuffer());
    if (WORKBOOK_STARTS.some((start) => head.startsWith(start)))
      throw new FileRefused('unsupported-format', WORKBOOK_SENTENCE);
    if (/^(?:\u00ef\u00bb\u00bf)?\s*</.test(head)) return ok({ format: 'pain.002', results: await readPain002(file) });
    return ok({ format: 'bank-text', results: await readBankReturn(file, layout) });
  } catch (error) {
    if (error instanceof FileRefused) return fail(error.refusal.code === 'damaged' ? DAMAGED : error.refusal);
    throw error;
  }
}
