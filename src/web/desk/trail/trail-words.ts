/** What somebody did, as the trail tells it; an act that is not named here shows its own name. */
const ACTS: Readonly<Record<string, string>> = {
  'open-office': '开设了办事处',
  'open-agency': '开设了机构',
  'close-agency': '停用了机构',
  'register-unit': '登记了参保单位',
  'amend-unit': '修改了单位资料',
  'review-unit': '审核了单位登记',
  'move-unit': '调整了单位隶属',
  'receive-unit': '接收了单位',
  'merge-units': '合并了单位',
  'invite-account': '邀请开通账号',
  'accept-invitation': '接受邀请，开通了账号',
  'sign-in': '登录',
  'sign-in-for-demonstration': '演示登录',
  'fail-sign-in': '登录失败',
  'sign-out': '退出登录',
  'set-up-second-factor': '设置二次验证',
  'confirm-second-factor': '确认二次验证',
  'verify-second-factor': '通过二次验证',
  'reset-second-factor': '重置了二次验证',
  'change-password': '修改了密码',
  'disable-account': '停用了账号',
  'enable-account': '启用了账号',
  'unlock-account': '解除了锁定',
  'assign-role': '分配了角色',
  'withdraw-role': '收回了角色',
  'change-security-settings': '修改了安全策略',
  'open-audit-row': '查看了加密内容',
  'file-roster': '上传了名单',
  'submit-roster': '提交了名单',
  'review-roster': '审核了名单',
  'withdraw-roster': '撤回了名单',
  'order-contribution': '生成了缴费通知',
  'import-statement': '导入了银行流水',
  'match-credit': '匹配了到账',
  'complete-order': '款项到齐',
  'take-credit-back': '冲回了到账',
  'reopen-order': '重新打开了缴费通知',
  'confirm-late-start': '确认了补记的生效日',
  'begin-cover': '保障生效',
  'issue-certificate': '生成了确认书',
  'import-settlements': '导入了医保结算数据',
  'decide-claims': '核算了申领',
  'review-claim': '审核了申领',
  'make-payout-batch': '制作了拨付批次',
  'approve-payout-batch': '复核了拨付批次',
};

const OBJECTS: Readonly<Record<string, string>> = {
  office: '办事处',
  agency: '机构',
  unit: '参保单位',
  account: '账号',
  invitation: '邀请',
  'security-settings': '安全策略',
  'audit-row': '留痕记录',
  roster: '名单',
  'contribution-order': '缴费通知',
  'bank-statement': '银行流水',
  'bank-entry': '银行流水明细',
  allocation: '款项匹配',
  certificate: '确认书',
  'settlement-import': '结算数据',
  claim: '申领',
  'payout-batch': '拨付批次',
};

/** Names of the facts that acts record. */
const FACTS: Readonly<Record<string, string>> = {
  from: '原状态',
  to: '现状态',
  state: '状态',
  outcome: '结果',
  level: '审核级别',
  rows: '行数',
  row: '行号',
  participants: '参保人数',
  members: '参保人数',
  accepted: '可参保',
  rejected: '需修改',
  repaired: '自动修正',
  voided: '作废行数',
  program: '保障活动',
  shares: '份数',
  by: '方式',
  role: '角色',
  kind: '种类',
  cause: '原因',
  entries: '笔数',
  known: '以前导入过',
  matched: '已匹配',
  waiting: '待人工',
  completedOn: '到齐日期',
  confirmedOn: '确认日期',
  startOn: '生效日',
  endOn: '到期日',
  awaitsSecond: '需第二人确认',
  reference: '参考号',
  code: '代码',
  name: '名称',
};

const VALUES: Readonly<Record<string, string>> = {
  draft: '草稿',
  registered: '待审核',
  active: '正常',
  closed: '已停用',
  moved: '已转出',
  merged: '已合并',
  'in-review': '审核中',
  'sent-back': '已退回',
  refused: '不通过',
  withdrawn: '已撤回',
  passed: '已通过',
  covered: '已生效',
  pass: '通过',
  'send-back': '退回',
  refuse: '不通过',
  county: '县级',
  city: '市级',
  office: '办事处',
  reference: '参考号一致',
  payer: '付款方和金额一致',
  person: '人工',
  totp: '验证码',
  'recovery-code': '恢复码',
  password: '密码不对',
  disabled: '账号已停用',
  'henan-inpatient': '住院医疗',
  'national-accident': '意外伤害',
  true: '是',
  false: '否',
};

export function actWords(act: string): string {
  return ACTS[act] ?? act;
}

export function objectWords(kind: string): string {
  return OBJECTS[kind] ?? kind;
}

export function factWords(name: string): string | undefined {
  return name.endsWith('Fen') ? AMOUNTS[name] : FACTS[name];
}

export function valueWords(value: string): string {
  return VALUES[value] ?? value;
}

const AMOUNTS: Readonly<Record<string, string>> = {
  amountFen: '金额',
  contributionFen: '会费',
  creditFen: '收入合计',
  debitFen: '支出合计',
  refundFen: '应退',
  totalFen: '合计',
};
