/** The words of the page on which anybody checks a certificate. */
export const VERIFY = {
  title: '核验确认书',
  lead: '输入确认书上的验证码，或扫确认书上的二维码，核对它是不是真的、现在是否有效。',
  code: '验证码',
  codeHint: '16 位数字和字母，在确认书右下角二维码旁边；短横线、大小写都不要紧。',
  act: '核验',
  another: '再核验一份',
  checking: '正在核验…',
  codeLength: (typed: number) => `验证码是 16 位，现在填了 ${typed} 位，请对照确认书再看一遍。`,
  unknown: '没有这个验证码的确认书',
  unknownNext: '请对照确认书再输一遍。如果没有输错，这份确认书不是平台出具的，请联系所属的工会办事处。',
  standing: {
    valid: { title: '确认书真实，保障中', tone: 'done' },
    'not-begun': { title: '确认书真实，还没有到起保日', tone: 'waiting' },
    ended: { title: '确认书真实，保障期已满', tone: 'plain' },
    void: { title: '这份确认书已作废', tone: 'fault' },
  },
  voidNext: '作废的确认书不能证明参加保障，请向单位索取新的确认书。',
  unit: '参保单位',
  program: '保障活动',
  period: '保障期',
  periodText: (from: string, until: string) => `${from} 零时至 ${until} 24 时`,
  members: '参保人数',
  membersText: (count: number) => `${count.toLocaleString('zh-CN')} 人`,
  privacy: '为保护个人信息，这里不显示任何参保人的姓名和证件号。',
  receipt: (number: string) =>
    `这是会费票据（${number}）的二维码。票据目前是样张，请向开票的办事处核对，或在财政部门的电子票据查验平台查验正式票据。`,
} as const;
