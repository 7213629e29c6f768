import { type Static, Type } from 'typebox';
import { Instant, MaskedText, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

export const PersonName = Type.String({ minLength: 1, maxLength: 60, description: '姓名' });
export const Phone = Type.String({ minLength: 1, maxLength: 40, description: '手机号' });

/** Roles that staff are invited to, and the three administrators. */
export const StaffRole = Type.Union([
  Type.Literal('reviewer'),
  Type.Literal('cashier'),
  Type.Literal('accountant'),
  Type.Literal('approver'),
  Type.Literal('committeeMember'),
  Type.Literal('auditor'),
  Type.Literal('programManager'),
  Type.Literal('systemAdministrator'),
  Type.Literal('securityAdministrator'),
  Type.Literal('auditAdministrator'),
]);

export const InviteAgentBody = Type.Object({ unitId: Uuid, name: PersonName, phone: Phone });
export const InviteStaffBody = Type.Object({ role: StaffRole, agencyId: Uuid, name: PersonName, phone: Phone });

export const InvitationAnswer = Type.Object({
  invitationId: Uuid,
  code: Type.String({ description: '邀请码，只显示这一次，请转交本人' }),
  expiresAt: Instant,
});
export type InvitationAnswer = Static<typeof InvitationAnswer>;

export const AcceptInvitationBody = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 40, description: '邀请码' }),
  signInName: Type.String({ minLength: 1, maxLength: 64, description: '自己取的登录名：3 至 32 位' }),
  password: Type.String({ minLength: 1, maxLength: 256 }),
});

export const Account = Type.Object({
  id: Uuid,
  kind: Type.Union([
    Type.Literal('administrator'),
    Type.Literal('staff'),
    Type.Literal('unit'),
    Type.Literal('member'),
  ]),
  name: Type.String(),
  maskedPhone: MaskedText,
  agencyId: Uuid,
  unitId: orNull(Uuid),
  state: Type.Union([Type.Literal('active'), Type.Literal('disabled')]),
  roles: Type.Array(Type.Object({ role: Type.String(), agencyId: Uuid })),
  createdAt: Instant,
  lastSignInAt: orNull(Instant),
});
export type Account = Static<typeof Account>;

export const AccountsQuery = Type.Object({
  ...pageQuery,
  agencyId: Type.Optional(Uuid),
  state: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('disabled')])),
});
export const AccountsAnswer = pageOf(Account);

export const AccountParams = Type.Object({ accountId: Uuid });
export const AccountReasonBody = Type.Object({ reason: typedText(2, 200, '原因，记入留痕') });
export const AccountRoleBody = Type.Object({ role: StaffRole, agencyId: Uuid });

export const SecuritySettings = Type.Object({
  failuresBeforeLock: Type.Integer({ description: '十五分钟内输错几次即锁定' }),
  lockMinutes: Type.Integer({ description: '第一次锁定的分钟数，以后每次加倍' }),
  idleMinutes: Type.Integer({ description: '工作人员多少分钟不操作即退出' }),
  sessionHours: Type.Integer({ description: '登录后最长多少小时' }),
  passwordCharacters: Type.Integer({ description: '密码最少字符数' }),
});
export const SecuritySettingsBody = Type.Partial(SecuritySettings);

export const InvitationParams = Type.Object({ invitationId: Uuid });
export const InvitationsQuery = Type.Object({ ...pageQuery });
export const InvitationSummary = Type.Object({
  id: Uuid,
  role: Type.String(),
  agencyId: Uuid,
  unitId: orNull(Uuid),
  name: Type.String(),
  state: Type.Union([Type.Literal('open'), Type.Literal('expired'), Type.Literal('accepted'), Type.Literal('revoked')]),
  expiresAt: Instant,
});
export type InvitationSummary = Static<typeof InvitationSummary>;
export const InvitationsAnswer = pageOf(InvitationSummary);
