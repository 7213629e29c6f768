import { Type } from 'typebox';
import { Instant, typedText, Uuid } from './basic.ts';

const identity = {
  name: typedText(1, 60, '姓名，与身份证一致'),
  residentId: Type.String({ minLength: 1, maxLength: 30, description: '身份证号' }),
};

export const SignInCodeBody = Type.Object(identity);

export const MemberSignInBody = Type.Object({
  ...identity,
  code: Type.String({ minLength: 1, maxLength: 12, description: '短信验证码' }),
});

export const MemberOfficesAnswer = Type.Array(
  Type.Object({ officeId: Uuid, name: Type.String(), isCurrent: Type.Boolean() }),
);

export const SwitchOfficeBody = Type.Object({ officeId: Uuid });

export const DemonstrationSmsAnswer = Type.Array(
  Type.Object({ id: Uuid, phone: Type.String(), text: Type.String(), sentAt: Instant }),
);
