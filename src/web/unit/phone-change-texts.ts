import type { StateTone } from '#web/app/words.ts';

/** Words of another phone for a member's sign-in. */
export const PHONE_CHANGE = {
  acts: '办理',
  act: '换手机号',
  actOf: (name: string) => `换手机号：${name}`,
  title: (name: string) => `请求更换 ${name} 的登录手机号`,
  what: '会员登录的验证码发到这个手机号。提交后由审核机构核对是不是本人要求，同意后才改用新号码，新旧号码都会收到短信。',
  phone: '新手机号',
  reason: '为什么换',
  reasonHint: '例如 原号码停用，本人到工会申请',
  send: '提交核对',
  told: '已提交，等审核机构核对',
  asked: '换手机号的请求',
  column: { member: '会员', phone: '新手机号', at: '提出时间', state: '进展' },
  states: {
    filed: { label: '等核对', tone: 'waiting' },
    granted: { label: '已更换', tone: 'done' },
    refused: { label: '未同意', tone: 'fault' },
  } as const satisfies Readonly<Record<string, { readonly label: string; readonly tone: StateTone }>>,
} as const;
