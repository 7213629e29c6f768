import type { RefusalTable } from '#http/refusal-table.ts';
import { formatChineseDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import type {
  DecideLateStartRefusal,
  DecideOrderChangeRefusal,
  ImportStatementRefusal,
  MatchByHandRefusal,
  UnmatchCreditRefusal,
} from '#modules/contributions/index.ts';

type ContributionRefusal = Exclude<
  | ImportStatementRefusal
  | MatchByHandRefusal
  | UnmatchCreditRefusal
  | DecideLateStartRefusal
  | DecideOrderChangeRefusal,
  { code: 'payers-do-not-add-up' }
>;

export const contributionRefusals = {
  'statement-file-refused': { status: 422, message: ({ message }: { message: string }) => message },
  'statement-known': { status: 409, message: '这个文件已经导入过，没有重复入账。' },
  'statement-alike': {
    status: 409,
    message: ({ count, first }: { count: number; first: { row: number; postedOn: number; amountFen: number } }) =>
      `文件里有 ${count} 笔，与另一种格式的流水里已经入账的同日、同收支、同金额，只是银行的编号不同，像是同一笔，所以没有导入。` +
      `第一处是第 ${first.row} 笔：${formatChineseDate(first.postedOn)}，${formatYuan(first.amountFen)} 元。请核对。`,
  },
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
  'second-person-needed': { status: 403, message: '经手的人不能自己确认，请由另一人确认。' },
  'match-unknown': { status: 404, message: '这笔到账没有匹配给这份缴费通知，可能刚被别人撤销，请刷新后再看。' },
  'cover-began': { status: 409, message: '保障已经生效，匹配不能再撤销；确有差错请联系会计更正。' },
  'late-start-reason-missing': { status: 422, message: '请写明为什么不同意；匹配会撤销，经手人能看到原因。' },
  'refund-stands': {
    status: 409,
    message: ({ number, state }: { number: string; state: 'proposed' | 'approved' | 'paid' }) =>
      state === 'paid'
        ? `这份缴费通知的退费 ${number} 已经付出，匹配不能再撤销；请联系会计更正。`
        : `这份缴费通知的退费 ${number} ${state === 'approved' ? '已经批准' : '正等批准'}；请先由审批人在“退费”里定为不退，再撤销匹配。`,
  },
  'order-paid-in-part': { status: 409, message: '这份缴费通知已经收到一部分钱，请先撤销匹配，再作废。' },
  'payouts-not-held': { status: 409, message: '这份缴费通知没有暂停拨付。' },
  'change-waits': { status: 409, message: '这份缴费通知已有一项变更在等第二人决定。' },
  'change-unknown': { status: 404, message: '没有找到这项待决定的变更，可能已由别人决定。' },
} as const satisfies RefusalTable<ContributionRefusal>;
