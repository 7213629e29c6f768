import type { SettlementRecord } from '#generator/settlement-records.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { plainYuan } from '#kernel/money.ts';

/** The columns of a bureau's export (reference page §1.6), in its order. */
export const SETTLEMENT_HEADER: readonly string[] = [
  ...[
    '结算ID',
    '就诊ID',
    '个人编号',
    '人员姓名',
    '证件号码',
    '人员类别',
    '定点医药机构编号',
    '定点医药机构名称',
    '医院等级',
  ],
  ...['医药机构地点类别', '开始日期', '结束日期', '结算日期', '就诊凭证类型', '总费用', '全自费金额', '超限价自费费用'],
  ...['先行自付金额', '范围内费用', '起付线', '统筹基金支出', '大额医疗支出金额', '大病保险支出', '医疗救助支出'],
  ...['公务员医疗补助', '其他基金支付', '基金支付总额', '个人现金支付', '个人账户支付', '账户共济支付金额', '病种名称'],
  ...['医疗类别', '统筹基金支付比例', '中心报销', '经办人员'],
];

const NOTHING = plainYuan(0);

/** A settlement as the export writes it: everything text, amounts in yuan. */
export function settlementCells(record: SettlementRecord): readonly string[] {
  const { id, encounterId, person, hospital, admittedOn, dischargedOn, settledOn, figures } = record;
  return [
    id,
    encounterId,
    `P${Number(id.slice(1)) - 1_000_000}`,
    person.name,
    person.residentId,
    '在职',
    hospital.code,
    hospital.name,
    hospital.grade,
    hospital.place,
    formatDate(admittedOn),
    formatDate(dischargedOn),
    `${formatDate(settledOn)} 10:00:00`,
    '社会保障卡',
    plainYuan(figures.billedTotalFen),
    plainYuan(figures.nonCoveredFen),
    plainYuan(figures.overLimitFen),
    plainYuan(figures.upfrontCostSharingFen),
    plainYuan(figures.eligibleExpenseFen),
    plainYuan(figures.deductibleFen),
    plainYuan(figures.poolingFundPaidFen),
    ...[NOTHING, NOTHING, NOTHING],
    plainYuan(figures.civilServantPaidFen),
    NOTHING,
    plainYuan(figures.fundTotalFen),
    plainYuan(figures.cashPaidFen),
    plainYuan(figures.accountPaidFen),
    NOTHING,
    record.diagnosis,
    record.careKind,
    (figures.poolingFundShareBasisPoints / 10_000).toFixed(4),
    '否',
    '系统',
  ];
}
