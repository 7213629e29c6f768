import type { RefusalTable } from '#http/refusal-table.ts';
import { formatYuan } from '#kernel/money.ts';
import type { ExplainDifferenceRefusal, ProposeReservesRefusal, SetRateRefusal } from '#modules/books/index.ts';
import type {
  DecideVoucherRefusal,
  ProposeAllocationRefusal,
  ProposeReversalRefusal,
  ProposeVoucherRefusal,
  WithdrawVoucherRefusal,
} from '#modules/vouchers/index.ts';

type VoucherRefusal = Exclude<
  | ProposeVoucherRefusal
  | ProposeReversalRefusal
  | DecideVoucherRefusal
  | WithdrawVoucherRefusal
  | ProposeAllocationRefusal
  | ProposeReservesRefusal
  | SetRateRefusal
  | ExplainDifferenceRefusal,
  { readonly code: 'ledger-month-closed' | 'earlier-month-open' }
>;

export const voucherRefusals = {
  'voucher-faulty': { status: 422, message: '凭证有几处要改，请看标出的地方。' },
  'voucher-summary-missing': { status: 422, message: '请写摘要：这张凭证记的是什么。' },
  'personal-number-typed': {
    status: 422,
    message: '这里的文字大家都能看到，请不要写证件号、手机号、银行卡号。',
  },
  'voucher-day-ahead': { status: 422, message: '凭证日期不能晚于今天。' },
  'voucher-unknown': { status: 404, message: '没有找到这张凭证。' },
  'voucher-state': { status: 409, message: '这张凭证已经办过了，请刷新后再看。' },
  'own-voucher': { status: 403, message: '凭证由您提出，须由另一人复核。' },
  'decline-reason-missing': { status: 422, message: '请写明为什么不通过。' },
  'voucher-not-reversible': { status: 409, message: '只有已记账的凭证可以冲正；冲正凭证记错了，请另填一张。' },
  'voucher-reversed-already': { status: 409, message: '这张凭证已经冲正，或冲正正在等人复核。' },
  'books-moved': {
    status: 409,
    message: '提出之后，它所依据的余额又有了变动（结转看收入和费用，准备金看准备金科目）。请不通过这一张，再提出一次。',
  },
  'fund-short': {
    status: 409,
    message: ({ account, balanceFen }: { account: string; balanceFen: number }) =>
      `“${account}”到这一天和到今天，较少的只有 ${formatYuan(balanceFen)} 元，不够转出。请减少金额，或改用以后的日期。`,
  },
  'year-not-over': { status: 409, message: '这一年还没有过完，不能结转。' },
  'nothing-to-carry': { status: 409, message: '这一年的收入和费用都已结转，没有余额。' },
  'nothing-to-allocate': { status: 422, message: '请至少给一项基金填写金额。' },
  'reserves-unchanged': { status: 409, message: '准备金已经是这个数，不需要计提或转回。' },
  'rate-used': {
    status: 409,
    message: ({ usedOn }: { usedOn: string }) => `${usedOn} 的准备金已经按当时的比例计算。新比例请从这一天以后开始。`,
  },
  'rate-there': { status: 409, message: '这一天已经设过比例，请换一个起始日。' },
  'difference-unknown': { status: 404, message: '没有找到这一处不一致。' },
  'explanation-missing': { status: 422, message: '请写明为什么不一致。' },
} as const satisfies RefusalTable<VoucherRefusal>;
