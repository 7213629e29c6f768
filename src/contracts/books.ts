import { type Static, Type } from 'typebox';
import { CivilDate, Instant, orNull, typedText, Uuid } from './basic.ts';
import { Target } from './ledger.ts';
import { pageOf, pageQuery } from './paging.ts';

/** A month of the books, `2026-03`. */
export const Month = Type.String({ pattern: '^[0-9]{4}-(?:0[1-9]|1[0-2])$', description: '月份，如 2026-03' });

/** Sums of an office's years pass the bound of a single amount, and may stand on either side. */
export const Sum = Type.Integer({ description: '金额，整数分，可为负' });

export const MonthParams = Type.Object({ month: Month });

export const LedgerMonths = Type.Array(
  Type.Object({
    month: Month,
    state: Type.Union([Type.Literal('open'), Type.Literal('closed')], { description: '未结账、已结账' }),
    hasEntries: Type.Boolean({ description: '这个月有分录' }),
    closedAt: orNull(Instant),
    closedBy: orNull(Type.String()),
    reopeningAskedAt: orNull(Instant),
    reopeningAskedBy: orNull(Type.String()),
    reopeningReason: orNull(Type.String()),
    isOwnAsking: Type.Boolean({ description: '反结账是您申请的，须由另一人批准' }),
    acts: Type.Array(
      Type.Object({
        act: Type.Union(
          [
            Type.Literal('closed'),
            Type.Literal('reopening-asked'),
            Type.Literal('reopening-dropped'),
            Type.Literal('reopened'),
          ],
          { description: '结账、申请反结账、撤销申请、反结账' },
        ),
        reason: orNull(Type.String()),
        at: Instant,
        by: Type.String(),
      }),
      { description: '经过，最近的在前' },
    ),
  }),
);
export type LedgerMonths = Static<typeof LedgerMonths>;

export const Hindrances = Type.Array(
  Type.Object({
    kind: Type.Union(
      [
        Type.Literal('month-not-over'),
        Type.Literal('earlier-month-open'),
        Type.Literal('contributions-not-earned'),
        Type.Literal('vouchers-waiting'),
        Type.Literal('credits-unmatched'),
        Type.Literal('debits-unexplained'),
        Type.Literal('books-differ'),
        Type.Literal('never-checked'),
        Type.Literal('reserves-not-set'),
        Type.Literal('year-not-carried'),
      ],
      { description: '月结前要办或要看的事' },
    ),
    isBlocking: Type.Boolean({ description: '不办就不能结账' }),
    count: Type.Integer(),
    amountFen: Sum,
    month: orNull(Month),
  }),
);
export type Hindrances = Static<typeof Hindrances>;

export const ChangedMonth = Type.Object({ month: Month });
export const AskReopening = Type.Object({ reason: typedText(1, 500, '为什么反结账') });

export const EarnedContributions = Type.Object({
  postings: Type.Integer({ description: '新记的分录数' }),
  amountFen: Sum,
});

export const FundStatementQuery = Type.Object({ fromDay: CivilDate, onDay: CivilDate });

const FundLine = Type.Object({ code: Type.String({ description: '科目编号' }), name: Type.String(), amountFen: Sum });

export const FundStatement = Type.Object({
  incomeFen: Sum,
  otherIncomeFen: Sum,
  benefitsFen: Sum,
  reservesFen: Sum,
  managementFen: Sum,
  surplusFen: Sum,
  paidOutBasisPoints: orNull(Type.Integer({ description: '互助金支出占会费收入，万分之几；没有收入为 null' })),
  assets: Type.Array(FundLine),
  liabilities: Type.Array(FundLine),
  funds: Type.Array(FundLine),
  assetsFen: Sum,
  liabilitiesFen: Sum,
  fundsFen: Sum,
  flows: Type.Array(Type.Object({ month: Month, inflowFen: Sum, outflowFen: Sum, incomeFen: Sum, benefitsFen: Sum }), {
    description: '逐月：银行流水的收付，账上的会费收入和互助金支出',
  }),
});
export type FundStatement = Static<typeof FundStatement>;

export const BankFlowsQuery = Type.Object({
  direction: Type.Union([Type.Literal('credit'), Type.Literal('debit')], { description: '收入、支出' }),
  fromDay: CivilDate,
  untilDay: CivilDate,
  ...pageQuery,
});
export const BankFlowRow = Type.Object({
  id: Uuid,
  statementId: Uuid,
  postedOn: CivilDate,
  amountFen: Type.Integer({ minimum: 1 }),
  state: Type.String({ description: '匹配、说明到哪一步' }),
});
export type BankFlowRow = Static<typeof BankFlowRow>;
export const BankFlowsAnswer = pageOf(BankFlowRow);

export const ExportBooksQuery = Type.Object({
  fromMonth: Month,
  untilMonth: Month,
  form: Type.Union([Type.Literal('entries'), Type.Literal('vouchers')], { description: '分录、凭证序时簿' }),
});

export const ReconciliationsQuery = Type.Object(pageQuery);
export const ReconciliationsAnswer = pageOf(
  Type.Object({
    reconciliationId: Uuid,
    onDay: CivilDate,
    at: Instant,
    differenceCount: Type.Integer(),
    unexplainedCount: Type.Integer({ description: '其中还没有人说明的' }),
    checks: Type.Array(
      Type.Object({
        cause: Type.String(),
        words: Type.String({ description: '查到时说明什么不一致' }),
        count: Type.Integer(),
      }),
      { description: '逐项检查和查到的处数' },
    ),
  }),
);

export const DifferenceParams = Type.Object({ reconciliationId: Uuid, number: Type.Integer({ minimum: 1 }) });
export const ExplainDifference = Type.Object({
  reason: typedText(1, 500, '为什么不一致，不写个人信息'),
  isWholeCause: Type.Optional(Type.Boolean({ description: '这一次里同一原因的一并说明' })),
});
export const ExplainedDifference = Type.Object({
  cause: Type.String(),
  explained: Type.Integer({ description: '说明了几处' }),
});

export const DifferencesQuery = Type.Object(pageQuery);
export const DifferencesAnswer = pageOf(
  Type.Object({
    number: Type.Integer(),
    cause: Type.String(),
    words: Type.String(),
    objectKind: Type.String({ description: '对象的种类，如 claim、payout、contribution-order' }),
    objectId: orNull(Uuid),
    expectedFen: orNull(Sum),
    foundFen: orNull(Sum),
    target: orNull(Target),
    state: Type.Union([Type.Literal('open'), Type.Literal('explained'), Type.Literal('gone')], {
      description: '未说明、已说明、最近一次对账已没有',
    }),
    firstOn: orNull(CivilDate),
    reason: orNull(Type.String()),
    explainedAt: orNull(Instant),
    explainedBy: orNull(Type.String()),
  }),
);
export type DifferencesAnswer = Static<typeof DifferencesAnswer>;
export type ReconciliationsAnswer = Static<typeof ReconciliationsAnswer>;

export const Reconciled = Type.Object({ reconciliationId: Uuid, differenceCount: Type.Integer() });
