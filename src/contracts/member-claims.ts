import { type Static, Type } from 'typebox';
import { Appeal } from './appeals.ts';
import { CivilDate, Fen, Instant, MaskedText, orNull, typedText, Uuid } from './basic.ts';
import { ClaimState, DeterminedPart, LimitChangeCause, Outcome, SentState } from './claims.ts';
import { Program } from './rosters.ts';

export const Benefit = Type.Union(
  [
    Type.Literal('inpatient'),
    Type.Literal('medical'),
    Type.Literal('disability'),
    Type.Literal('death'),
    Type.Literal('sudden-death'),
  ],
  { description: '住院、意外医疗、伤残、身故、猝死' },
);

/** For whom, where it is not oneself: units and agencies name the member. */
export const ForMemberQuery = Type.Object({ memberId: Type.Optional(Uuid) });

export const OpenDraft = Type.Object({ program: Program, benefit: Benefit });

export const SavedDraft = Type.Object({ draftId: Uuid, version: Type.Integer() });

const Recipient = Type.Object({
  name: typedText(1, 60, '受领人姓名'),
  residentId: Type.String({ maxLength: 18, description: '身份证号' }),
  kinship: Type.Union([Type.Literal('spouse'), Type.Literal('parent'), Type.Literal('child')], {
    description: '配偶、父母、子女',
  }),
  shareBasisPoints: Type.Integer({ minimum: 1, maximum: 10_000, description: '份额，万分之几；合计一万' }),
  cardNumber: Type.Optional(Type.String({ maxLength: 40, description: '受领人本人的银行卡号；亲属自己申领的必填' })),
  bankName: Type.Optional(typedText(0, 100, '开户行')),
});

const DraftContent = Type.Object({
  form: Type.Unknown({ description: '表单自己的内容，原样存取' }),
  facts: orNull(
    Type.Record(Type.String({ maxLength: 20 }), Type.Unknown(), {
      description: '核算用的各项，格式同核算案件的 claim 一节；没填完为 null',
    }),
  ),
  statement: typedText(0, 2_000, '事件经过'),
  hospitalName: typedText(0, 100, '医院名称'),
  recipients: Type.Array(Recipient, { maxItems: 20, description: '身故、猝死的受领人' }),
  slips: Type.Optional(
    Type.Array(Type.Object({ from: CivilDate, until: CivilDate, settledOn: CivilDate }), {
      maxItems: 10,
      description: '一次住院分几次结算的，每张结算单的起止和结算日期；金额已合计在 facts',
    }),
  ),
});

export const SaveDraft = Type.Object({ version: Type.Integer({ minimum: 1 }), content: DraftContent });

const draftFields = {
  draftId: Uuid,
  program: Program,
  benefit: Benefit,
  origin: Type.String({ description: 'member 本人、relative 直系亲属、unit 单位、agency 经办机构' }),
  state: Type.Union(
    [Type.Literal('open'), Type.Literal('submitted'), Type.Literal('sent-back'), Type.Literal('withdrawn')],
    { description: '未提交、已提交、退回补充、已放弃' },
  ),
  version: Type.Integer(),
  changedAt: Instant,
  claimId: orNull(Uuid),
};

export const DraftRow = Type.Object(draftFields);
export type DraftRow = Static<typeof DraftRow>;
export const DraftsAnswer = Type.Object({ items: Type.Array(DraftRow) });

export const DocumentRow = Type.Object({
  documentId: Uuid,
  material: Type.String(),
  type: Type.String({ description: 'application/pdf、image/jpeg、image/png' }),
  bytes: Type.Integer(),
  fileName: Type.String(),
  uploadedAt: Instant,
});
export type DocumentRow = Static<typeof DocumentRow>;

export const DraftDetail = Type.Object({
  ...draftFields,
  content: DraftContent,
  documents: Type.Array(DocumentRow),
  missing: Type.Array(
    Type.Object({
      kind: Type.String(),
      name: Type.String(),
      hint: Type.String(),
      clause: Type.String(),
      need: Type.String(),
    }),
    { description: '还缺的材料' },
  ),
});
export type DraftDetail = Static<typeof DraftDetail>;

export const AddDocumentQuery = Type.Object({
  memberId: Type.Optional(Uuid),
  material: Type.String({ minLength: 1, maxLength: 40, description: '材料种类' }),
});
export const AddedDocument = Type.Object({ documentId: Uuid });

export const SubmitDraft = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  consents: Type.Array(
    Type.Object({
      purpose: Type.Union([Type.Literal('medical-data'), Type.Literal('bank-data'), Type.Literal('truthful')]),
      edition: Type.String({ minLength: 1, maxLength: 20, description: '所同意文本的版本' }),
    }),
    { maxItems: 3, description: '分别同意：医疗信息、银行卡信息、内容属实' },
  ),
});

/** What whoever sent it may know: a unit learns that it was taken, not what it comes to. */
export const SubmittedClaim = Type.Object({
  claimId: Uuid,
  state: SentState,
  outcome: orNull(Outcome),
  amountFen: orNull(Fen),
});

export const ReportEvent = Type.Object({
  program: Program,
  eventOn: CivilDate,
  place: typedText(0, 200, '地点或医院；可以不填'),
});
export const ReportedEvent = Type.Object({ reportId: Uuid, notifiedOn: CivilDate });

const Limit = Type.Object({
  name: Type.String({
    description: 'stays 次数、inpatient 住院、medical 意外医疗、injury 伤残和身故、sudden-death 猝死',
  }),
  most: Type.Integer(),
  left: Type.Integer({ description: '还剩；次数之外以分计' }),
});

export const MyCover = Type.Array(
  Type.Object({
    program: Program,
    periods: Type.Array(
      Type.Object({
        id: Uuid,
        startOn: CivilDate,
        endOn: CivilDate,
        shares: Type.Integer(),
        waitingUntil: orNull(CivilDate),
        limits: Type.Array(Limit),
      }),
    ),
    paid: Type.Array(Type.Unknown(), { description: '已占用的给付，格式同核算案件的 paid' }),
    reports: Type.Array(Type.Object({ eventOn: CivilDate, notifiedOn: CivilDate }), { description: '报告过的事' }),
  }),
);
export type MyCover = Static<typeof MyCover>;

export const MyCard = Type.Object({ bankName: Type.String(), cardTail: Type.String(), registeredAt: Instant });
export const MyCardAnswer = Type.Object({ memberId: Uuid, holder: Type.String(), card: orNull(MyCard) });
export type MyCardAnswer = Static<typeof MyCardAnswer>;

export const RegisterMyCard = Type.Object({
  holder: typedText(1, 60, '开户名；必须是会员本人'),
  cardNumber: Type.String({ minLength: 1, maxLength: 40, description: '银行卡号' }),
  bankName: typedText(1, 100, '开户行'),
});

/** A claim that somebody sent, as its reviewer reads it beside the decision. */
export const ClaimAsTold = Type.Object({
  statement: Type.String(),
  hospitalName: Type.String(),
  recipients: Type.Array(
    Type.Object({
      name: Type.String(),
      residentId: MaskedText,
      kinship: Type.String(),
      shareBasisPoints: Type.Integer(),
    }),
  ),
  missing: Type.Array(Type.String(), { description: '提交时还缺的材料种类' }),
  facts: Type.Record(Type.String(), Type.Unknown(), { description: '案件的 claim 一节' }),
  documents: Type.Array(DocumentRow),
  appeals: Type.Array(Appeal),
});
export type ClaimAsTold = Static<typeof ClaimAsTold>;

export const MyClaim = Type.Object({
  claimId: Uuid,
  submittedOn: CivilDate,
  program: Program,
  benefit: Benefit,
  origin: Type.String(),
  state: ClaimState,
  outcome: Outcome,
  amountFen: Fen,
  source: Type.String({ description: '结论出自：rules 规则、reviewer 审核人' }),
  reasons: Type.Array(Type.Object({ code: Type.String(), clause: Type.String(), text: Type.String() })),
  decidedAt: Instant,
  determined: orNull(DeterminedPart),
  because: orNull(LimitChangeCause),
  steps: Type.Array(
    Type.Object({ at: Instant, level: Type.String(), outcome: Type.String(), comment: Type.String() }),
    { description: '各级审核经过；只有退回和不予给付附说明' },
  ),
  statement: Type.String(),
  hospitalName: Type.String(),
  draftId: orNull(Uuid),
  documents: Type.Array(DocumentRow),
  appeals: Type.Array(Appeal),
  case: Type.Unknown({ description: '结论所依据的案件' }),
  line: Type.String({ description: '规则的结论，一行 JSON' }),
});
export type MyClaim = Static<typeof MyClaim>;
