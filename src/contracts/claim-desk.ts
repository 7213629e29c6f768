import { type Static, type TInteger, Type } from 'typebox';
import { CivilDate, Fen, Instant, orNull, typedText, Uuid } from './basic.ts';
import { ClaimState, Outcome, SentState } from './claims.ts';

const Facts = Type.Record(Type.String(), Type.Unknown(), { description: '格式同核算案件的 claim 一节' });

const FactValue = Type.Union(
  [
    Type.String({ maxLength: 40 }),
    Type.Number(),
    Type.Boolean(),
    Type.Null(),
    Type.Array(Type.Integer(), { maxItems: 20 }),
  ],
  { description: '一项事实的值：文字、数、是否、没有、伤残等级' },
);

const Evidence = Type.Object(
  {
    documentId: Type.Optional(Uuid),
    text: typedText(0, 1_000, '依据的说明；有材料时可以不填'),
  },
  { description: '依据：申领里的一份材料，或者文字，至少一样' },
);

export const CorrectCase = Type.Object({
  facts: Type.Array(
    Type.Object({
      path: Type.String({ minLength: 1, maxLength: 60, description: '如 stay.excludedDays、bills[0].costSharing' }),
      value: FactValue,
      evidence: Evidence,
    }),
    { maxItems: 60 },
  ),
  exclusions: Type.Optional(
    Type.Array(Type.Object({ clause: Type.String({ maxLength: 40 }), evidence: Evidence }), {
      maxItems: 40,
      description: '从现在起主张的全部除外条款；不给则不变',
    }),
  ),
});
export type CorrectCase = Static<typeof CorrectCase>;

export const CorrectedCase = Type.Object({ claimId: Uuid, state: ClaimState, outcome: Outcome, amountFen: Fen });
export type CorrectedCase = Static<typeof CorrectedCase>;

const Level = Type.Union([Type.Literal('county'), Type.Literal('city'), Type.Literal('office')]);

/** What a claim lacks, told once; the member reads it too. */
export const Supplement = Type.Object({
  level: Level,
  dueOn: CivilDate,
  askedAt: Instant,
  items: Type.Array(Type.Object({ material: Type.String(), text: Type.String() })),
  answeredAt: orNull(Instant),
  answer: Type.String({ description: '答复时说的话；没有为空' }),
});
export type Supplement = Static<typeof Supplement>;

export const MySupplementAnswer = Type.Object({
  supplement: orNull(Supplement),
  draftId: orNull(Uuid),
});
export type MySupplementAnswer = Static<typeof MySupplementAnswer>;

export const AnswerSupplement = Type.Object({ text: typedText(0, 1_000, '要说明的话；可以不填') });
export const AnsweredSupplement = Type.Object({ claimId: Uuid, state: SentState });
export const OpenedSupplementDraft = Type.Object({ draftId: Uuid });

export const Examination = Type.Object({
  facts: Facts,
  typed: orNull(Facts),
  record: orNull(Facts),
  differing: Type.Array(Type.Object({ path: Type.String(), typed: FactValue, record: FactValue }), {
    description: '填报与医保记录不同的各项',
  }),
  corrections: Type.Array(
    Type.Object({
      level: Level,
      decisionNumber: Type.Integer({ description: '由此得出的是第几次结论' }),
      by: Type.String(),
      at: Instant,
      facts: Type.Array(Type.Object({ path: Type.String(), before: FactValue, after: FactValue, evidence: Evidence })),
      exclusions: orNull(
        Type.Object({
          before: Type.Array(Type.String()),
          after: Type.Array(Type.Object({ clause: Type.String(), evidence: Evidence })),
        }),
      ),
    }),
  ),
  supplement: orNull(Supplement),
  flags: Type.Array(
    Type.Object({
      flag: Type.String(),
      count: Type.Optional(Type.Integer()),
      beside: Type.Optional(Type.Integer()),
      days: Type.Optional(Type.Integer()),
      claimIds: Type.Optional(Type.Array(Uuid)),
    }),
    { description: '每个提示为什么在' },
  ),
  exclusions: Type.Array(Type.Object({ clause: Type.String(), text: Type.String() }), {
    description: '可以主张的除外条款',
  }),
});
export type Examination = Static<typeof Examination>;

export const AssignClaim = Type.Object({
  assigneeId: Type.Optional(orNull(Uuid)),
  takesUp: Type.Optional(Type.Boolean({ description: '由本级提上来审核，用于下级逾期' })),
  reason: typedText(1, 500, '原因'),
});

export const WithdrawApproval = Type.Object({
  clauses: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 40, description: '不予给付所依据的条款' }),
  comment: typedText(1, 2_000, '意见'),
});

export const ReviewersAnswer = Type.Object({
  items: Type.Array(Type.Object({ accountId: Uuid, name: Type.String() }), { description: '同一级可以指派的人' }),
});

export const CalendarQuery = Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2100 }) });

export const CalendarAnswer = Type.Object({
  isKnown: Type.Boolean({ description: '这一年的节假日是否已公布；没有的按周一至周五推算' }),
  days: Type.Array(
    Type.Object({
      day: CivilDate,
      isWorkday: Type.Boolean(),
      name: Type.String(),
      source: Type.String({ description: '出自哪个通知；本办事处设的为空' }),
      isOwn: Type.Boolean({ description: '本办事处自己设的' }),
    }),
    { description: '与周几不一致、或有名称的日子' },
  ),
});
export type CalendarAnswer = Static<typeof CalendarAnswer>;

export const SetCalendarDay = Type.Object({
  isWorkday: orNull(Type.Boolean({ description: '上班还是休息；null 恢复成国家安排' })),
  name: typedText(0, 40, '原因，如 调休、防汛停工'),
});

function days(what: string, most: number): TInteger {
  return Type.Integer({ minimum: 1, maximum: most, description: what });
}

export const ReviewSettings = Type.Object({
  countyDays: days('县级几个工作日内审核', 60),
  cityDays: days('市级几个工作日内审核', 60),
  officeDays: days('办事处几个工作日内审核', 60),
  supplementDays: days('会员几个工作日内补齐', 90),
  batchLimitFen: orNull(Type.Integer({ minimum: 1, description: '批量通过的单件上限，分；null 不限' })),
});
export type ReviewSettings = Static<typeof ReviewSettings>;

export const ClaimFiguresQuery = Type.Object({ from: CivilDate, until: CivilDate });

const Tenths = Type.Integer({ description: '天，以十分之一天计' });
const SinceEvent = orNull(Type.Integer({ description: '从事件发生那天起的平均天数，以十分之一天计' }));

/** What became of the claims that were submitted in a span of days. */
export const ClaimFigures = Type.Object({
  whole: Type.Object({
    claims: Type.Integer(),
    decided: Type.Integer({ description: '有最后结论的' }),
    approved: Type.Integer(),
    sentBack: Type.Integer({ description: '退回过的' }),
    averageTenths: Tenths,
    longestTenths: Tenths,
    sinceEventTenths: SinceEvent,
  }),
  levels: Type.Array(
    Type.Object({
      level: Level,
      reviews: Type.Integer(),
      averageTenths: Tenths,
      longestTenths: Tenths,
      sinceEventTenths: SinceEvent,
      sendBacks: Type.Integer(),
    }),
  ),
  denials: Type.Array(Type.Object({ clause: Type.String(), claims: Type.Integer() })),
  flags: Type.Array(Type.Object({ flag: Type.String(), claims: Type.Integer() })),
});
export type ClaimFigures = Static<typeof ClaimFigures>;
