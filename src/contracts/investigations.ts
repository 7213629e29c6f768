import { type Static, Type } from 'typebox';
import { CasePaper } from './appeals.ts';
import { CivilDate, Fen, Instant, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

const Determined = Type.Union([Type.Literal('all'), Type.Literal('part'), Type.Literal('none')], {
  description: '全部能认定、部分能认定、都不能认定',
});

export const OpenInvestigation = Type.Object({
  assigneeId: Uuid,
  dueOn: CivilDate,
  task: typedText(2, 2_000, '要查什么'),
});
export type OpenInvestigation = Static<typeof OpenInvestigation>;
export const OpenedInvestigation = Type.Object({ investigationId: Uuid });

export const ReportInvestigation = Type.Object({
  visitedOn: CivilDate,
  place: typedText(0, 200, '走访的地点'),
  findings: typedText(2, 4_000, '查明了什么'),
  determined: Determined,
  determinedFen: orNull(Fen),
});
export type ReportInvestigation = Static<typeof ReportInvestigation>;

export const PayDeterminedPart = Type.Object({
  billsFen: Type.Array(Fen, { maxItems: 200, description: '逐张票据能认定的自付金额，合计等于调查认定的金额' }),
  reason: typedText(2, 2_000, '其余部分为什么无法认定'),
});
export type PayDeterminedPart = Static<typeof PayDeterminedPart>;

export const Investigation = Type.Object({
  investigationId: Uuid,
  claimId: Uuid,
  state: Type.Union([Type.Literal('open'), Type.Literal('ended')], { description: '调查中、已报告' }),
  assignee: Type.String(),
  isMine: Type.Boolean(),
  dueOn: CivilDate,
  task: Type.String(),
  openedBy: Type.String(),
  openedAt: Instant,
  report: orNull(
    Type.Object({
      visitedOn: CivilDate,
      place: Type.String(),
      findings: Type.String(),
      determined: Determined,
      determinedFen: orNull(Fen),
      endedAt: Instant,
    }),
  ),
});
export type Investigation = Static<typeof Investigation>;
export const InvestigationsQuery = Type.Object({
  ...pageQuery,
  state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('ended')])),
  mine: Type.Optional(Type.Boolean({ description: '只列指派给我的' })),
});
export const InvestigationPage = pageOf(Investigation);
export const InvestigationsAnswer = Type.Object({ items: Type.Array(Investigation) });
export type InvestigationsAnswer = Static<typeof InvestigationsAnswer>;
export const InvestigationDetail = Type.Object({ ...Investigation.properties, papers: Type.Array(CasePaper) });
export type InvestigationDetail = Static<typeof InvestigationDetail>;
export const Investigators = Type.Object({ items: Type.Array(Type.Object({ accountId: Uuid, name: Type.String() })) });
export type Investigators = Static<typeof Investigators>;
