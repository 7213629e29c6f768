import { type Static, Type } from 'typebox';
import { CivilDate, Fen, Instant, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

const FindingKind = Type.Union(
  [
    Type.Literal('bank-charge'),
    Type.Literal('management-expense'),
    Type.Literal('bank-interest'),
    Type.Literal('offset'),
  ],
  { description: '银行收费、管理费用、银行利息、与另一笔互抵' },
);
export type FindingKind = Static<typeof FindingKind>;

export const ProposeFinding = Type.Object({
  kind: FindingKind,
  otherEntryId: Type.Optional(Type.String({ format: 'uuid', description: '互抵时方向相反的另一笔' })),
  reason: typedText(2, 500, '依据'),
});
export const ProposedFinding = Type.Object({ findingId: Uuid });

export const DecideFinding = Type.Object({ agree: Type.Boolean({ description: '同意，或不同意' }) });
const FindingState = Type.Union([Type.Literal('proposed'), Type.Literal('done'), Type.Literal('declined')], {
  description: '待第二人决定、已入账、不同意',
});
export const DecidedFinding = Type.Object({ state: FindingState });

export const FindingsQuery = Type.Object({
  ...pageQuery,
  waiting: Type.Optional(Type.Boolean({ description: '只列等第二人决定的' })),
});

const NamedEntry = Type.Object({
  direction: Type.Union([Type.Literal('credit'), Type.Literal('debit')]),
  postedOn: CivilDate,
  amountFen: Fen,
  counterparty: Type.String({ description: '收入为付款方；支出的收款方已脱敏' }),
});

export const FindingRow = Type.Object({
  id: Uuid,
  entryId: Uuid,
  kind: FindingKind,
  amountFen: Fen,
  reason: Type.String(),
  state: FindingState,
  entry: NamedEntry,
  other: orNull(NamedEntry),
  proposedBy: Type.String(),
  proposedAt: Instant,
  decidedBy: orNull(Type.String()),
  decidedAt: orNull(Instant),
  isOwn: Type.Boolean({ description: '是自己提出的，不能自己同意' }),
});
export type FindingRow = Static<typeof FindingRow>;
export const FindingsAnswer = pageOf(FindingRow);
