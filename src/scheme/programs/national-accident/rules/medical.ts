import { multiplyRoundingHalfUp, WHOLE_BASIS_POINTS } from '#kernel/money.ts';
import type { Bill } from '#scheme/case.ts';
import { stepText } from '#scheme/decision.ts';
import { accidentRule } from '#scheme/programs/national-accident/rules/accident-rule.ts';
import { inRecognisedHospital } from '#scheme/programs/national-accident/rules/recognised-hospital.ts';

/** The index of no bill: no inpatient bill counts. */
const NO_STAY = -1;

/** 「最高领取 10,000 元意外医疗互助金（报销额度于参加份数无关）」 what is left of it in the covering period. */
export const medicalLeft = accidentRule.derivation({
  id: 'medical-left',
  clause: '附件2-4.5',
  title: '意外医疗剩余额度',
  reads: ['paid', 'periods', 'coveringPeriod', 'medicalCeilingFen'],
  derives: 'medicalLeft',
  evaluate: ({ paid, periods, coveringPeriod, medicalCeilingFen }) => {
    const periodId = periods[coveringPeriod]?.id;
    let left = medicalCeilingFen;
    for (const each of paid) if (each.periodId === periodId && each.benefit === 'medical') left -= each.amountFen;
    return Math.max(0, left);
  },
});

/** The period's 10,000.00 is used up. */
export const medicalLimit = accidentRule.decline({
  id: 'medical-limit',
  code: 'amount-limit',
  clause: '附件2-4.5',
  title: '意外医疗已领满限额',
  reads: ['medicalLeft'],
  evaluate: ({ medicalLeft }) => (medicalLeft === 0 ? '附件2-4.5' : undefined),
});

interface BillScope {
  readonly bills: readonly Bill[];
  readonly eventOn: number;
  readonly treatmentDays: number;
  readonly lowestHospitalGrade: number;
}

/** 「自该次意外事故发生之日起 180 日（含）内」「在二级以上（含二级）医疗机构治疗」 */
function inScope(bill: Bill, { eventOn, treatmentDays, lowestHospitalGrade }: BillScope): boolean {
  return inRecognisedHospital(bill, lowestHospitalGrade) && bill.on <= eventOn + treatmentDays;
}

/**
 * 「门诊以产生的累计门诊医疗费用计算，住院以首次住院医疗费用计算」
 *
 * The earliest inpatient bill that is in scope, ties by order in the list; none where an earlier payment for this
 * accident, in whatever period, has used its stay.
 */
export const firstStay = accidentRule.derivation({
  id: 'first-stay',
  clause: '附件2-4.5',
  title: '首次住院',
  reads: ['bills', 'eventOn', 'eventId', 'paid', 'treatmentDays', 'lowestHospitalGrade'],
  derives: 'firstStay',
  evaluate: (facts) => {
    const { bills, paid, eventId } = facts;
    for (const each of paid) if (each.eventId === eventId && each.stayUsed) return NO_STAY;
    let first = NO_STAY;
    let firstOn = Number.POSITIVE_INFINITY;
    for (let i = 0; i < bills.length; i++) {
      const bill = bills[i];
      if (bill === undefined || bill.kind !== 'inpatient' || bill.on >= firstOn || !inScope(bill, facts)) continue;
      first = i;
      firstOn = bill.on;
    }
    return first;
  },
});

function sumOfBills(facts: BillScope & { readonly firstStay: number }, insured: boolean): number {
  const { bills, firstStay } = facts;
  let sum = 0;
  for (let i = 0; i < bills.length; i++) {
    const bill = bills[i];
    if (bill === undefined || bill.insured !== insured || !inScope(bill, facts)) continue;
    if (bill.kind === 'outpatient' || i === firstStay) sum += bill.costSharing;
  }
  return sum;
}

const BILLS_GIVEN = stepText('提交的票据', '附件2-4.5', 'fact', 'bills');
const BILLS_LEFT_OUT = stepText('其中不计入的票据（非认可医院、180 日以后、非首次住院）', '附件2-4.5', 'fact', 'bills');

/** Self-paid amounts of the bills that basic insurance reimbursed. */
export const insured = accidentRule.derivation({
  id: 'insured',
  clause: '附件2-4.5',
  title: '经基本医保报销的自付合计',
  reads: ['bills', 'firstStay', 'eventOn', 'treatmentDays', 'lowestHospitalGrade'],
  derives: 'insured',
  evaluate: (facts) => sumOfBills(facts, true),
  explain: (facts, receipt) => {
    const { bills, firstStay } = facts;
    let counted = 0;
    for (let i = 0; i < bills.length; i++) {
      const bill = bills[i];
      if (bill !== undefined && inScope(bill, facts) && (bill.kind === 'outpatient' || i === firstStay)) counted++;
    }
    receipt.line(BILLS_GIVEN, bills.length);
    if (counted < bills.length) receipt.line(BILLS_LEFT_OUT, bills.length - counted);
  },
});

/** Self-paid amounts of the bills that basic insurance did not reimburse. */
export const uninsured = accidentRule.derivation({
  id: 'uninsured',
  clause: '附件2-4.5',
  title: '未经基本医保报销的自付合计',
  reads: ['bills', 'firstStay', 'eventOn', 'treatmentDays', 'lowestHospitalGrade'],
  derives: 'uninsured',
  evaluate: (facts) => sumOfBills(facts, false),
});

/** 「每次事故扣除 100 元免赔额」 less what earlier payments for this accident already took of it, in any period. */
export const deductibleLeft = accidentRule.derivation({
  id: 'deductible-left',
  clause: '附件2-4.5',
  title: '本次事故剩余免赔额',
  reads: ['paid', 'eventId', 'medicalDeductibleFen'],
  derives: 'deductibleLeft',
  evaluate: ({ paid, eventId, medicalDeductibleFen }) => {
    let left = medicalDeductibleFen;
    for (const each of paid) if (each.eventId === eventId) left -= each.deductibleFen;
    return Math.max(0, left);
  },
});

const UNINSURED = stepText('未经医保报销的自付合计', '附件2-4.5', 'start');
const OTHER_OFF_UNINSURED = stepText('减去其他途径的补偿', '附件2-4.5', 'minus', 'fen', '读法-23');
const DEDUCTIBLE_OFF_UNINSURED = stepText('减去每次事故 100 元免赔额', '附件2-4.5', 'minus', 'fen', '读法-23');
const UNINSURED_SHARE = stepText('乘以未报销部分的给付比例', '附件2-4.5', 'times', 'ratio');
const INSURED = stepText('加上经医保报销后的自付合计', '附件2-4.5', 'plus');
const OTHER_OFF_INSURED = stepText('减去其他途径补偿的余数', '附件2-4.5', 'minus', 'fen', '读法-23');
const DEDUCTIBLE_OFF_INSURED = stepText('减去免赔额的余数', '附件2-4.5', 'minus', 'fen', '读法-23');
const ROUNDED = stepText('四舍五入到分', '附件2-4.5', 'rounded');
const AT_MOST_LEFT = stepText('不超过意外医疗剩余额度', '附件2-4.5', 'at-most');
const BENEFIT = stepText('意外医疗互助金', '附件2-4.5', 'result');

interface Sums {
  readonly insured: number;
  readonly uninsured: number;
  readonly otherCompensation: number;
  readonly deductibleLeft: number;
  readonly insuredBasisPoints: number;
  readonly uninsuredBasisPoints: number;
}

/** What comes off the two sums: first what others bore, then the deductible, both off the uninsured sum first. */
function netOf(sums: Sums): {
  otherOffUninsured: number;
  otherOffInsured: number;
  deductibleOffUninsured: number;
  deductibleOffInsured: number;
  rounded: number;
} {
  const { insured, uninsured, otherCompensation, deductibleLeft } = sums;
  const otherOffUninsured = Math.min(otherCompensation, uninsured);
  const otherOffInsured = Math.min(otherCompensation - otherOffUninsured, insured);
  const deductibleOffUninsured = Math.min(deductibleLeft, uninsured - otherOffUninsured);
  const deductibleOffInsured = Math.min(deductibleLeft - deductibleOffUninsured, insured - otherOffInsured);
  const uninsuredNet = uninsured - otherOffUninsured - deductibleOffUninsured;
  const insuredNet = insured - otherOffInsured - deductibleOffInsured;
  const weighted = insuredNet * sums.insuredBasisPoints + uninsuredNet * sums.uninsuredBasisPoints;
  return {
    otherOffUninsured,
    otherOffInsured,
    deductibleOffUninsured,
    deductibleOffInsured,
    rounded: multiplyRoundingHalfUp(weighted, 1, WHOLE_BASIS_POINTS),
  };
}

/**
 * 「经基本医疗保险报销的，按照 100%比例领取互助金；未经基本医疗保险报销的，按照 80%比例领取互助金；最高领取 10,000 元」
 *
 * 「补偿额度不能超过实际发生的医疗自付费用」 holds by construction: no share is above 100 %.
 */
export const medicalBenefit = accidentRule.benefit({
  id: 'medical-benefit',
  clause: '附件2-4.5',
  title: '意外医疗互助金',
  reads: [
    'insured',
    'uninsured',
    'otherCompensation',
    'deductibleLeft',
    'insuredBasisPoints',
    'uninsuredBasisPoints',
    'medicalLeft',
  ],
  evaluate: (facts) => Math.min(netOf(facts).rounded, facts.medicalLeft),
  explain: (facts, receipt) => {
    const net = netOf(facts);
    receipt.line(UNINSURED, facts.uninsured);
    if (net.otherOffUninsured > 0) receipt.line(OTHER_OFF_UNINSURED, net.otherOffUninsured);
    if (net.deductibleOffUninsured > 0) receipt.line(DEDUCTIBLE_OFF_UNINSURED, net.deductibleOffUninsured);
    if (facts.uninsured > 0) receipt.line(UNINSURED_SHARE, facts.uninsuredBasisPoints, WHOLE_BASIS_POINTS);
    receipt.line(INSURED, facts.insured);
    if (net.otherOffInsured > 0) receipt.line(OTHER_OFF_INSURED, net.otherOffInsured);
    if (net.deductibleOffInsured > 0) receipt.line(DEDUCTIBLE_OFF_INSURED, net.deductibleOffInsured);
    receipt.line(ROUNDED, net.rounded);
    receipt.line(AT_MOST_LEFT, facts.medicalLeft);
    receipt.line(BENEFIT, Math.min(net.rounded, facts.medicalLeft));
  },
});

/** Nothing is left to pay. */
export const nothingToPay = accidentRule.decline({
  id: 'nothing-to-pay',
  code: 'nothing-to-pay',
  clause: '附件2-4.5',
  title: '没有可给付的金额',
  reads: [],
  evaluate: () => '附件2-4.5',
});
