import { Type } from 'typebox';
import { CivilDate, Fen, Instant, MaskedText, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

const RecoveryState = Type.Union(
  [Type.Literal('proposed'), Type.Literal('decided'), Type.Literal('declined'), Type.Literal('received')],
  { description: '待决定、待收回、不追回、已收回' },
);

const RecoveryCause = Type.Union(
  [Type.Literal('settlement-reversed'), Type.Literal('fraud'), Type.Literal('error'), Type.Literal('other')],
  { description: '医保结算已撤销、骗取、差错、其他' },
);

export const ProposeRecovery = Type.Object({
  claimId: Uuid,
  amountFen: Fen,
  cause: RecoveryCause,
  reason: typedText(1, 500, '为什么追回'),
});

export const ProposedRecovery = Type.Object({
  recoveryId: Uuid,
  number: Type.String({ description: '追回编号，请退款人写进附言' }),
});

export const DecideRecovery = Type.Object({
  outcome: Type.Union([Type.Literal('decide'), Type.Literal('decline')], { description: '追回、不追回' }),
});

export const ChangedRecovery = Type.Object({ state: RecoveryState });

export const RecoveriesQuery = Type.Object({
  state: Type.Optional(RecoveryState),
  claimId: Type.Optional(Uuid),
  ...pageQuery,
});
export const RecoveriesAnswer = pageOf(
  Type.Object({
    recoveryId: Uuid,
    number: Type.String(),
    claimId: Uuid,
    amountFen: Fen,
    receivedFen: Fen,
    setOffFen: Type.Integer({ description: '其中银行退汇抵作收回的金额' }),
    freedFen: Type.Integer({ description: '已收回、不再占用限额的金额' }),
    memberName: orNull(MaskedText),
    reason: Type.String({ description: '提出人写的原因' }),
    cause: RecoveryCause,
    state: RecoveryState,
    proposedAt: Instant,
    proposedBy: Type.String(),
    decidedAt: orNull(Instant),
    decidedBy: orNull(Type.String()),
    isOwn: Type.Boolean({ description: '是您提出的，须由另一人决定' }),
  }),
);

export const OutstandingRecoveries = Type.Object({
  count: Type.Integer({ description: '已决定、还没有收齐的笔数' }),
  openFen: Type.Integer({ description: '还没有收回的金额' }),
});

const RefundState = Type.Union(
  [Type.Literal('proposed'), Type.Literal('approved'), Type.Literal('declined'), Type.Literal('paid')],
  { description: '待批准、待付、不退、已退' },
);

export const ProposeRefund = Type.Union([
  Type.Object({ orderId: Uuid }, { additionalProperties: false, description: '为没有生效的人多缴的' }),
  Type.Object({ entryId: Uuid }, { additionalProperties: false, description: '没有缴费通知可对应的到账余额' }),
]);

export const ProposedRefund = Type.Object({
  refundId: Uuid,
  number: Type.String({ description: '退费编号，付款时写进附言，流水导入后自动认出' }),
  amountFen: Fen,
});

export const DecideRefund = Type.Object({
  outcome: Type.Union([Type.Literal('approve'), Type.Literal('decline')], { description: '批准、不退' }),
});

export const ChangedRefund = Type.Object({ state: RefundState });

export const RefundsQuery = Type.Object({ state: Type.Optional(RefundState), ...pageQuery });
export const RefundsAnswer = pageOf(
  Type.Object({
    refundId: Uuid,
    number: Type.String(),
    orderId: orNull(Uuid),
    entryId: orNull(Uuid),
    unitName: orNull(Type.String()),
    amountFen: Fen,
    state: RefundState,
    payerName: orNull(Type.String({ description: '原付款人，退回原账户' })),
    payerAccount: orNull(Type.String()),
    proposedAt: Instant,
    proposedBy: Type.String(),
    decidedAt: orNull(Instant),
    decidedBy: orNull(Type.String()),
    paidOn: orNull(CivilDate),
    isOwn: Type.Boolean({ description: '是您提出的，须由另一人批准' }),
  }),
);

export const OverpaidOrders = Type.Array(
  Type.Object({ orderId: Uuid, unitName: Type.String(), reference: Type.String(), amountFen: Fen }),
);

export const UnexplainedDebits = Type.Array(
  Type.Object({
    entryId: Uuid,
    amountFen: Fen,
    postedOn: CivilDate,
    payeeName: MaskedText,
    payeeAccount: MaskedText,
    texts: Type.Array(Type.String({ description: '摘要、用途、附言等' })),
    names: orNull(
      Type.Union(
        [Type.Literal('payout'), Type.Literal('payout-batch'), Type.Literal('recovery'), Type.Literal('refund')],
        { description: '写着哪种编号：付款、付款批次、追回、退费' },
      ),
    ),
  }),
);

export const ExplainByHand = Type.Union([
  Type.Object({ recoveryId: Uuid, amountFen: Fen }, { additionalProperties: false, description: '这笔到账是追回款' }),
  Type.Object({ refundId: Uuid }, { additionalProperties: false, description: '这笔付款是退费' }),
]);

export const ExplainedByHand = Type.Object({ amountFen: Fen });
