import { type Static, Type } from 'typebox';
import { CivilDate, Fen, Instant, MaskedText, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';
import { Program } from './rosters.ts';

export const Outcome = Type.Union([Type.Literal('pay'), Type.Literal('decline'), Type.Literal('refer')], {
  description: '给付、不予给付、转人工',
});

export const ClaimState = Type.Union(
  [
    Type.Literal('in-review'),
    Type.Literal('referred'),
    Type.Literal('sent-back'),
    Type.Literal('declined'),
    Type.Literal('denied'),
    Type.Literal('approved'),
    Type.Literal('in-payout'),
    Type.Literal('paid'),
    Type.Literal('returned'),
  ],
  { description: '审核中、转办事处、已退回、核算不予给付、审核不予给付、已核准、付款中、已付款、已退汇' },
);

/** As whoever sent a claim is told it. */
export const SentState = Type.Union([ClaimState, Type.Literal('submitted'), Type.Literal('ended')], {
  description: '单位代办只看到 submitted 审核中、sent-back 退回补充、ended 已办结',
});

const CitedReason = Type.Object({
  code: Type.String({ description: '理由代码；denied 为审核人按条款不予给付' }),
  clause: Type.String({ description: '条款，如 附件1-4.1' }),
});

export const SettlementCounts = Type.Partial(
  Type.Object({
    pay: Type.Integer(),
    decline: Type.Integer(),
    refer: Type.Integer(),
    joined: Type.Integer(),
    'not-a-member': Type.Integer(),
    fault: Type.Integer(),
    refunded: Type.Integer(),
    known: Type.Integer(),
    reversal: Type.Integer(),
    matched: Type.Integer(),
  }),
  {
    description:
      '各结果的行数：给付、不予给付、转人工、并入同次住院、非会员、有误、已冲销、以前来过、冲销以前的、并入会员自己的申领',
  },
);

const FaultyRow = Type.Object({
  row: Type.Integer(),
  reasons: Type.Array(Type.Object({ cell: Type.String(), code: Type.String(), message: Type.String() })),
});

export const ImportedSettlements = Type.Object({
  importId: Uuid,
  counts: SettlementCounts,
  paidFen: Fen,
  reversed: Type.Integer({ description: '以前导入、现被医保撤回的申领数，等人处理' }),
  faultyRows: Type.Array(FaultyRow),
  isCut: Type.Boolean({ description: '有误的行太多，这里只列出一部分' }),
  ignoredColumns: Type.Array(Type.String()),
  warnings: Type.Array(Type.String()),
});
export type ImportedSettlements = Static<typeof ImportedSettlements>;

export const SettlementImportsAnswer = pageOf(
  Type.Object({ importId: Uuid, fileName: Type.String(), counts: SettlementCounts, paidFen: Fen, importedAt: Instant }),
);

export const ClaimsQuery = Type.Object({
  ...pageQuery,
  waiting: Type.Optional(Type.Boolean({ description: '只列等我这一级审核的' })),
  state: Type.Optional(ClaimState),
  importId: Type.Optional(Uuid),
  order: Type.Optional(
    Type.Union([Type.Literal('submitted'), Type.Literal('due'), Type.Literal('amount')], {
      description: '按申领日期、按期限（都是早的在前）、按金额（大的在前）',
    }),
  ),
  flag: Type.Optional(
    Type.String({ maxLength: 40, description: '只列有这种提示的；any 有任何提示的，none 没有提示的' }),
  ),
  overdue: Type.Optional(Type.Boolean({ description: '只列已过期限的' })),
  mine: Type.Optional(Type.Boolean({ description: '只列指派给我的' })),
  from: Type.Optional(CivilDate),
  until: Type.Optional(CivilDate),
  declinedBy: Type.Optional(Type.String({ maxLength: 40, description: '只列按这一条款不予给付的' })),
  reviewedAt: Type.Optional(
    Type.Union([Type.Literal('county'), Type.Literal('city'), Type.Literal('office')], {
      description: '只列这一级审核过的',
    }),
  ),
  sentBack: Type.Optional(Type.Boolean({ description: '只列退回过的' })),
});

const ownClaimFields = {
  claimId: Uuid,
  submittedOn: CivilDate,
  agencyId: Uuid,
  unitId: Uuid,
  memberId: Uuid,
  program: Program,
  benefit: Type.String(),
  origin: Type.String({ description: 'settlement 医保结算、member 本人、unit 单位、agency 经办机构' }),
  state: ClaimState,
  outcome: Outcome,
  amountFen: Fen,
  dueOn: orNull(CivilDate),
  isOverdue: Type.Boolean({ description: '审核期限已过' }),
};

/** A claim as its member sees it: what makes a reviewer look closer is not told to him. */
export const OwnClaimRow = Type.Object(ownClaimFields);
export type OwnClaimRow = Static<typeof OwnClaimRow>;

const claimFields = {
  ...ownClaimFields,
  reviewingAgencyId: orNull(Uuid),
  flags: Type.Array(Type.String(), {
    description:
      'same-stay 同次住院已有申领，overlapping-stay 住院日期重叠，same-event 同一事故，soon-after-waiting 观察期刚满，shared-phone 手机号共用，shared-card 银行卡共用，same-file 材料别处用过，frequent-unit 单位申领频繁，frequent-hospital 医院申领频繁，figures-differ 与医保记录不符，hospital-not-designated 非认可医院，materials-missing 缺材料，reversed 医保已撤回，limit-changed 限额有变、等付款有结果后补足',
  }),
};

export const ClaimRow = Type.Object({
  ...claimFields,
  memberName: MaskedText,
  assignee: orNull(Type.String({ description: '指派给谁审核' })),
});
export type ClaimRow = Static<typeof ClaimRow>;
export const ClaimsAnswer = pageOf(ClaimRow);

const Step = Type.Object({
  label: Type.String(),
  clause: Type.String(),
  operation: Type.String(),
  valueFen: Type.Optional(Type.Integer()),
  unit: Type.Optional(Type.String()),
  value: Type.Optional(Type.Number()),
  over: Type.Optional(Type.Number()),
  reading: Type.Optional(Type.String()),
});

const ruledFields = {
  outcome: Outcome,
  amountFen: Fen,
  reasons: Type.Array(CitedReason),
  notices: Type.Array(CitedReason),
  steps: Type.Array(Step, { description: '从上到下，用袖珍计算器可以复算' }),
  readings: Type.Array(Type.String(), { description: '条文留有余地处的取法，编号见读法' }),
};

const Settlement = Type.Object({
  row: Type.Integer(),
  id: Type.String(),
  admittedOn: CivilDate,
  dischargedOn: CivilDate,
  settledOn: CivilDate,
  hospitalName: Type.String(),
  hospitalGrade: orNull(Type.Integer()),
  region: Type.String(),
  careKind: Type.String(),
  diagnosis: Type.String(),
  diagnosisCode: Type.String(),
  figures: Type.Record(Type.String(), orNull(Fen), { description: '各项金额，分' }),
});

export const LimitChangeCause = Type.Union(
  [
    Type.Literal('ruling'),
    Type.Literal('recovery'),
    Type.Literal('denial'),
    Type.Literal('correction'),
    Type.Literal('settled'),
  ],
  { description: '限额因另一份申领的裁定、收回、不予给付、更正而变，或付款有了结果，随之重新核算' },
);

/** Of an accident told late: its costs as claimed, and what of them could be determined. */
export const DeterminedPart = Type.Object(
  { claimedFen: Fen, determinedFen: Fen },
  { description: '告知得晚、调查只能认定一部分的意外：申领的自付金额，和认定的金额（附件2-7.1）' },
);

/** What made a claim be decided again by itself: which claim, and what that took of the limits before and since. */
const LimitChange = Type.Object({ by: LimitChangeCause, claimId: Uuid, beforeFen: Fen, afterFen: Fen });

export const ClaimDetail = Type.Object({
  ...claimFields,
  memberName: MaskedText,
  residentId: MaskedText,
  settlements: Type.Array(Settlement),
  decisions: Type.Array(
    Type.Object({
      number: Type.Integer(),
      source: Type.Union([Type.Literal('rules'), Type.Literal('reviewer'), Type.Literal('committee')]),
      outcome: Outcome,
      amountFen: Fen,
      reasons: Type.Array(CitedReason),
      termsOn: CivilDate,
      at: Instant,
      ruled: Type.Object(ruledFields),
      determined: orNull(DeterminedPart),
      because: orNull(LimitChange),
    }),
    { description: '先后各次结论，最后一次有效' },
  ),
  reviews: Type.Array(
    Type.Object({
      round: Type.Integer(),
      level: Type.String(),
      step: Type.String(),
      outcome: Type.String(),
      clauses: Type.Array(Type.String()),
      comment: Type.String(),
      reviewer: Type.String(),
      at: Instant,
    }),
  ),
  clauseTexts: Type.Record(Type.String(), Type.String(), { description: '引用到的条款原文' }),
  canReview: Type.Boolean({ description: '现在是否等您审核' }),
  canTakeUp: Type.Boolean({ description: '正等下级审核，您这一级可以提上来' }),
  canWithdraw: Type.Boolean({ description: '已核准、还没有付完，医保撤回了结算：您没有经手，可以撤销核准' }),
  assignee: orNull(Type.String({ description: '指派给谁审核' })),
});
export type ClaimDetail = Static<typeof ClaimDetail>;

export const ReviewClaim = Type.Object({
  outcome: Type.Union([Type.Literal('pass'), Type.Literal('send-back'), Type.Literal('deny'), Type.Literal('refer')], {
    description: '通过、退回、不予给付、转办事处',
  }),
  comment: Type.Optional(typedText(0, 2_000, '意见；除通过外必须填写')),
  clauses: Type.Optional(
    Type.Array(Type.String({ maxLength: 40 }), { maxItems: 40, description: '不予给付所依据的条款' }),
  ),
  supplement: Type.Optional(
    Type.Object(
      {
        items: Type.Array(
          Type.Object({
            material: Type.String({ minLength: 1, maxLength: 40, description: '材料种类；其他用 other' }),
            text: typedText(1, 500, '缺什么、哪里不对'),
          }),
          { minItems: 1, maxItems: 30 },
        ),
        dueOn: Type.Optional(CivilDate),
      },
      { description: '退回时一次告知的全部缺项和期限' },
    ),
  ),
});

export const ReviewedClaim = Type.Object({
  claimId: Uuid,
  state: ClaimState,
  amountFen: Fen,
  isRedecided: Type.Boolean({ description: '限额有变，已重新核算，通过没有生效，请看新的结论' }),
});

export const PassClaims = Type.Object({
  claimIds: Type.Array(Uuid, { minItems: 1, maxItems: 5_000, uniqueItems: true, description: '要一起通过的申领' }),
});

export const PassedClaims = Type.Object({
  passed: Type.Integer(),
  approved: Type.Integer({ description: '其中末级通过、已核准的' }),
  approvedFen: Fen,
  notPassed: Type.Array(Type.Object({ claimId: Uuid, code: Type.String(), message: Type.String() })),
});

/** A case in the format of the rules' page §4; which fields it must have the rules say, field by field. */
export const CaseToDecide = Type.Unknown({ description: '案件，格式与 tongzhou adjudicate 的一行相同' });

export const DecidedCase = Type.Object({ id: Type.String(), ...ruledFields });
export type DecidedCase = Static<typeof DecidedCase>;

export const Recomputed = Type.Object({
  isSame: Type.Boolean({ description: '重算与留存的结论是否完全一致' }),
});
