import type { RefusalTable } from '#http/refusal-table.ts';
import type { CloseBooksRefusal, ExportBooksRefusal, ReconciliationUnknown } from '#modules/books/index.ts';
import type { AllowReopeningRefusal, AskReopeningRefusal, PersonalNumberTyped } from '#modules/ledger/index.ts';

type BooksRefusal =
  | CloseBooksRefusal
  | Exclude<AskReopeningRefusal, PersonalNumberTyped>
  | AllowReopeningRefusal
  | ExportBooksRefusal
  | ReconciliationUnknown;

export const booksRefusals = {
  'month-not-over': { status: 409, message: '这个月还没有过完，不能结账。' },
  'month-closed-already': { status: 409, message: '这个月已经结账。' },
  'earlier-month-open': {
    status: 409,
    message: ({ month }: { month: string }) => `${month} 还没有结账，请按月份先后结账。`,
  },
  'contributions-not-earned': {
    status: 409,
    message: ({ orders }: { orders: number }) => `有 ${orders} 份缴费通知的会费还没有计提到月底，请先计提再结账。`,
  },
  'vouchers-waiting': {
    status: 409,
    message: ({ vouchers }: { vouchers: number }) => `这个月有 ${vouchers} 张凭证还没有人复核，请先复核或撤回再结账。`,
  },
  'month-not-closed': { status: 409, message: '这个月没有结账，不需要反结账。' },
  'later-month-closed': { status: 409, message: '后面的月份已经结账，请从最后结账的月份开始反结账。' },
  'reopening-asked-already': { status: 409, message: '已有人申请反结账，等待另一人批准。' },
  'reopening-reason-missing': { status: 422, message: '请写明为什么反结账。' },
  'reopening-not-asked': { status: 409, message: '没有人申请这个月反结账，或已经批准，请刷新后再看。' },
  'own-reopening': { status: 403, message: '反结账由您申请，须由另一人批准。' },
  'reconciliation-unknown': { status: 404, message: '没有找到这次对账。' },
  'export-too-large': {
    status: 422,
    message: ({ entries, most }: { entries: number; most: number }) =>
      `这几个月有 ${entries} 笔分录，一次最多导出 ${most} 笔，请分月导出。`,
  },
} as const satisfies RefusalTable<BooksRefusal>;
