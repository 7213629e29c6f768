import { type Static, Type } from 'typebox';
import { CivilDate, Fen, Instant, MaskedText, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

export const Program = Type.Union([Type.Literal('henan-inpatient'), Type.Literal('national-accident')], {
  description: '活动：henan-inpatient 住院医疗，national-accident 意外伤害',
});

export const RosterState = Type.Union(
  [
    Type.Literal('draft'),
    Type.Literal('in-review'),
    Type.Literal('sent-back'),
    Type.Literal('refused'),
    Type.Literal('withdrawn'),
    Type.Literal('passed'),
    Type.Literal('covered'),
    Type.Literal('expired'),
  ],
  { description: '草稿、审核中、已退回、不通过、已撤回、已通过、已生效、已过期' },
);

export type RosterState = Static<typeof RosterState>;

export const FileRosterQuery = Type.Object({
  unitId: Uuid,
  program: Program,
  shares: Type.Integer({ minimum: 1, maximum: 2, description: '份数' }),
  eligibleCount: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 10_000_000, description: '符合条件的职工人数；不写则用单位登记的数' }),
  ),
});

const Reason = Type.Object({ cell: Type.String(), code: Type.String(), message: Type.String() });

export const FiledRoster = Type.Object({
  rosterId: Uuid,
  rows: Type.Integer(),
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  unchanged: Type.Integer({ description: '名单里已有、内容没有变化的行，不重复计入' }),
  repaired: Type.Integer(),
  warnings: Type.Array(Type.String()),
  faultyRows: Type.Array(Type.Object({ row: Type.Integer(), reasons: Type.Array(Reason) })),
  isCut: Type.Boolean({ description: '有错误的行太多，这里只列出一部分' }),
});
export type FiledRoster = Static<typeof FiledRoster>;

export const RosterQuery = Type.Object({
  ...pageQuery,
  unitId: Type.Optional(Uuid),
  state: Type.Optional(RosterState),
  agencyId: Type.Optional(Type.String({ format: 'uuid', description: '只列这个机构和下级的' })),
  unit: Type.Optional(typedText(1, 60, '单位名称或统一社会信用代码的开头')),
  waiting: Type.Optional(Type.Boolean({ description: '只列等我这一级审核的，先到期的在前' })),
});

const RosterFlag = Type.Union(
  [Type.Literal('came-back'), Type.Literal('faulty-rows'), Type.Literal('eligible-differs')],
  { description: '需要单独看的：退回后重报、有未能参保的行、符合条件人数与登记不同' },
);

const rosterFields = {
  id: Uuid,
  agencyName: orNull(Type.String()),
  unitId: Uuid,
  unitName: Type.String(),
  program: Program,
  shares: Type.Integer(),
  state: RosterState,
  reviewingAgencyId: orNull(Uuid),
  fileName: Type.String(),
  filedOn: CivilDate,
  submittedOn: orNull(CivilDate),
  rows: Type.Integer(),
  accepted: Type.Integer({ description: '可参保人数' }),
  rejected: Type.Integer({ description: '需修改行数' }),
  repaired: Type.Integer({ description: '自动修正行数' }),
  staffCount: Type.Integer(),
  eligibleCount: Type.Integer(),
  dueOn: orNull(Type.String({ format: 'date', description: '这一级最迟哪天审完' })),
  daysLeft: orNull(Type.Integer({ description: '离最迟那天还有几天；负数为已超期几天' })),
  flags: Type.Array(RosterFlag),
  isOwn: Type.Boolean({ description: '是自己报送或上传的，须由他人审核' }),
  grantId: orNull(Type.String({ format: 'uuid', description: '赠送保障；由办事处审批，不逐级审核' })),
  orderId: orNull(Uuid),
};

export const RosterRow = Type.Object(rosterFields);
export type RosterRow = Static<typeof RosterRow>;
export const RostersAnswer = pageOf(RosterRow);

const FundingSource = Type.Union(
  [Type.Literal('unit-subsidy'), Type.Literal('union-funds'), Type.Literal('members'), Type.Literal('grant')],
  { description: '行政补助、工会经费、职工个人、补助' },
);

const Level = Type.Union([Type.Literal('county'), Type.Literal('city'), Type.Literal('office')]);

export const RosterDetail = Type.Object({
  ...rosterFields,
  participation: Type.Object({
    met: Type.Boolean(),
    required: Type.Integer(),
    everybody: Type.Boolean(),
    missing: Type.Integer(),
  }),
  contributionFen: Fen,
  leftOut: Type.Integer({ description: '名单里不再参加的人数' }),
  payers: Type.Array(
    Type.Object({
      source: FundingSource,
      payerName: Type.String(),
      payerCode: orNull(Type.String({ description: '统一社会信用代码，印在票据上' })),
      amountFen: Fen,
    }),
  ),
  reviews: Type.Array(
    Type.Object({
      round: Type.Integer(),
      level: Level,
      outcome: Type.Union([
        Type.Literal('pass'),
        Type.Literal('send-back'),
        Type.Literal('refuse'),
        Type.Literal('refer'),
      ]),
      comment: Type.String(),
      reviewer: Type.String({ description: '审核人' }),
      at: Instant,
    }),
  ),
  acts: Type.Array(Type.String(), { description: '这个状态下可以做的事' }),
  canReview: Type.Boolean({ description: '正等当前登录人这一级审核，且不是他自己报送、也没有审核过' }),
  reviewObstacle: orNull(
    Type.Union([Type.Literal('own-submission'), Type.Literal('not-this-level'), Type.Literal('reviewed-already')], {
      description: '审核中而当前登录人不能审核的原因',
    }),
  ),
  waitsForLevel: orNull(Level),
});
export type RosterDetail = Static<typeof RosterDetail>;

const EntryState = Type.Union([Type.Literal('standing'), Type.Literal('sent-back'), Type.Literal('void')], {
  description: '参加、被退回、不参加',
});

export const RosterRowsQuery = Type.Object({
  ...pageQuery,
  onlyRepaired: Type.Optional(Type.Boolean()),
  state: Type.Optional(EntryState),
  name: Type.Optional(typedText(0, 50, '姓名里有的字')),
});

export const RosterEntry = Type.Object({
  row: Type.Integer(),
  memberId: Uuid,
  name: MaskedText,
  residentId: MaskedText,
  phone: MaskedText,
  delayedRetirement: Type.Boolean(),
  repaired: Type.Boolean(),
  previousEndOn: orNull(CivilDate),
  state: EntryState,
  reason: orNull(Type.String()),
});
export type RosterEntry = Static<typeof RosterEntry>;
export const RosterEntriesAnswer = pageOf(RosterEntry);

export const RosterFault = Type.Object({
  number: Type.Integer({ description: '在这份名单里的编号，改正和去掉时用' }),
  row: Type.Integer({ description: '在上传的表里的行号' }),
  texts: Type.Array(Type.String(), { description: '表里六列的原文' }),
  faults: Type.Array(
    Type.Object({ cell: Type.String(), code: Type.String(), value: Type.String(), message: Type.String() }),
  ),
});
export type RosterFault = Static<typeof RosterFault>;
export const RosterFaultsAnswer = pageOf(RosterFault);

export const FaultParams = Type.Object({ rosterId: Uuid, number: Type.Integer({ minimum: 1 }) });

export const TypeRow = Type.Object({
  name: typedText(0, 100, '姓名'),
  sex: typedText(0, 10, '性别'),
  residentId: typedText(0, 40, '身份证号'),
  phone: typedText(0, 40, '手机号'),
  remark: typedText(0, 400, '备注'),
  insteadOfFault: Type.Optional(Type.Integer({ minimum: 1, description: '改正的是哪一行错误' })),
  insteadOfRow: Type.Optional(Type.Integer({ minimum: 1, description: '更正的是被退回的哪一行' })),
});
export type TypeRow = Static<typeof TypeRow>;
export const TypedRow = Type.Object({ row: Type.Integer() });

export const FilingQuery = Type.Object({
  key: Type.String({ minLength: 8, maxLength: 64, description: '上传时的 Idempotency-Key' }),
});
export const FilingProgress = Type.Object({
  share: orNull(Type.Number({ minimum: 0, maximum: 1, description: '已检查到的比例；没有在检查则为空' })),
});
export type FilingProgress = Static<typeof FilingProgress>;

export const Payers = Type.Array(
  Type.Object({
    source: FundingSource,
    payerName: typedText(1, 100, '缴费方名称'),
    payerCode: Type.Optional(typedText(0, 18, '缴费方统一社会信用代码')),
    amountFen: Fen,
  }),
  { minItems: 1, maxItems: 20, description: '缴费方，合计等于会费' },
);

export const SubmitRoster = Type.Object({
  declaration: Type.Object({
    healthy: Type.Boolean({ description: '名单上的人身体健康、能够正常参加工作' }),
    eligible: Type.Boolean({ description: '在职并已参加职工基本医疗保险（意外活动：已加入工会）' }),
  }),
  payers: Type.Optional(Payers),
  keepRows: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1 }), {
      maxItems: 2000,
      description: '被退回的行里，核对无误、照原样保留的；没列的被退回行不再参加',
    }),
  ),
});

export const SubmittedRoster = Type.Object({
  rosterId: Uuid,
  participants: Type.Integer(),
  contributionFen: Fen,
  voided: Type.Array(Type.Object({ row: Type.Integer(), reason: Type.String() })),
});

export const ReviewRoster = Type.Object({
  outcome: Type.Union([Type.Literal('pass'), Type.Literal('send-back'), Type.Literal('refuse')]),
  comment: Type.Optional(typedText(0, 1000, '意见')),
  rows: Type.Optional(
    Type.Array(Type.Object({ row: Type.Integer({ minimum: 1 }), reason: typedText(1, 200, '退回原因') }), {
      maxItems: 2000,
    }),
  ),
});

export const ReviewedRoster = Type.Object({
  rosterId: Uuid,
  state: RosterState,
  orderId: orNull(Uuid),
  orderReference: orNull(Type.String()),
});
