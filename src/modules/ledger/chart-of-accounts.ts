/** The five kinds of the 民间非营利组织会计制度. */
export type AccountKind = 'asset' | 'liability' | 'net-assets' | 'income' | 'expense';

/** The side on which an account grows. */
export type Side = 'debit' | 'credit';

export interface Account {
  /** Four digits as the ministry numbers them, two more for a sub-account of our own. */
  readonly code: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly normalSide: Side;
}

/**
 * The chart of accounts, the same for every office: the general accounts of 财会〔2004〕7号 (民间非营利组织会计制度:
 * 会计科目), which allows sub-accounts as an organisation needs them. A code that entries carry is never given to another
 * account.
 */
export const ACCOUNTS = {
  bank: { code: '1002', name: '银行存款', kind: 'asset', normalSide: 'debit' },
  recoveriesReceivable: { code: '112201', name: '其他应收款——应收追回互助金', kind: 'asset', normalSide: 'debit' },
  unexplainedPayments: { code: '112202', name: '其他应收款——待查付款', kind: 'asset', normalSide: 'debit' },
  contributionsInAdvance: { code: '220301', name: '预收账款——预收会费', kind: 'liability', normalSide: 'credit' },
  unearnedContributions: { code: '220302', name: '预收账款——未到期会费', kind: 'liability', normalSide: 'credit' },
  unmatchedReceipts: { code: '220901', name: '其他应付款——待匹配汇款', kind: 'liability', normalSide: 'credit' },
  refundsPayable: { code: '220902', name: '其他应付款——应退会费', kind: 'liability', normalSide: 'credit' },
  benefitsPayable: { code: '220903', name: '其他应付款——应付互助金', kind: 'liability', normalSide: 'credit' },
  benefitsInTransit: { code: '220904', name: '其他应付款——在途互助金', kind: 'liability', normalSide: 'credit' },
  accruedExpenses: { code: '2301', name: '预提费用', kind: 'liability', normalSide: 'credit' },
  liabilityReserve: { code: '240101', name: '预计负债——责任准备金', kind: 'liability', normalSide: 'credit' },
  riskReserve: { code: '240102', name: '预计负债——风险准备金', kind: 'liability', normalSide: 'credit' },
  netAssets: { code: '3101', name: '非限定性净资产', kind: 'net-assets', normalSide: 'credit' },
  reliefFund: { code: '310201', name: '限定性净资产——互助互济金', kind: 'net-assets', normalSide: 'credit' },
  developmentFund: { code: '310202', name: '限定性净资产——事业发展基金', kind: 'net-assets', normalSide: 'credit' },
  contributionIncome: { code: '4201', name: '会费收入', kind: 'income', normalSide: 'credit' },
  otherIncome: { code: '4901', name: '其他收入', kind: 'income', normalSide: 'credit' },
  benefitExpense: { code: '510101', name: '业务活动成本——互助金支出', kind: 'expense', normalSide: 'debit' },
  reserveExpense: { code: '510102', name: '业务活动成本——提存准备金', kind: 'expense', normalSide: 'debit' },
  managementExpense: { code: '5201', name: '管理费用', kind: 'expense', normalSide: 'debit' },
} as const satisfies Readonly<Record<string, Account>>;

export type AccountName = keyof typeof ACCOUNTS;

/** The chart in the order of its codes. */
export const CHART: readonly Account[] = Object.values<Account>(ACCOUNTS).sort((a, b) => (a.code < b.code ? -1 : 1));

const POSTED_BY_HAND: ReadonlySet<string> = new Set(
  (
    [
      'accruedExpenses',
      'netAssets',
      'reliefFund',
      'developmentFund',
      'otherIncome',
      'managementExpense',
    ] satisfies AccountName[]
  ).map((name) => ACCOUNTS[name].code),
);

/**
 * Whether people may post to an account by a voucher. Not where it stands for rows that acts keep (the bank and its entries
 * that nobody has explained, what is owed to members and payers, what is earned by the day): there a posting without its
 * act would part the books from what they are of.
 */
export function isPostedByHand(code: string): boolean {
  return POSTED_BY_HAND.has(code);
}
