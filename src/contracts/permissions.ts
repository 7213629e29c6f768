/** Who somebody is for the platform; a person may hold several (platform.md §1). */
export type Role =
  | 'member'
  | 'relative'
  | 'unitAgent'
  | 'reviewer'
  | 'cashier'
  | 'accountant'
  | 'approver'
  | 'committeeMember'
  | 'auditor'
  | 'programManager'
  | 'systemAdministrator'
  | 'securityAdministrator'
  | 'auditAdministrator';

/** What each role is called by people. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  member: '会员',
  relative: '直系亲属',
  unitAgent: '参保单位经办人',
  reviewer: '经办人',
  cashier: '出纳',
  accountant: '会计',
  approver: '审批人',
  committeeMember: '专家委员会委员',
  auditor: '稽核员',
  programManager: '保障活动管理员',
  systemAdministrator: '系统管理员',
  securityAdministrator: '安全管理员',
  auditAdministrator: '审计管理员',
};

/** What each permission lets one do; the subtree and the office in which it holds are the actor's. */
export const PERMISSIONS = {
  'agency.read': '查看机构树',
  'agency.manage': '增设、停用机构',
  'unit.read': '查看参保单位',
  'unit.register': '登记参保单位',
  'unit.review': '审核参保单位',
  'unit.move': '调整参保单位的隶属',
  'account.read': '查看账号',
  'account.invite': '邀请开通账号',
  'account.manage': '停用、解锁账号，重置二次验证',
  'account.invite-staff': '邀请工作人员，分配角色',
  'security-policy.read': '查看安全策略',
  'security-policy.manage': '修改安全策略',
  'settings.read': '查看系统设置',
  'settings.manage': '修改系统设置',
  'audit.read': '查看业务留痕',
  'audit.read-security': '查看登录与管理留痕',
  'audit.verify': '核验留痕是否完整',
  'job.read': '查看后台任务',
  'job.manage': '重试、停止后台任务',
  'ledger.read': '查看账簿',
  'program.read': '查看保障活动',
  'program.draft': '起草保障活动版本',
  'program.publish': '发布保障活动版本',
  'member.read': '查看会员',
  'personal.unmask': '查看完整的姓名、手机号、证件号，须写明原因',
  'roster.read': '查看名单',
  'roster.submit': '提交名单',
  'roster.review': '审核名单',
  'order.read': '查看缴费通知',
  'remittance.read': '查看汇款与银行流水',
  'remittance.match': '匹配汇款',
  'receipt.confirm': '确认到账',
  'certificate.read': '查看保障凭证',
  'enrollment.read': '查看参保',
  'enrollment.withdraw': '办理退会',
  'settlement.read': '查看医保结算数据的导入',
  'settlement.import': '导入医保结算数据',
  'claim.read': '查看申领',
  'claim.read-own': '查看本人的申领',
  'claim.review': '审核申领',
  'case.adjudicate': '试算案件',
  'payee.register': '登记收款银行卡',
  'payout.read': '查看付款批次',
  'payout.make': '编制付款批次，送交银行',
  'payout.approve': '复核付款批次',
} as const satisfies Readonly<Record<string, string>>;

export type Permission = keyof typeof PERMISSIONS;

/** Which role may do what. The one table: routes, buttons and the attack suite go by it. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  member: ['program.read', 'certificate.read', 'claim.read-own'],
  relative: ['program.read'],
  unitAgent: [
    'unit.read',
    'account.invite',
    'program.read',
    'roster.read',
    'roster.submit',
    'order.read',
    'certificate.read',
    'enrollment.read',
    'enrollment.withdraw',
    'personal.unmask',
  ],
  reviewer: [
    'agency.read',
    'unit.read',
    'unit.register',
    'unit.review',
    'account.invite',
    'program.read',
    'member.read',
    'roster.read',
    'roster.submit',
    'roster.review',
    'order.read',
    'certificate.read',
    'enrollment.read',
    'enrollment.withdraw',
    'personal.unmask',
    'settlement.read',
    'settlement.import',
    'claim.read',
    'claim.review',
    'case.adjudicate',
    'payee.register',
  ],
  cashier: [
    'agency.read',
    'unit.read',
    'program.read',
    'order.read',
    'remittance.read',
    'remittance.match',
    'payee.register',
    'payout.read',
    'payout.make',
  ],
  accountant: [
    'agency.read',
    'unit.read',
    'program.read',
    'order.read',
    'remittance.read',
    'receipt.confirm',
    'ledger.read',
    'payout.read',
  ],
  approver: [
    'agency.read',
    'unit.read',
    'program.read',
    'order.read',
    'remittance.read',
    'receipt.confirm',
    'ledger.read',
    'payout.read',
    'payout.approve',
  ],
  committeeMember: ['program.read', 'case.adjudicate'],
  auditor: [
    'agency.read',
    'unit.read',
    'program.read',
    'member.read',
    'roster.read',
    'order.read',
    'remittance.read',
    'certificate.read',
    'enrollment.read',
    'ledger.read',
    'audit.read',
    'audit.verify',
    'settlement.read',
    'claim.read',
    'payout.read',
  ],
  programManager: ['agency.read', 'program.read', 'program.draft', 'program.publish'],
  systemAdministrator: [
    'agency.read',
    'agency.manage',
    'unit.move',
    'account.read',
    'account.manage',
    'account.invite-staff',
    'settings.read',
    'settings.manage',
    'job.read',
    'job.manage',
    'personal.unmask',
  ],
  securityAdministrator: ['agency.read', 'account.read', 'security-policy.read', 'security-policy.manage'],
  auditAdministrator: ['agency.read', 'account.read', 'audit.read-security', 'audit.verify'],
};

/** What somebody with these roles may do. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]));
}
