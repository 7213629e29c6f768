import type { RefusalTable } from '#http/refusal-table.ts';
import type {
  AskAsRelativeRefusal,
  AskPhoneChangeRefusal,
  DecideMemberRequestRefusal,
  RequestRelativeCodeRefusal,
} from '#modules/accounts/index.ts';

type MemberRequestRefusal = Exclude<
  AskAsRelativeRefusal | AskPhoneChangeRefusal | DecideMemberRequestRefusal | RequestRelativeCodeRefusal,
  {
    readonly code:
      | 'member-identity-faulty'
      | 'phone-faulty'
      | 'event-in-future'
      | 'sign-in-locked'
      | 'sign-in-code-too-soon'
      | 'member-out-of-sight'
      | 'person-erased';
  }
>;

export const memberRequestRefusals = {
  'relative-is-member': { status: 422, message: '亲属和身故会员填了同一个身份证号，请分别填写。' },
  'relative-code-wrong': { status: 422, message: '验证码不对或已过期，请核对短信，或重新要一个。' },
  'phone-change-asked': { status: 409, message: '这位会员已有一份换号请求在核对，请等结果。' },
  'member-request-unknown': { status: 404, message: '没有找到这份请求，或不归您核对。' },
  'member-request-decided': { status: 409, message: '这份请求已经有人核对过了。' },
} as const satisfies RefusalTable<MemberRequestRefusal>;
