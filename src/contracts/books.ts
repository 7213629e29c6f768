import { Type } from 'typebox';
import { CivilDate, Instant, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

/** A month of the books, `2026-03`. */
const Month = Type.String({ pattern: '^[0-9]{4}-(?:0[1-9]|1[0-2])$', description: '月份，如 2026-03' });

/** Sums of an office's years pass the bound of a single amount, and may stand on either side. */
const Sum = Type.Integer({ description: '金额，整数分，可为负' });

export const MonthParams = Type.Object({ month: Month });

export const LedgerMonths = Type.Array(
  Type.Object({
    month: Month,
    state: Type.Union([Type.Literal('open'), Type.Literal('closed')], { description: '未结账、已结账' }),
    closedAt: orNull(Instant),
    closedBy: orNull(Type.String()),
    reopeningAskedAt: orNull(Instant),
    reopeningAskedBy: orNull(Type.String()),
    isOwnAsking: Type.Boolean({ description: '反结账是您申请的，须由另一人批准' }),
  }),
);

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
  flows: Type.Array(Type.Object({ month: Month, inflowFen: Sum, outflowFen: Sum }), {
    description: '银行流水逐月收付',
  }),
});

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
  }),
);

export const Reconciled = Type.Object({ reconciliationId: Uuid, differenceCount: Type.Integer() });
