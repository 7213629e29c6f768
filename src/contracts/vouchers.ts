import { type Static, Type } from 'typebox';
import { CivilDate, Fen, Instant, orNull, typedText, Uuid } from './basic.ts';
import { Month, Sum } from './books.ts';
import { AccountCode } from './ledger.ts';
import { pageOf, pageQuery } from './paging.ts';

export const VoucherParams = Type.Object({ voucherId: Uuid });

export const VoucherState = Type.Union(
  [Type.Literal('proposed'), Type.Literal('posted'), Type.Literal('declined'), Type.Literal('withdrawn')],
  { description: '待复核、已记账、未通过、已撤回' },
);

export const VoucherKind = Type.Union(
  [
    Type.Literal('manual'),
    Type.Literal('reversal'),
    Type.Literal('reserve'),
    Type.Literal('year-carried'),
    Type.Literal('surplus-allocated'),
  ],
  { description: '手工凭证、冲正、准备金、年终结转、结余分配' },
);

export const VoucherLine = Type.Object({ debit: AccountCode, credit: AccountCode, amountFen: Fen });

const summary = typedText(1, 200, '摘要，不写个人信息');

export const ProposeVoucher = Type.Object({
  onDay: CivilDate,
  summary,
  lines: Type.Array(VoucherLine, { maxItems: 100 }),
});

export const ProposedVoucher = Type.Object({ voucherId: Uuid, number: Type.String() });

export const ProposeReversal = Type.Object({ onDay: CivilDate, summary });

export const DecideVoucher = Type.Object({
  outcome: Type.Union([Type.Literal('post'), Type.Literal('decline')], { description: '记账、不通过' }),
  reason: Type.Optional(typedText(1, 200, '不通过的理由')),
});

export const ChangedVoucher = Type.Object({ state: VoucherState });

export const VouchersQuery = Type.Object({ state: Type.Optional(VoucherState), ...pageQuery });

export const VoucherRow = Type.Object({
  voucherId: Uuid,
  number: Type.String(),
  kind: VoucherKind,
  onDay: CivilDate,
  summary: Type.String(),
  state: VoucherState,
  totalFen: Sum,
  proposedAt: Instant,
  proposedBy: Type.String(),
  isOwn: Type.Boolean({ description: '您提出的，须由另一人复核' }),
  decidedAt: orNull(Instant),
  decidedBy: orNull(Type.String()),
  declineReason: orNull(Type.String()),
  reversesId: orNull(Uuid),
  reversedById: orNull(Uuid),
});
export type VoucherRow = Static<typeof VoucherRow>;

export const VouchersAnswer = pageOf(VoucherRow);

/** How the amounts of a voucher on reserves were reckoned. */
const ReserveBasis = Type.Object({
  riskReserveBasisPoints: orNull(Type.Integer()),
  reportedClaimsBasisPoints: orNull(Type.Integer()),
  earnedFen: Sum,
  reportedClaims: Type.Integer(),
  reportedFen: Sum,
  unreportedFen: Sum,
  liabilityTargetFen: Sum,
  riskTargetFen: Sum,
  liabilityBalanceFen: Sum,
  riskBalanceFen: Sum,
});

export const VoucherDetail = Type.Object({
  ...VoucherRow.properties,
  lines: Type.Array(VoucherLine),
  basis: orNull(ReserveBasis),
});
export type VoucherDetail = Static<typeof VoucherDetail>;

export const YearParams = Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2100 }) });

export const YearEnd = Type.Object({
  lastDay: CivilDate,
  uncarriedFen: Sum,
  lines: Type.Array(Type.Object({ code: AccountCode, name: Type.String(), kind: Type.String(), amountFen: Sum }), {
    description: '还没有结转的收入、费用科目',
  }),
  netAssetsFen: Sum,
  reliefFundFen: Sum,
  developmentFundFen: Sum,
});
export type YearEnd = Static<typeof YearEnd>;

export const ProposeAllocation = Type.Object({
  onDay: CivilDate,
  reliefFundFen: Fen,
  developmentFundFen: Fen,
  summary,
});

export const ReservesQuery = Type.Object({ month: Month });

export const ReserveReckoning = Type.Object({
  onDay: CivilDate,
  ...ReserveBasis.properties,
  months: Type.Array(
    Type.Object({
      month: Month,
      byDelayFen: Type.Array(Sum, { description: '该月发生的，按报来时隔几个月' }),
      reportedFen: Sum,
      ultimateFen: Sum,
    }),
  ),
  factors: Type.Array(Type.Number({ description: '从隔 d 个月到隔 d+1 个月的进展因子' })),
});
export type ReserveReckoning = Static<typeof ReserveReckoning>;

export const ProposeReserves = Type.Object({
  month: Month,
  liabilityReserveFen: Fen,
  riskReserveFen: Fen,
  summary,
});

export const ReserveRateKind = Type.Union(
  [Type.Literal('risk-reserve'), Type.Literal('reported-claims'), Type.Literal('development-fund')],
  { description: '风险准备金、已报未决、事业发展基金' },
);

export const SetReserveRate = Type.Object({
  kind: ReserveRateKind,
  fromDay: CivilDate,
  basisPoints: Type.Integer({ minimum: 0, maximum: 20_000, description: '万分之几' }),
});

export const ReserveRates = Type.Array(
  Type.Object({ ...SetReserveRate.properties, setAt: Instant, setBy: Type.String() }),
);
export type ReserveRates = Static<typeof ReserveRates>;
