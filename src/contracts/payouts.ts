import { Type } from 'typebox';
import { Fen, Instant, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

export const PayoutLayout = Type.Union([Type.Literal('pain.001'), Type.Literal('bank-text')], {
  description: 'pain.001：ISO 20022 pain.001.001.09；bank-text：银行批量文本（示例格式，GBK）',
});

const Counted = Type.Object({ count: Type.Integer(), totalFen: Fen });

export const RegisterPayeeAccounts = Type.Object({
  accounts: Type.Array(
    Type.Object({
      memberId: Uuid,
      cardNumber: Type.String({ minLength: 1, maxLength: 32, description: '银行卡号，本人名下' }),
      bankName: typedText(0, 100, '开户行'),
      bankNumber: Type.String({ maxLength: 12, description: '联行号；不知道留空' }),
    }),
    { minItems: 1, maxItems: 5_000 },
  ),
});

export const RegisteredPayeeAccounts = Type.Object({
  registered: Type.Integer(),
  shared: Type.Integer({ description: '其中与他人同卡的，请核实' }),
});

export const MakePayoutBatch = Type.Object({
  most: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000, description: '至多几笔；不写为全部' })),
});

export const MadePayoutBatch = Type.Object({
  batchId: Uuid,
  number: Type.String(),
  payouts: Type.Integer(),
  totalFen: Fen,
  waitingForCard: Counted,
});

export const PayoutBatchRow = Type.Object({
  batchId: Uuid,
  number: Type.String(),
  state: Type.Union([Type.Literal('made'), Type.Literal('approved'), Type.Literal('withdrawn'), Type.Literal('sent')], {
    description: '待复核、已复核、已撤回、已送银行',
  }),
  payouts: Type.Integer(),
  totalFen: Fen,
  madeAt: Instant,
  madeBy: Type.String(),
  approvedAt: orNull(Instant),
  approvedBy: orNull(Type.String()),
  layout: orNull(PayoutLayout),
  sentAt: orNull(Instant),
  isOwn: Type.Boolean({ description: '是您编制的，须由另一人复核' }),
});

export const PayoutBatchesQuery = Type.Object(pageQuery);
export const PayoutBatchesAnswer = pageOf(PayoutBatchRow);

export const WaitingForCard = Counted;

export const WithdrawPayoutBatch = Type.Object({ reason: typedText(1, 500, '撤回的原因') });

export const ChangedPayoutBatch = Type.Object({ batchId: Uuid, state: Type.String() });

export const SendPayoutBatch = Type.Object({ layout: PayoutLayout });

export const SentPayoutBatch = Type.Object({
  batchId: Uuid,
  number: Type.String(),
  payouts: Type.Integer(),
  totalFen: Fen,
  layout: PayoutLayout,
});
