import { Type } from 'typebox';
import { Fen, Instant, MaskedText, orNull, typedText, Uuid } from './basic.ts';
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

const PayoutBatchState = Type.Union(
  [Type.Literal('made'), Type.Literal('approved'), Type.Literal('withdrawn'), Type.Literal('sent')],
  { description: '待复核、已复核、已撤回、已送银行' },
);

export const PayoutBatchRow = Type.Object({
  batchId: Uuid,
  number: Type.String(),
  state: PayoutBatchState,
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

const PayoutStateCount = Type.Object({
  state: Type.Union(
    [
      Type.Literal('made'),
      Type.Literal('withdrawn'),
      Type.Literal('sent'),
      Type.Literal('paid'),
      Type.Literal('returned'),
    ],
    { description: '已编入批次、已撤回、在途、已付、退回' },
  ),
  count: Type.Integer(),
  totalFen: Fen,
});

export const PayoutRemark = Type.Union(
  [
    Type.Literal('name-differs'),
    Type.Literal('relative'),
    Type.Literal('shared-card'),
    Type.Literal('no-bank-number'),
    Type.Literal('not-in-gbk'),
  ],
  { description: '户名与会员姓名不一致、亲属领取、与别人同卡、没有联行号、姓名含 GBK 没有的字' },
);

/** A batch with the checks before its approval, and what the bank has answered. */
export const PayoutBatchDetail = Type.Object({
  ...PayoutBatchRow.properties,
  answers: Type.Array(PayoutStateCount, { description: '逐笔按状态合计，加起来就是批次合计' }),
  remarks: Type.Partial(
    Type.Object({
      'name-differs': Type.Integer(),
      relative: Type.Integer(),
      'shared-card': Type.Integer(),
      'no-bank-number': Type.Integer(),
      'not-in-gbk': Type.Integer(),
    }),
    { description: '各种提示的笔数' },
  ),
  held: Type.Integer({ description: '编批以后不该再付的笔数：缴费被银行冲回，或医保撤回了结算' }),
  batchLimitFen: orNull(Fen),
  dayLimitFen: orNull(Fen),
  approvedTodayFen: Type.Integer({ description: '今天已复核的合计' }),
  layoutName: orNull(Type.String({ description: '送交所用的银行文本版式；示例版式和 pain.001 为 null' })),
});

/** To whom a payout goes, as much as anybody needs to see. */
export const MaskedAccount = Type.Object({
  holder: MaskedText,
  cardNumber: MaskedText,
  bankName: Type.String(),
  bankNumber: Type.String({ description: '联行号；空为不知道' }),
});

const BankTextField = Type.Union(
  [
    Type.Literal('number'),
    Type.Literal('cardNumber'),
    Type.Literal('holder'),
    Type.Literal('amount'),
    Type.Literal('bankName'),
    Type.Literal('bankNumber'),
    Type.Literal('purpose'),
    Type.Literal('empty'),
    Type.Literal('endToEndId'),
  ],
  { description: '序号、收款账号、户名、金额、收款行、联行号、用途、空白、客户业务编号' },
);

const Separator = Type.String({ minLength: 1, maxLength: 1, description: '分隔符：| , ; ~ ^ # $ 或制表符' });
const Words = Type.Array(typedText(1, 30, '银行写的处理结果'), { maxItems: 20 });

export const BankLayout = Type.Object({
  text: Type.Object({
    separator: Separator,
    hasHeader: Type.Boolean({ description: '第一行是列名' }),
    columns: Type.Array(Type.Object({ header: typedText(1, 30, '列名'), field: BankTextField }), {
      minItems: 4,
      maxItems: 30,
    }),
  }),
  answer: Type.Object({
    separator: Separator,
    columns: Type.Object({
      endToEndId: typedText(1, 30, '客户业务编号的列名'),
      amount: typedText(1, 30, '金额的列名'),
      status: typedText(1, 30, '处理结果的列名'),
      reason: typedText(1, 30, '失败原因的列名'),
      day: typedText(1, 30, '处理日期的列名'),
    }),
    paid: Words,
    refused: Words,
    pending: Words,
  }),
});

export const ProposeBankLayout = Type.Object({
  name: typedText(1, 40, '版式的名称，如银行和产品'),
  layout: BankLayout,
});
export const ProposedBankLayout = Type.Object({ layoutId: Uuid });
export const DecideBankLayout = Type.Object({
  outcome: Type.Union([Type.Literal('approve'), Type.Literal('decline')], { description: '启用、不启用' }),
});

const BankLayoutState = Type.Union(
  [Type.Literal('proposed'), Type.Literal('standing'), Type.Literal('replaced'), Type.Literal('declined')],
  { description: '待批准、使用中、已被代替、不启用' },
);
export const DecidedBankLayout = Type.Object({ state: BankLayoutState });

export const BankLayoutsAnswer = Type.Object({
  example: BankLayout,
  layouts: Type.Array(
    Type.Object({
      layoutId: Uuid,
      name: Type.String(),
      layout: BankLayout,
      state: BankLayoutState,
      proposedAt: Instant,
      proposedBy: Type.String(),
      decidedAt: orNull(Instant),
      decidedBy: orNull(Type.String()),
      isOwn: Type.Boolean({ description: '是您提出的，须由另一人批准' }),
    }),
  ),
});

export const PayoutBatchesQuery = Type.Object({ ...pageQuery, state: Type.Optional(PayoutBatchState) });
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
