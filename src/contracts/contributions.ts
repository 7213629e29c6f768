import { type Static, Type } from 'typebox';
import { CivilDate, Fen, Instant, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';
import { Payers, Program } from './rosters.ts';

export const OrderState = Type.Union(
  [
    Type.Literal('open'),
    Type.Literal('completed'),
    Type.Literal('in-force'),
    Type.Literal('void'),
    Type.Literal('expired'),
  ],
  { description: '待缴费、已到账、已生效、已作废、已过期' },
);

export const OrderQuery = Type.Object({
  ...pageQuery,
  unitId: Type.Optional(Uuid),
  state: Type.Optional(OrderState),
  awaitsSecond: Type.Optional(Type.Boolean({ description: '只列等第二人确认的' })),
  payoutsHeld: Type.Optional(Type.Boolean({ description: '只列款项被冲回、暂停拨付的' })),
});

const orderFields = {
  id: Uuid,
  unitId: Uuid,
  unitName: Type.String(),
  rosterId: Uuid,
  program: Program,
  shares: Type.Integer(),
  members: Type.Integer(),
  amountFen: Fen,
  receivedFen: Fen,
  refundFen: Fen,
  reference: Type.String({ description: '汇款附言里要写的参考号' }),
  state: OrderState,
  completedAt: orNull(Instant),
  completedOn: orNull(CivilDate),
  startOn: orNull(CivilDate),
  endOn: orNull(CivilDate),
  awaitsSecond: Type.Boolean(),
  payoutsHeld: Type.Boolean(),
  orderedAt: Instant,
  certificateNumber: orNull(Type.String()),
};

export const OrderRow = Type.Object(orderFields);
export type OrderRow = Static<typeof OrderRow>;
export const OrdersAnswer = pageOf(OrderRow);

export const OrderDetail = Type.Object({
  ...orderFields,
  account: Type.Object({
    name: Type.String(),
    number: Type.String(),
    bankName: Type.String(),
    bankNumber: Type.String(),
  }),
  payers: Type.Array(
    Type.Object({
      source: Payers.items.properties.source,
      payerName: Type.String(),
      payerCode: orNull(Type.String()),
      amountFen: Fen,
    }),
    { description: '谁出多少，合计等于应缴金额' },
  ),
  replacesId: orNull(Uuid),
  replacedById: orNull(Uuid),
  startIfPaid: Type.Array(Type.Object({ paidOn: CivilDate, confirmedOn: CivilDate, startOn: CivilDate }), {
    description: '哪天到账，保障哪天开始',
  }),
});
export type OrderDetail = Static<typeof OrderDetail>;

export const ImportStatementQuery = Type.Object({
  alikeAreOthers: Type.Optional(
    Type.Boolean({ description: '已核对：与另一种格式的流水里同日同额的，是另外的款项，照样导入' }),
  ),
});

export const ImportedStatement = Type.Object({
  statementId: Uuid,
  entries: Type.Integer(),
  known: Type.Integer({ description: '以前导入过的笔数' }),
  creditFen: Fen,
  debitFen: Fen,
  matched: Type.Integer(),
  waiting: Type.Integer(),
  completed: Type.Array(
    Type.Object({ orderId: Uuid, startOn: CivilDate, members: Type.Integer(), awaitsSecond: Type.Boolean() }),
  ),
  reopened: Type.Array(Uuid),
  warnings: Type.Array(Type.String()),
});
export type ImportedStatement = Static<typeof ImportedStatement>;

export const StatementRow = Type.Object({
  id: Uuid,
  fileName: Type.String(),
  accountNumber: Type.String(),
  entries: Type.Integer(),
  known: Type.Integer(),
  creditFen: Fen,
  debitFen: Fen,
  firstOn: orNull(CivilDate),
  lastOn: orNull(CivilDate),
  importedAt: Instant,
  importedBy: Type.String(),
});
export type StatementRow = Static<typeof StatementRow>;
export const StatementsQuery = Type.Object({ ...pageQuery });
export const StatementsAnswer = pageOf(StatementRow);

export const WaitingKind = Type.Union(
  [
    Type.Literal('over'),
    Type.Literal('short'),
    Type.Literal('another-payer'),
    Type.Literal('several'),
    Type.Literal('unknown'),
  ],
  { description: '多汇、少汇、由别的单位代付、不止一份对得上、认不出' },
);
export type WaitingKind = Static<typeof WaitingKind>;

const MatchAmount = Type.Object({ orderId: Uuid, amountFen: Fen });

const WaitingOrder = Type.Object({
  id: Uuid,
  unitName: Type.String(),
  reference: Type.String(),
  program: Program,
  members: Type.Integer(),
  amountFen: Fen,
  openFen: Fen,
  arrivedOn: orNull(CivilDate),
  runs: Type.Array(Type.Object({ startOn: CivilDate, endOn: CivilDate }), {
    description: '该单位同一活动的其他保障期，续保接在后面',
  }),
});
export type WaitingOrder = Static<typeof WaitingOrder>;

export const WaitingCreditsQuery = Type.Object({ ...pageQuery });
export const WaitingCreditsAnswer = Type.Object({
  credits: Type.Array(
    Type.Object({
      id: Uuid,
      postedOn: CivilDate,
      postedAt: orNull(Instant),
      amountFen: Fen,
      openFen: Fen,
      payerName: Type.String(),
      nominalPayerName: Type.String(),
      remark: Type.String(),
      kind: WaitingKind,
      candidates: Type.Array(Type.Object({ orderId: Uuid, why: Type.String(), rank: Type.Integer() })),
      proposal: Type.Array(MatchAmount, { description: '最可能的匹配：记到哪几份，各记多少' }),
      awaitsRefund: Type.Boolean({ description: '已有人提出退给付款方' }),
    }),
  ),
  orders: Type.Array(WaitingOrder, { description: '上面各笔的候选，以及其他待缴费的通知' }),
  creditCount: Type.Integer({ description: '全部待匹配的到账' }),
  orderCount: Type.Integer({ description: '全部待缴费的通知' }),
  today: CivilDate,
  next: Type.Optional(Type.String()),
});
export type WaitingCredit = Static<typeof WaitingCreditsAnswer>['credits'][number];
export type WaitingCreditsAnswer = Static<typeof WaitingCreditsAnswer>;

export const WaitingOrdersQuery = Type.Object({ find: typedText(1, 100, '单位名称或参考号') });
export const WaitingOrdersAnswer = Type.Array(WaitingOrder);

export const MatchByHand = Type.Object({
  parts: Type.Array(Type.Object({ entryId: Uuid, orderId: Uuid, amountFen: Fen }), {
    minItems: 1,
    maxItems: 100,
    description: '一笔拆到几份、几笔合到一份，或一对一；全部成功或全部不做',
  }),
});
export const MatchedByHand = Type.Object({ completed: ImportedStatement.properties.completed });

export const MatchesQuery = Type.Object({ ...pageQuery, orderId: Type.Optional(Uuid) });
export const MatchRow = Type.Object({
  id: Uuid,
  entryId: Uuid,
  orderId: Uuid,
  unitName: Type.String(),
  reference: Type.String(),
  amountFen: Fen,
  by: Type.Union([Type.Literal('reference'), Type.Literal('payer'), Type.Literal('person')], {
    description: '按参考号、按付款方、由人匹配',
  }),
  matchedBy: Type.String(),
  at: Instant,
  undoneAt: orNull(Instant),
  postedOn: CivilDate,
  payerName: Type.String(),
  remark: Type.String(),
  mayUndo: Type.Boolean({ description: '保障还没有生效，匹配可以撤销' }),
});
export type MatchRow = Static<typeof MatchRow>;
export const MatchesAnswer = pageOf(MatchRow);

export const DecideLateStart = Type.Object({
  agree: Type.Boolean({ description: '确认生效；或匹配有误，撤销' }),
  reason: Type.Optional(typedText(2, 500, '不同意的原因')),
});

export const StatementEntriesQuery = Type.Object({ ...pageQuery });
export const StatementEntryRow = Type.Object({
  id: Uuid,
  row: Type.Integer({ description: '文件中的行号' }),
  direction: Type.Union([Type.Literal('credit'), Type.Literal('debit')], { description: '收入、支出' }),
  amountFen: Fen,
  openFen: Fen,
  postedOn: CivilDate,
  postedAt: orNull(Instant),
  state: Type.Union(
    [
      Type.Literal('unmatched'),
      Type.Literal('partly-matched'),
      Type.Literal('matched'),
      Type.Literal('bank-charge'),
      Type.Literal('other-debit'),
      Type.Literal('reversed'),
      Type.Literal('explained'),
    ],
    { description: '待匹配、部分匹配、已匹配、银行收费、待说明的付款、已冲回、已说明' },
  ),
  counterparty: Type.String({ description: '收入为付款方；支出的收款方已脱敏' }),
  remark: Type.String(),
  orders: Type.Array(Type.Object({ orderId: Uuid, unitName: Type.String(), amountFen: Fen })),
});
export type StatementEntryRow = Static<typeof StatementEntryRow>;
export const StatementEntriesAnswer = pageOf(StatementEntryRow);
