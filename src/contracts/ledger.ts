import { type Static, type TInteger, Type } from 'typebox';
import { CivilDate, Instant, orNull, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

export const AccountCode = Type.String({ pattern: '^[1-9][0-9]{3,7}$', description: '科目编号' });

export const LedgerAccount = Type.Object({
  code: AccountCode,
  name: Type.String(),
  kind: Type.Union(
    [
      Type.Literal('asset'),
      Type.Literal('liability'),
      Type.Literal('net-assets'),
      Type.Literal('income'),
      Type.Literal('expense'),
    ],
    { description: '资产、负债、净资产、收入、费用' },
  ),
  normalSide: Type.Union([Type.Literal('debit'), Type.Literal('credit')], { description: '余额方向：借、贷' }),
});

/** The chart, with the accounts to which people may post by a voucher. */
export const LedgerChart = Type.Array(
  Type.Object({ ...LedgerAccount.properties, isByHand: Type.Boolean({ description: '可以用凭证手工记账' }) }),
);
export type LedgerChart = Static<typeof LedgerChart>;

/** On which page the object of an entry or a difference is seen. */
export const Target = Type.Object({
  page: Type.Union(
    [
      Type.Literal('order'),
      Type.Literal('claim'),
      Type.Literal('payout-batch'),
      Type.Literal('statement'),
      Type.Literal('recovery'),
      Type.Literal('refund'),
      Type.Literal('roster'),
      Type.Literal('voucher'),
    ],
    { description: '缴费通知、申领、付款批次、银行流水、追回、退费、名单、凭证' },
  ),
  id: Uuid,
});
export type Target = Static<typeof Target>;

export const TrialBalanceQuery = Type.Object({
  fromDay: Type.Optional(CivilDate),
  onDay: CivilDate,
});

/** Sums of an office's years pass the bound of a single amount. */
function sumFen(description: string): TInteger {
  return Type.Integer({ description });
}

export const TrialBalanceAnswer = Type.Object({
  onDay: CivilDate,
  rows: Type.Array(
    Type.Object({
      account: LedgerAccount,
      openingFen: sumFen('期初余额，在科目的余额方向上，反向为负'),
      debitFen: sumFen('本期借方发生额'),
      creditFen: sumFen('本期贷方发生额'),
      closingFen: sumFen('期末余额'),
    }),
  ),
  debitFen: sumFen('借方发生额合计'),
  creditFen: sumFen('贷方发生额合计'),
  debitBalanceFen: sumFen('借方余额合计'),
  creditBalanceFen: sumFen('贷方余额合计'),
});
export type TrialBalanceAnswer = Static<typeof TrialBalanceAnswer>;

export const LedgerEntriesQuery = Type.Object({
  account: Type.Optional(AccountCode),
  objectId: Type.Optional(Uuid),
  fromDay: Type.Optional(CivilDate),
  untilDay: Type.Optional(CivilDate),
  ...pageQuery,
});

export const LedgerEntryRow = Type.Object({
  id: Type.Integer(),
  onDay: CivilDate,
  debit: AccountCode,
  credit: AccountCode,
  amountFen: Type.Integer({ minimum: 1 }),
  kind: Type.Union([Type.Literal('posting'), Type.Literal('reversal'), Type.Literal('correction')], {
    description: '记账、冲正、更正',
  }),
  event: Type.String({ description: '引起这笔分录的事项' }),
  objectKind: Type.String(),
  objectId: Uuid,
  agencyId: orNull(Uuid),
  unitId: orNull(Uuid),
  refersToDay: orNull(CivilDate),
  refersToId: orNull(Type.Integer({ description: '所冲正或更正的分录' })),
  at: Instant,
  actorId: Uuid,
  actorName: Type.String({ description: '办理的人；自动办理为“系统”' }),
  target: orNull(Target),
});
export type LedgerEntryRow = Static<typeof LedgerEntryRow>;

export const LedgerEntriesAnswer = pageOf(LedgerEntryRow);
