import type { RefusalTable } from '#http/refusal-table.ts';
import type {
  AcceptInvitationRefusal,
  AdministerAccountRefusal,
  AssignRoleRefusal,
  ChangePasswordRefusal,
  ChangeSecuritySettingsRefusal,
  ConfirmRefusal,
  InviteAccountRefusal,
  RevokeInvitationRefusal,
  SecuritySettings,
  SignInRefusal,
  WithdrawRoleRefusal,
} from '#modules/accounts/index.ts';
import { type PasswordFault, passwordFaultWords } from '#platform/cryptography/password-policy.ts';

const SETTING_NAMES: Readonly<Record<keyof SecuritySettings, string>> = {
  failuresBeforeLock: '锁定前的输错次数',
  lockMinutes: '锁定分钟数',
  idleMinutes: '不操作退出的分钟数',
  sessionHours: '登录最长小时数',
  passwordCharacters: '密码最少字符数',
};

export const accountRefusals = {
  'sign-in-wrong': { status: 401, message: '登录名或密码不对，请核对后再试。忘记密码请联系邀请您的管理员。' },
  'sign-in-locked': {
    status: 429,
    message: ({ retryAfterSeconds }: { readonly retryAfterSeconds: number }) =>
      `输错次数太多，已暂时锁定，请 ${Math.ceil(retryAfterSeconds / 60)} 分钟后再试，或请系统管理员解锁。`,
  },
  'account-without-role': { status: 403, message: '您的账号还没有分配角色，请联系系统管理员。' },
  'second-factor-set-up': { status: 409, message: '动态码已经设置过。手机丢失或更换，请系统管理员重置后再设置。' },
  'second-factor-not-set-up': { status: 409, message: '动态码还没有设置，请先设置。' },
  'second-factor-wrong': { status: 422, message: '动态码不对。请核对手机时间是否准确，输入当前显示的六位数字。' },
  'second-factor-used': { status: 422, message: '这个动态码已经用过，请等下一个（约 30 秒）再输入。' },
  'password-wrong': { status: 422, message: '原密码不对，请重新输入。' },
  'password-faulty': {
    status: 422,
    message: ({ fault }: { readonly fault: PasswordFault }) => passwordFaultWords(fault),
  },
  'invitation-unknown': { status: 404, message: '没有这个邀请码，请核对后重新输入。' },
  'invitation-used': { status: 410, message: '这个邀请码已经用过。如果不是您本人使用的，请马上告诉邀请您的人。' },
  'invitation-expired': { status: 410, message: '邀请码已过期（七天内有效），请邀请您的人重新发出邀请。' },
  'invitation-not-found': { status: 404, message: '没有这份邀请，或者不在您可以管理的范围内。' },
  'invitation-ended': { status: 409, message: '这份邀请已被接受或撤回，不能再撤回。' },
  'sign-in-name-faulty': {
    status: 422,
    message: '登录名要 3 至 32 位小写字母、数字、点、短横线或下划线，以字母或数字开头；也可以用手机号。',
  },
  'sign-in-name-taken': { status: 409, message: '这个登录名已有人使用，请换一个。' },
  'person-holds-apart-role': {
    status: 409,
    message: '这个手机号的主人已有不能兼任的账号：系统、安全、审计三名管理员各由一人担任，也不办理业务。',
  },
  'role-not-yours-to-give': {
    status: 403,
    message: '您不能邀请这种角色：工作人员由系统管理员邀请，单位经办人由经办机构或本单位邀请。',
  },
  'name-faulty': { status: 422, message: '姓名不对：请填写与身份证一致的姓名。' },
  'phone-faulty': { status: 422, message: '手机号不对：请填写 11 位大陆手机号。' },
  'node-not-found': { status: 404, message: '没有这个机构或单位，或者不在您可以管理的范围内。' },
  'node-closed': { status: 409, message: '这个机构或单位已停用或尚未审核通过，不能邀请。' },
  'role-not-at-this-level': { status: 422, message: '这种角色不能设在这一级机构，请换一级。' },
  'not-of-the-administration': { status: 403, message: '这是管理员的事项，您的账号不能办理。' },
  'own-account': { status: 403, message: '不能对自己的账号做这项操作，请另一名管理员办理。' },
  'account-not-found': { status: 404, message: '没有这个账号，或者不在您可以管理的范围内。' },
  'roles-apart': {
    status: 409,
    message: '这个账号不能兼任这种角色：制单与复核、业务与稽核、三名管理员之间都要由不同的人担任。',
  },
  'role-held': { status: 409, message: '这个账号在该机构已有这种角色。' },
  'role-not-held': { status: 409, message: '这个账号在该机构没有这种角色，请刷新后查看。' },
  'setting-out-of-range': {
    status: 422,
    message: ({
      setting,
      least,
      most,
    }: {
      readonly setting: keyof SecuritySettings;
      readonly least: number;
      readonly most: number;
    }) => `${SETTING_NAMES[setting]}只能在 ${least} 至 ${most} 之间。`,
  },
} as const satisfies RefusalTable<
  | AcceptInvitationRefusal
  | AdministerAccountRefusal
  | AssignRoleRefusal
  | ChangePasswordRefusal
  | ChangeSecuritySettingsRefusal
  | ConfirmRefusal
  | InviteAccountRefusal
  | RevokeInvitationRefusal
  | SignInRefusal
  | WithdrawRoleRefusal
>;
