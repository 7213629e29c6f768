import { type Static, Type } from 'typebox';
import { CivilDate, Fen, Instant, orNull, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';
import { Program } from './rosters.ts';

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
  startIfPaid: Type.Array(Type.Object({ paidOn: CivilDate, confirmedOn: CivilDate, startOn: CivilDate }), {
    description: '哪天到账，保障哪天开始',
  }),
});
export type OrderDetail = Static<typeof OrderDetail>;

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
});
export const StatementsQuery = Type.Object({ ...pageQuery });
export const StatementsAnswer = pageOf(StatementRow);

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
      candidates: Type.Array(Type.Object({ orderId: Uuid, why: Type.String(), rank: Type.Integer() })),
    }),
  ),
  orders: Type.Array(
    Type.Object({ id: Uuid, unitName: Type.String(), reference: Type.String(), amountFen: Fen, openFen: Fen }),
  ),
});
export type WaitingCreditsAnswer = Static<typeof WaitingCreditsAnswer>;

export const MatchByHand = Type.Object({ orderId: Uuid, amountFen: Fen });
export const MatchedByHand = Type.Object({ completed: ImportedStatement.properties.completed });
