/** What the reader knows of a settlement's columns. */
export type SettlementField =
  | 'id'
  | 'encounterId'
  | 'originalId'
  | 'personId'
  | 'name'
  | 'staffStatus'
  | 'insuranceKind'
  | 'hospitalCode'
  | 'hospitalName'
  | 'hospitalGrade'
  | 'place'
  | 'payLocation'
  | 'admittedOn'
  | 'dischargedOn'
  | 'settledOn'
  | AmountField
  | 'poolingFundShare'
  | 'diagnosisName'
  | 'diagnosisCode'
  | 'careKind'
  | 'refundMark'
  | 'validMark';

export type AmountField =
  | 'billedTotal'
  | 'nonCovered'
  | 'overLimit'
  | 'upfrontCostSharing'
  | 'eligibleExpense'
  | 'actualDeductible'
  | 'deductible'
  | 'poolingFundPaid'
  | PayerField
  | 'fundTotal'
  | 'cashPaid'
  | 'accountPaid'
  | 'mutualAccountPaid'
  | 'personalTotal';

/** Payers beside the pooled fund. */
export type PayerField =
  | 'largeExpenseFundPaid'
  | 'seriousIllnessPaid'
  | 'medicalAidPaid'
  | 'civilServantPaid'
  | 'supplementaryPaid'
  | 'disabledFundPaid'
  | 'otherFundPaid'
  | 'hospitalPaid';

/**
 * The names of each column, the one to show first; where a file has several of one line, the earlier name wins.
 *
 * From the reference page: §1.6 (a bureau's export and the aliases seen elsewhere), then §1.2 (transaction 2304 and the
 * 5203 query, in Chinese and by field name), then what people write. Compared by {@link plainHeader}.
 */
export const COLUMN_NAMES: Readonly<Record<SettlementField, readonly string[]>> = {
  id: ['结算ID', 'setl_id', '结算编号', '结算流水号'],
  encounterId: ['就诊ID', 'mdtrt_id', '就诊编号'],
  originalId: ['原结算ID', 'init_setl_id', '被冲销结算ID'],
  personId: ['证件号码', 'certno', '身份证号', '身份证号码', '公民身份号码'],
  name: ['人员姓名', 'psn_name', '姓名'],
  staffStatus: ['人员类别', 'psn_type'],
  insuranceKind: ['险种类型', 'insutype'],
  hospitalCode: ['定点医药机构编号', 'fixmedins_code', '定点医药机构代码', '医药机构编号', '医疗机构编号'],
  hospitalName: ['定点医药机构名称', 'fixmedins_name', '医药机构名称', '医疗机构名称', '医院名称'],
  hospitalGrade: ['医院等级', 'hosp_lv', '医疗机构等级'],
  place: ['医药机构地点类别', '地点类别'],
  payLocation: ['支付地点类别', 'pay_loc'],
  admittedOn: ['开始日期', 'begndate', '入院日期', '开始时间', '入院时间'],
  dischargedOn: ['结束日期', 'enddate', '出院日期', '结束时间', '出院时间'],
  settledOn: ['结算日期', 'setl_time', '结算时间'],
  billedTotal: ['总费用', '医疗费总额', 'medfee_sumamt', 'med_fee_sumamt', '医疗总费用'],
  nonCovered: ['全自费金额', 'fulamt_ownpay_amt', 'ownpay_amt'],
  overLimit: ['超限价自费费用', '超限价自付金额', 'overlmt_selfpay', '超限价自费金额'],
  upfrontCostSharing: ['先行自付金额', 'preselfpay_amt'],
  eligibleExpense: ['范围内费用', '符合范围金额', '符合政策范围金额', 'inscp_scp_amt', 'inscp_amt', '政策范围内费用'],
  actualDeductible: ['实际支付起付线', 'act_pay_dedc'],
  deductible: ['起付线', '本次起付线', 'crt_dedc', '起付标准', 'dedc_std'],
  poolingFundPaid: ['统筹基金支出', '基本医疗保险统筹基金支出', 'hifp_pay', '统筹基金支付'],
  largeExpenseFundPaid: ['大额医疗支出金额', '大额医疗补助基金支出', '职工大额医疗费用补助基金支出', 'hifob_pay'],
  seriousIllnessPaid: ['大病保险支出', '大病补充医疗保险基金支出', '居民大病保险资金支出', 'hifmi_pay'],
  medicalAidPaid: ['医疗救助支出', '医疗救助基金支出', 'maf_pay'],
  civilServantPaid: ['公务员医疗补助', '公务员医疗补助资金支出', 'cvlserv_pay'],
  supplementaryPaid: ['企业补充医疗保险基金支出', 'hifes_pay', '企业补充医疗保险支出'],
  disabledFundPaid: ['伤残人员医疗保障基金支出', 'hifdm_pay'],
  otherFundPaid: ['其他基金支付', '其他支出', 'oth_pay', 'othfund_pay'],
  hospitalPaid: ['医院负担金额', 'hosp_part_amt'],
  fundTotal: ['基金支付总额', 'fund_pay_sumamt'],
  cashPaid: ['个人现金支付', '个人现金支出', 'psn_cash_pay', 'cash_payamt'],
  accountPaid: ['个人账户支付', '个人账户支出', 'acct_pay'],
  mutualAccountPaid: ['账户共济支付金额', '个人账户共济支付金额', 'acct_mulaid_pay'],
  personalTotal: ['个人支付总额', '个人负担总金额', 'psn_part_amt', 'psn_pay'],
  poolingFundShare: ['统筹基金支付比例', '基本医保统筹基金支付比例', 'pool_prop_selfpay'],
  diagnosisName: ['病种名称', 'dise_name', '诊断名称', '出院主诊断名称', 'dscg_maindiag_name', '主要诊断'],
  diagnosisCode: ['病种编码', 'dise_no', '病种编号', '诊断编码', '诊断代码', '出院主诊断编码', 'dscg_maindiag_code'],
  careKind: ['医疗类别', 'med_type'],
  refundMark: ['退费结算标志', 'refd_setl_flag'],
  validMark: ['有效标志', 'vali_flag'],
};

/** Columns that the insurer's files have and nobody here needs: neither read nor reported as unknown. */
const NOT_NEEDED: readonly string[] = [
  ...['个人编号', '人员编号', 'psn_no', '就诊凭证类型', 'mdtrt_cert_type', '中心报销', '经办人员', '序号'],
  ...['人员证件类型', 'psn_cert_type', '性别', 'gend', '民族', 'naty', '出生日期', 'brdy', '年龄', 'age', 'year'],
  ...['公务员标志', 'cvlserv_flag', '余额', 'balc', '医药机构结算ID', 'medins_setl_id', '清算经办机构', 'clr_optins'],
  ...[
    '清算方式',
    'clr_way',
    '清算类别',
    'clr_type',
    'setl_type',
    'insu_admdvs',
    'fix_blng_admdvs',
    'emp_no',
    'emp_name',
  ],
  ...['dedc_hosp_lv', 'lmtpric_hosp_lv', 'invono', 'med_sumfee', 'hi_agre_sumfee'],
];

/** A header without what people and programs vary: case, width, blanks, underscores, a unit in brackets. */
export function plainHeader(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff_*]/g, '')
    .replace(/\((?:人民币)?元\)$/, '')
    .toLowerCase();
}

interface NamedField {
  readonly field: SettlementField;
  /** 0 is the name to prefer. */
  readonly rank: number;
}

const FIELDS_BY_NAME: ReadonlyMap<string, NamedField> = new Map(
  (Object.keys(COLUMN_NAMES) as SettlementField[]).flatMap((field) =>
    COLUMN_NAMES[field].map((name, rank): [string, NamedField] => [plainHeader(name), { field, rank }]),
  ),
);

const NOT_NEEDED_NAMES: ReadonlySet<string> = new Set(NOT_NEEDED.map(plainHeader));

/** The field that a header names; `undefined` where it is none of ours. */
export function fieldOf(header: string): NamedField | undefined {
  return FIELDS_BY_NAME.get(plainHeader(header));
}

export function isNotNeeded(header: string): boolean {
  return NOT_NEEDED_NAMES.has(plainHeader(header));
}

/** How a field is called towards the user. */
export function nameOf(field: SettlementField): string {
  return COLUMN_NAMES[field][0] ?? field;
}
