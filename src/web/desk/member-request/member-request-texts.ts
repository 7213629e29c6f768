/** What the desk says of what relatives, members and units ask before a sign-in may be used. */
export const MEMBER_REQUESTS = {
  title: '亲属与换号核对',
  lead: '直系亲属要为身故会员申领，或会员要换登录手机号，先由所属机构核对。同意以后才能登录。',
  states: { filed: '等核对的', granted: '已同意', refused: '未同意' },
  empty: '没有等核对的请求。亲属报告会员身故、会员或单位要求换手机号时，会出现在这里。',
  emptyDecided: '没有。',
  column: { kind: '请求', member: '会员', who: '提出人', phone: '手机号', at: '提出时间' },
  kinds: { relative: '亲属申领', phone: '更换登录手机号' },
  origins: { relative: '亲属', member: '会员本人', unit: '参保单位' },
  kinships: { spouse: '配偶', parent: '父母', child: '子女' },
  relative: (name: string, kinship: string) => `${name}（${kinship}）`,
  detail: {
    member: '会员',
    relative: '亲属',
    residentId: '亲属身份证号',
    died: '报告的身故日期',
    phone: { relative: '亲属手机号', phone: '新手机号' },
    reason: '原因',
    looked: '打开这一份就留下查看记录。',
    check: {
      relative:
        '请向参保单位核实：会员是否身故、这位亲属的身份和关系、手机号是不是他本人的。同意后，他只能填写和查看自己提交的身故、猝死申领。',
      phone:
        '请向本人或参保单位核实：是不是会员本人要求、号码是不是他本人的。同意后，验证码只发到新手机号；新旧号码都会收到短信。',
    },
    finding: '核对经过或不同意的理由',
    findingHint: '提出的人看得到',
    decided: '核对意见',
  },
  grant: '同意',
  refuse: '不同意',
  done: { granted: '已同意，短信已发出。', refused: '已记下不同意，短信已发出。' },
} as const;
