import type { RefusalTable } from '#http/refusal-table.ts';
import { formatYuan } from '#kernel/money.ts';
import type {
  ConfirmLateStartRefusal,
  ImportStatementRefusal,
  MatchByHandRefusal,
} from '#modules/contributions/index.ts';

type ContributionRefusal = ImportStatementRefusal | MatchByHandRefusal | ConfirmLateStartRefusal;

export const contributionRefusals = {
  'statement-file-refused': { status: 422, message: ({ message }: { message: string }) => message },
  'statement-known': { status: 409, message: '这个文件已经导入过，没有重复入账。' },
  'ledger-month-closed': {
    status: 409,
    message: ({ month }: { month: string }) => `${month} 已经结账，不能再记入这个月；请与会计联系。`,
  },
  'credit-unknown': { status: 404, message: '没有找到这笔待匹配的到账，可能已被别人匹配，请刷新后再看。' },
  'order-unknown': { status: 404, message: '没有找到这份缴费通知。' },
  'order-not-open': { status: 409, message: '这份缴费通知已不在等待缴费，请刷新后再看。' },
  'amount-too-large': {
    status: 422,
    message: ({ openFen }: { openFen: number }) => `金额不对：最多可匹配 ${formatYuan(openFen)} 元。`,
  },
  'nothing-to-confirm': { status: 409, message: '这份缴费通知不需要第二人确认。' },
  'second-person-needed': { status: 403, message: '匹配的人不能自己确认，请由另一人确认。' },
} as const satisfies RefusalTable<ContributionRefusal>;
