import { Type } from 'typebox';
import { CivilDate, Fen, Instant, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';
import { MaskedAccount, PayoutRemark } from './payouts.ts';

const PayoutFault = Type.Union(
  [
    Type.Literal('name-differs'),
    Type.Literal('account-unknown'),
    Type.Literal('account-closed'),
    Type.Literal('account-frozen'),
    Type.Literal('bank-unknown'),
    Type.Literal('limit'),
    Type.Literal('other'),
  ],
  { description: '户名不符、账号不存在、已销户、已冻结、行号不对、超限额、其他' },
);

const ResultOutcome = Type.Union(
  [
    Type.Literal('paid'),
    Type.Literal('refused'),
    Type.Literal('pending'),
    Type.Literal('known'),
    Type.Literal('unknown'),
    Type.Literal('not-sent'),
    Type.Literal('amount-differs'),
    Type.Literal('contradicts'),
  ],
  { description: '已付、被拒、处理中、早已记过、没有这笔、还没送银行、金额不符、与账上不一致' },
);

const PayoutResultFormat = Type.Union([Type.Literal('pain.002'), Type.Literal('bank-text')]);

const Outcomes = Type.Partial(
  Type.Object({
    paid: Type.Integer(),
    refused: Type.Integer(),
    pending: Type.Integer(),
    known: Type.Integer(),
    unknown: Type.Integer(),
    'not-sent': Type.Integer(),
    'amount-differs': Type.Integer(),
    contradicts: Type.Integer(),
  }),
  { description: '各种结果的笔数' },
);

export const Explained = Type.Object({
  explained: Type.Integer({ description: '流水里认出来的笔数' }),
  paid: Type.Integer({ description: '由流水得知已付' }),
  returned: Type.Integer({ description: '由流水得知退回' }),
  doubtful: Type.Integer({ description: '写着我们的编号但对不上的，请人看' }),
});

export const ImportedPayoutResults = Type.Object({
  fileId: Uuid,
  format: PayoutResultFormat,
  rows: Type.Integer(),
  outcomes: Outcomes,
  explained: Explained,
});

export const PayoutResultFilesQuery = Type.Object(pageQuery);
export const PayoutResultFilesAnswer = pageOf(
  Type.Object({
    id: Uuid,
    fileName: Type.String(),
    format: PayoutResultFormat,
    rowCount: Type.Integer(),
    outcomes: Outcomes,
    importedAt: Instant,
    importedBy: Type.String(),
  }),
);

export const StrayResult = Type.Object({
  row: Type.Integer({ description: '文件里第几行、第几笔' }),
  outcome: ResultOutcome,
  endToEndId: Type.String(),
  payoutId: orNull(Uuid),
  amountFen: orNull(Fen),
  onDay: CivilDate,
  fault: orNull(PayoutFault),
});

const PayoutState = Type.Union(
  [
    Type.Literal('made'),
    Type.Literal('withdrawn'),
    Type.Literal('sent'),
    Type.Literal('paid'),
    Type.Literal('returned'),
  ],
  { description: '已编入批次、已撤回、在途、已付、退回' },
);

export const PayoutsQuery = Type.Object({
  state: Type.Optional(PayoutState),
  batchId: Type.Optional(Uuid),
  open: Type.Optional(Type.Boolean({ description: '只列退回后还没有再编入批次的' })),
  remarked: Type.Optional(Type.Boolean({ description: '只列有提示、请复核人看的' })),
  ...pageQuery,
});

export const PayoutRow = Type.Object({
  payoutId: Uuid,
  madeOn: CivilDate,
  batchNumber: Type.String(),
  number: Type.Integer({ description: '在批次里第几笔' }),
  claimId: Uuid,
  amountFen: Fen,
  endToEndId: Type.String({ description: '客户业务编号' }),
  state: PayoutState,
  paidOn: orNull(CivilDate),
  returnedOn: orNull(CivilDate),
  returnKind: orNull(
    Type.Union([Type.Literal('refused'), Type.Literal('returned')], { description: '银行没有付出、付出后退回' }),
  ),
  fault: orNull(PayoutFault),
  hasNewCard: Type.Boolean({ description: '退回后已登记新卡，可编入下一批' }),
  cardAskedAt: orNull(Instant),
  account: orNull(MaskedAccount),
  remarks: Type.Array(PayoutRemark),
});
export const PayoutsAnswer = pageOf(PayoutRow);

const RelativeAccount = {
  holder: typedText(1, 60, '亲属的户名'),
  cardNumber: Type.String({ minLength: 1, maxLength: 32, description: '银行卡号，亲属本人名下' }),
  bankName: typedText(0, 100, '开户行'),
  bankNumber: Type.String({ maxLength: 12, description: '联行号；不知道留空' }),
};

export const NameBeneficiaries = Type.Object({
  beneficiaries: Type.Array(
    Type.Object({
      ...RelativeAccount,
      basisPoints: Type.Integer({ minimum: 1, maximum: 10_000, description: '份额，万分之几；各人合计 10000' }),
    }),
    { minItems: 1, maxItems: 20 },
  ),
});
export const NamedBeneficiaries = Type.Object({ shares: Type.Integer() });

export const ChangeShareCard = Type.Object(RelativeAccount);
export const ChangedShareCard = Type.Object({ share: Type.Integer() });

export const AskedForCard = Type.Object({ askedAt: Instant });

export const Beneficiaries = Type.Array(
  Type.Object({
    share: Type.Integer({ description: '第几份' }),
    basisPoints: Type.Integer({ description: '份额，万分之几' }),
    amountFen: Fen,
    account: orNull(MaskedAccount),
    state: orNull(PayoutState),
    fault: orNull(PayoutFault),
    paidOn: orNull(CivilDate),
    hasNewCard: Type.Boolean({ description: '退回后已换卡，可编入下一批' }),
  }),
  { description: '各份相加就是互助金，分毫不差' },
);

export const PayoutLimits = Type.Object({
  batchFen: orNull(Type.Integer({ minimum: 1, description: '每批限额；没有写 null' })),
  dayFen: orNull(Type.Integer({ minimum: 1, description: '每日复核限额；没有写 null' })),
});

export const PayoutLimitChanges = Type.Array(
  Type.Object({ id: Uuid, before: PayoutLimits, after: PayoutLimits, setAt: Instant, setBy: Type.String() }),
);
