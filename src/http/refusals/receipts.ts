import type { RefusalTable } from '#http/refusal-table.ts';
import type { CorrectReceiptRefusal, IssueReceiptsRefusal } from '#modules/receipts/index.ts';

type ReceiptRefusal = Exclude<IssueReceiptsRefusal | CorrectReceiptRefusal, { code: 'order-unknown' }>;

export const receiptRefusals = {
  'cover-not-begun': { status: 409, message: '保障还没有生效，票据在生效后开具。' },
  'receipts-issued': { status: 409, message: '这份缴费通知的票据已经开过；抬头有误请用“冲红重开”。' },
  'receipt-unknown': { status: 404, message: '没有找到这张票据，或它已被冲销。' },
} as const satisfies RefusalTable<ReceiptRefusal>;
