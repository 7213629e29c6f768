import { type Static, Type } from 'typebox';
import { CivilDate, Fen, Instant, MaskedText, orNull, typedText, Uuid } from './basic.ts';
import { ClaimState, Outcome } from './claims.ts';
import { pageOf, pageQuery } from './paging.ts';
import { Program } from './rosters.ts';

const AppealState = Type.Union(
  [
    Type.Literal('filed'),
    Type.Literal('upheld'),
    Type.Literal('changed'),
    Type.Literal('before-committee'),
    Type.Literal('ruled-upheld'),
    Type.Literal('ruled-changed'),
  ],
  { description: '已提出、复核维持、复核改变、专家委员会裁定中、裁定维持、裁定改变' },
);

const appealFields = {
  appealId: Uuid,
  claimId: Uuid,
  decisionNumber: Type.Integer(),
  state: AppealState,
  dueOn: orNull(CivilDate),
  reason: Type.String(),
  filedAt: Instant,
  finding: orNull(Type.String()),
  examinedAt: orNull(Instant),
  escalation: orNull(Type.String()),
  escalatedAt: orNull(Instant),
  ruling: orNull(Type.String()),
  ruledAt: orNull(Instant),
};
export const Appeal = Type.Object(appealFields);
export type Appeal = Static<typeof Appeal>;
export const AppealsAnswer = Type.Object({ items: Type.Array(Appeal) });

export const AppealsQuery = Type.Object({
  ...pageQuery,
  stage: Type.Union([Type.Literal('office'), Type.Literal('committee'), Type.Literal('ended')], {
    description: '等办事处复核、等专家委员会裁定、已答复',
  }),
});
export const AppealRow = Type.Object({
  appealId: Uuid,
  claimId: Uuid,
  state: AppealState,
  filedAt: Instant,
  dueOn: orNull(CivilDate),
  program: Program,
  benefit: Type.String(),
  outcome: Outcome,
  amountFen: Fen,
  memberName: MaskedText,
});
export type AppealRow = Static<typeof AppealRow>;
export const AppealPage = pageOf(AppealRow);

export const FileAppeal = Type.Object({ reason: typedText(2, 2_000, '为什么不同意') });
export const FiledAppeal = Type.Object({ appealId: Uuid });
export const EscalateAppeal = Type.Object({ reason: typedText(2, 2_000, '为什么不同意复核意见') });

const Corrections = Type.Object({
  hospital: Type.Optional(Type.Object({ grade: Type.Integer({ minimum: 1, maximum: 3 }), recognised: Type.Boolean() })),
  transferApproved: Type.Optional(Type.Boolean()),
  cause: Type.Optional(
    Type.Union([
      Type.Literal('illness'),
      Type.Literal('accident'),
      Type.Literal('work-injury'),
      Type.Literal('occupational-disease'),
      Type.Literal('third-party'),
      Type.Literal('public-epidemic'),
      Type.Literal('check-up'),
      Type.Literal('convalescence'),
      Type.Literal('rehabilitation'),
    ]),
  ),
});
export type Corrections = Static<typeof Corrections>;

export const ExamineAppeal = Type.Object({
  outcome: Type.Union([Type.Literal('upheld'), Type.Literal('changed'), Type.Literal('committee')], {
    description: '维持、改变、提请专家委员会裁定',
  }),
  finding: typedText(2, 2_000, '复核意见，会员看得到'),
  corrections: Type.Optional(Corrections),
});
export type ExamineAppeal = Static<typeof ExamineAppeal>;
export const ExaminedAppeal = Type.Object({ state: ClaimState });

const RulingChange = Type.Union(
  [
    Type.Object({ by: Type.Literal('facts'), corrections: Corrections }),
    Type.Object({
      by: Type.Literal('amount'),
      amountFen: Fen,
      clauses: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 }),
    }),
  ],
  { description: '按更正的事实由规则核算，或直接裁定金额并写明条款' },
);
export type RulingChange = Static<typeof RulingChange>;

export const TryRuling = Type.Object({ change: RulingChange });
export const TriedRuling = Type.Object({ amountFen: Fen, beforeFen: Fen });
export type TriedRuling = Static<typeof TriedRuling>;

export const ProposeRuling = Type.Object({
  change: orNull(RulingChange),
  reasons: typedText(2, 4_000, '裁定的理由，会员看得到'),
});
export type ProposeRuling = Static<typeof ProposeRuling>;
export const ProposedRuling = Type.Object({ proposalId: Uuid });

export const GiveVote = Type.Object({ isFor: Type.Boolean(), reason: typedText(0, 2_000, '意见；反对时必须写') });
export type GiveVote = Static<typeof GiveVote>;
const ProposalState = Type.Union(
  [Type.Literal('open'), Type.Literal('carried'), Type.Literal('fallen'), Type.Literal('withdrawn')],
  { description: '表决中、通过、未通过、撤回' },
);
export const CountedVote = Type.Object({
  state: ProposalState,
  votesFor: Type.Integer(),
  votesAgainst: Type.Integer(),
  panelSize: Type.Integer(),
});
export type CountedVote = Static<typeof CountedVote>;

export const Proposal = Type.Object({
  proposalId: Uuid,
  outcome: Type.Union([Type.Literal('uphold'), Type.Literal('change')]),
  amountFen: orNull(Fen),
  clauses: Type.Array(Type.String()),
  corrections: orNull(Corrections),
  reasons: Type.String(),
  state: ProposalState,
  panelSize: Type.Integer(),
  proposedBy: Type.String(),
  isOwn: Type.Boolean(),
  proposedAt: Instant,
  votes: Type.Array(Type.Object({ voter: Type.String(), isFor: Type.Boolean(), reason: Type.String(), at: Instant })),
  hasVoted: Type.Boolean({ description: '本人已经表决' }),
});
export type Proposal = Static<typeof Proposal>;

export const CasePaper = Type.Object({
  paperId: Uuid,
  title: Type.String(),
  type: Type.String(),
  bytes: Type.Integer(),
  uploadedBy: Type.String(),
  uploadedAt: Instant,
});
export type CasePaper = Static<typeof CasePaper>;

export const AppealCase = Type.Object({
  ...appealFields,
  proposals: Type.Array(Proposal, { description: '只给专家委员会委员、办事处看' }),
  panelSize: Type.Integer({ description: '专家委员会现有几人' }),
  papers: Type.Array(CasePaper),
});
export type AppealCase = Static<typeof AppealCase>;

export const AddCasePaper = Type.Object({
  title: Type.Optional(typedText(0, 100, '这份材料是什么；不填用文件名')),
});
export const AddedCasePaper = Type.Object({ paperId: Uuid });
