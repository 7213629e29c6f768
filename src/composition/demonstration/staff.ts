import type { Role } from '#contracts/permissions.ts';

/** Somebody of an office, city or county, or one of the three administrators. */
export interface PlannedStaff {
  readonly key: string;
  readonly role: Role;
  /** `office`, `city`, or the name of a county. */
  readonly at: string;
  readonly name: string;
  /** What to try when signed in as him; who has none stands on no button. */
  readonly tries?: string;
}

export const ADMINISTRATORS = {
  systemAdministrator: {
    key: 'system-administrator',
    role: 'systemAdministrator',
    at: 'office',
    name: '席正平',
    tries: '管机构树、账号和后台任务，邀请新的工作人员；看不到任何业务数据',
  },
  securityAdministrator: {
    key: 'security-administrator',
    role: 'securityAdministrator',
    at: 'office',
    name: '安志远',
    tries: '管密码、锁定和会话的安全策略；看不到任何业务数据',
  },
  auditAdministrator: {
    key: 'audit-administrator',
    role: 'auditAdministrator',
    at: 'office',
    name: '沈纪文',
    tries: '留痕里是谁登录过、谁邀请了谁、改过谁的权限，能核验没有被改动',
  },
} as const satisfies Readonly<Record<string, PlannedStaff>>;

export const STAFF = [
  {
    key: 'county-reviewer',
    role: 'reviewer',
    at: '川汇区',
    name: '郑敏',
    tries: '新登记的单位、刚提交的名单和新到的住院申领等您审核',
  },
  { key: 'taikang-reviewer', role: 'reviewer', at: '太康县', name: '韩磊' },
  { key: 'xiangcheng-reviewer', role: 'reviewer', at: '项城市', name: '宋洁' },
  { key: 'city-reviewer', role: 'reviewer', at: 'city', name: '梁涛', tries: '县区审过的名单和申领等您复核' },
  {
    key: 'office-reviewer',
    role: 'reviewer',
    at: 'office',
    name: '董欣',
    tries: '最后一级审核：通过即出缴费通知；还有规则拿不准的申领等您判断',
  },
  // who brings the settlements in passes none of them
  { key: 'settlement-clerk', role: 'reviewer', at: 'office', name: '谢雨' },
  {
    key: 'appeal-reviewer',
    role: 'reviewer',
    at: 'office',
    name: '罗平',
    tries: '没有经手过申领，专做申诉复核：一件申诉等您答复；还有调查任务和定点医院名录',
  },
  {
    key: 'committee-1',
    role: 'committeeMember',
    at: 'office',
    name: '秦岳',
    tries: '一件申诉等专家委员会裁定：试算、提出意见、表决，过半即生效',
  },
  { key: 'committee-2', role: 'committeeMember', at: 'office', name: '姚兰', tries: '同在专家委员会，投第二票' },
  { key: 'committee-3', role: 'committeeMember', at: 'office', name: '卫东' },
  {
    key: 'cashier',
    role: 'cashier',
    at: 'office',
    name: '傅宁',
    tries: '上级工会代缴、多缴、来路不明的几笔汇款等您认领；拨付也由您编批，有一笔被银行退回',
  },
  {
    key: 'accountant',
    role: 'accountant',
    at: 'office',
    name: '沈燕',
    tries: '出纳说一笔付款是办公用品，等您同意入账；账簿里借贷相等，每一笔分录都能点到它由什么引起',
  },
  {
    key: 'approver',
    role: 'approver',
    at: 'office',
    name: '潘志国',
    tries: '拨付批次里，出纳编好的一批等您这第二个人核准；还有一笔退费等您批准',
  },
  {
    key: 'auditor',
    role: 'auditor',
    at: 'office',
    name: '石亮',
    tries: '留痕里是一年来的每件事：谁、何时、做了什么，能核验没有被改动',
  },
] as const satisfies readonly PlannedStaff[];

export type StaffKey = (typeof STAFF)[number]['key'] | (typeof ADMINISTRATORS)[keyof typeof ADMINISTRATORS]['key'];
