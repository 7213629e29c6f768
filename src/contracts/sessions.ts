import { type Static, Type } from 'typebox';
import { MaskedText, orNull, Uuid } from './basic.ts';

/** A password as it is typed: whatever characters, and no more than hashing it should cost. */
const Password = Type.String({ minLength: 1, maxLength: 256, description: '密码' });
const SignInName = Type.String({ minLength: 1, maxLength: 64, description: '登录名' });
const Code = Type.String({ minLength: 6, maxLength: 24, description: '六位动态码，或一个恢复码' });

export const SignInBody = Type.Object({ signInName: SignInName, password: Password });

/** What a session asks for before anything else. */
export const NextStep = Type.Union(
  [Type.Literal('second-factor'), Type.Literal('second-factor-setup'), Type.Literal('nothing')],
  { description: '接下来要做的：输入动态码、设置动态码，或没有' },
);

export const SignInAnswer = Type.Object({ next: NextStep });

export const SecondFactorBody = Type.Object({ code: Code });

export const SecondFactorSetUpAnswer = Type.Object({
  secret: Type.String({ description: '手工输入用的密钥，只显示这一次' }),
  uri: Type.String({ description: '二维码的内容（otpauth://）' }),
});

export const SecondFactorConfirmAnswer = Type.Object({
  recoveryCodes: Type.Array(Type.String(), { description: '恢复码，只显示这一次，每个用一次' }),
});

export const ChangePasswordBody = Type.Object({ oldPassword: Password, newPassword: Password });

const Named = Type.Object({ id: Uuid, name: Type.String() });

/** Who is signed in, with all that the screens need to know what to show. */
export const SessionAnswer = Type.Object({
  account: Type.Object({ id: Uuid, name: Type.String(), maskedPhone: MaskedText }),
  office: Type.Object({ id: Uuid, code: Type.String(), name: Type.String() }),
  nodes: Type.Array(Named, { description: '担任角色的机构' }),
  unit: orNull(Named),
  roles: Type.Array(Type.Object({ role: Type.String(), name: Type.String() })),
  permissions: Type.Array(Type.String(), { description: '二次验证完成前为空' }),
  isSecondFactorDone: Type.Boolean(),
});

export type SessionAnswer = Static<typeof SessionAnswer>;

/** Accounts of the demonstration, each a click. */
export const DemonstrationAccountsAnswer = Type.Object({
  accounts: Type.Array(Type.Object({ key: Type.String(), title: Type.String() })),
});
export const DemonstrationSignInBody = Type.Object({ key: Type.String({ minLength: 1, maxLength: 64 }) });
