import type { RefusalTable } from '#http/refusal-table.ts';
import { formatYuan } from '#kernel/money.ts';
import type { ExplainByHandRefusal } from '#modules/explanations/index.ts';
import type { DecideRecoveryRefusal, ProposeRecoveryRefusal } from '#modules/recoveries/index.ts';
import type { DecideRefundRefusal, ProposeRefundRefusal } from '#modules/refunds/index.ts';

type RecoveryRefusal = Exclude<
  ProposeRecoveryRefusal | DecideRecoveryRefusal | ProposeRefundRefusal | DecideRefundRefusal | ExplainByHandRefusal,
  { readonly code: 'ledger-month-closed' }
>;

export const recoveryRefusals = {
  'recovery-claim-unknown': { status: 404, message: '没有找到这件申领。' },
  'recovery-claim-not-paid': {
    status: 409,
    message: '这件申领的互助金还没有付出，不需要追回；请改在审核或付款环节处理。',
  },
  'recovery-amount': {
    status: 422,
    message: ({ openFen }: { openFen: number }) => `金额不对：最多 ${formatYuan(openFen)} 元。`,
  },
  'recovery-reason-missing': { status: 422, message: '请写明为什么追回。' },
  'recovery-unknown': { status: 404, message: '没有找到这笔追回。' },
  'recovery-state': { status: 409, message: '这笔追回现在的状态不能这样做，请刷新后再看。' },
  'own-recovery': { status: 403, message: '追回由您提出，须由另一人决定。' },
  'recovery-nothing-paid': {
    status: 409,
    message: '提出以后，这笔多付的互助金已由银行退回，不用再追回，请选“不追回”。',
  },
  'nothing-to-refund': { status: 409, message: '没有可退的金额，或已有人提出退费，请刷新后再看。' },
  'refund-unknown': { status: 404, message: '没有找到这笔退费。' },
  'refund-state': { status: 409, message: '这笔退费现在的状态不能这样做，请刷新后再看。' },
  'own-refund': { status: 403, message: '退费由您提出，须由另一人批准。' },
  'refund-credit-changed': {
    status: 409,
    message: '这笔到账在提出退费之后又匹配了缴费通知，余额已变；请不批准，核对后重新提出。',
  },
  'refund-order-changed': {
    status: 409,
    message: '提出退费之后，这份缴费通知的款项有变动，应退的金额不同了；请不批准，核对后重新提出。',
  },
  'refund-amount': {
    status: 422,
    message: ({ amountFen }: { amountFen: number }) => `这笔付款与退费金额 ${formatYuan(amountFen)} 元不一致。`,
  },
  'entry-unknown': { status: 404, message: '没有找到这笔流水，可能已被别人处理，请刷新后再看。' },
  'entry-amount': {
    status: 422,
    message: ({ openFen }: { openFen: number }) => `金额不对：这笔流水还有 ${formatYuan(openFen)} 元没有说明。`,
  },
} as const satisfies RefusalTable<RecoveryRefusal>;
