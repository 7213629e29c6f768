import { type Static, Type } from 'typebox';
import { CivilDate, Instant, MaskedText, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

const Kinship = Type.Union([Type.Literal('spouse'), Type.Literal('parent'), Type.Literal('child')], {
  description: '是会员的配偶、父母、子女',
});

const naming = {
  name: typedText(1, 60, '亲属本人的姓名'),
  residentId: Type.String({ minLength: 1, maxLength: 30, description: '亲属本人的身份证号' }),
  phone: Type.String({ minLength: 1, maxLength: 30, description: '亲属本人的手机号' }),
  memberName: typedText(1, 60, '身故会员的姓名'),
  memberResidentId: Type.String({ minLength: 1, maxLength: 30, description: '身故会员的身份证号' }),
};

export const RelativeCodeBody = Type.Object(naming);

export const AskAsRelative = Type.Object({
  ...naming,
  code: Type.String({ minLength: 1, maxLength: 12, description: '短信验证码' }),
  kinship: Kinship,
  diedOn: CivilDate,
});

export const AskPhoneChange = Type.Object({
  memberId: Type.Optional(Uuid),
  phone: Type.String({ minLength: 1, maxLength: 30, description: '新手机号' }),
  reason: typedText(2, 200, '为什么换'),
});
export const AskedPhoneChange = Type.Object({ requestId: Uuid });

const RequestState = Type.Union([Type.Literal('filed'), Type.Literal('granted'), Type.Literal('refused')], {
  description: '等核对、已同意、未同意',
});

export const MemberRequest = Type.Object({
  requestId: Uuid,
  kind: Type.Union([Type.Literal('relative'), Type.Literal('phone')], { description: '亲属申领、更换登录手机号' }),
  origin: Type.Union([Type.Literal('relative'), Type.Literal('member'), Type.Literal('unit')], {
    description: '提出人：亲属、会员本人、单位',
  }),
  state: RequestState,
  memberName: Type.String({ description: '姓名和手机号在列表里、核对以后脱敏，核对时完整' }),
  phone: Type.String(),
  filedAt: Instant,
  decidedAt: orNull(Instant),
  finding: orNull(Type.String({ description: '核对意见' })),
  relative: orNull(Type.Object({ name: Type.String(), residentId: MaskedText, kinship: Kinship, diedOn: CivilDate })),
  reason: orNull(Type.String()),
});
export type MemberRequest = Static<typeof MemberRequest>;

export const MemberRequestsQuery = Type.Object({ ...pageQuery, state: Type.Optional(RequestState) });
export const MemberRequestsAnswer = pageOf(MemberRequest);
export const UnitPhoneRequestsQuery = Type.Object({ ...pageQuery });
export const OwnPhoneRequestsAnswer = Type.Object({ items: Type.Array(MemberRequest) });

export const DecideMemberRequest = Type.Object({
  outcome: Type.Union([Type.Literal('granted'), Type.Literal('refused')], { description: '同意、不同意' }),
  finding: typedText(2, 500, '怎么核对的，或为什么不同意；提出的人看得到'),
});

/** Members who died, for whom the signed-in relative may claim. */
export const MyLinksAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      memberId: Uuid,
      memberName: Type.String(),
      /** The relative himself, as he named himself. */
      own: Type.Object({ name: Type.String(), residentId: Type.String(), kinship: Kinship }),
      diedOn: CivilDate,
    }),
  ),
});
export type MyLinksAnswer = Static<typeof MyLinksAnswer>;
