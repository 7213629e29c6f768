import { multiplyRoundingHalfUp, WHOLE_BASIS_POINTS } from '#kernel/money.ts';
import { type StepText, stepText } from '#scheme/decision.ts';
import { inpatientRule } from '#scheme/programs/henan-inpatient/rules/inpatient-rule.ts';
import type { Receipt } from '#scheme/rule.ts';

const ELIGIBLE = stepText('符合医保政策范围的费用', '附件1-4.1', 'start');
const DEDUCTIBLE = stepText('减去起付标准', '附件1-4.1', 'minus');
const ABOVE_CEILING = stepText('减去超过统筹基金最高支付限额的部分', '附件1-4.1', 'minus');
const ABOVE_CEILING_PAID_BY_FUND = stepText(
  '减去超过统筹基金最高支付限额的部分',
  '附件1-4.1',
  'minus',
  'fen',
  '读法-15',
);
const POOLING_FUND = stepText('减去统筹基金已报销', '附件1-4.1', 'minus');
const CATASTROPHIC = stepText('减去大额（大病）基金在限额以内支付的部分', '附件1-4.1', 'minus', 'fen', '读法-15');
const CIVIL_SERVANT = stepText('减去公务员医疗补助', '附件1-4.1', 'minus', 'fen', '读法-15');
const SUPPLEMENTARY = stepText('减去企业补充医疗保险', '附件1-4.1', 'minus', 'fen', '读法-15');
const MEDICAL_AID = stepText('减去医疗救助', '附件1-4.1', 'minus', 'fen', '读法-15');
const OTHER = stepText('减去其他基金支付', '附件1-4.1', 'minus', 'fen', '读法-15');
const BASE = stepText('等于个人自付部分', '附件1-4.1', 'equals');

function minusUnlessZero(receipt: Receipt, text: StepText, value: number): void {
  if (value > 0) receipt.line(text, value);
}

/**
 * 「在基本医疗保险统筹基金支付范围内（指起付标准以上至最高支付限额以内），城镇职工基本医疗保险统筹基金报销后，按照个人自付部分的医疗费」
 *
 * In the pooled fund's band only; what another payer bore is no burden of the member's. The catastrophic fund's money
 * goes above the ceiling first.
 */
export const base = inpatientRule.derivation({
  id: 'base',
  clause: '附件1-4.1',
  title: '个人自付部分',
  reads: [
    'eligibleExpense',
    'deductible',
    'aboveCeiling',
    'poolingFundPaid',
    'catastrophicFundPaid',
    'civilServantPaid',
    'supplementaryPaid',
    'medicalAidPaid',
    'otherPaid',
  ],
  derives: 'base',
  evaluate: (facts) =>
    Math.max(
      0,
      facts.eligibleExpense -
        facts.deductible -
        facts.aboveCeiling -
        facts.poolingFundPaid -
        Math.max(0, facts.catastrophicFundPaid - facts.aboveCeiling) -
        facts.civilServantPaid -
        facts.supplementaryPaid -
        facts.medicalAidPaid -
        facts.otherPaid,
    ),
  explain: (facts, receipt) => {
    receipt.line(ELIGIBLE, facts.eligibleExpense);
    receipt.line(DEDUCTIBLE, facts.deductible);
    const isPaidByFund = facts.catastrophicFundPaid > 0;
    minusUnlessZero(receipt, isPaidByFund ? ABOVE_CEILING_PAID_BY_FUND : ABOVE_CEILING, facts.aboveCeiling);
    receipt.line(POOLING_FUND, facts.poolingFundPaid);
    minusUnlessZero(receipt, CATASTROPHIC, facts.catastrophicFundPaid - facts.aboveCeiling);
    minusUnlessZero(receipt, CIVIL_SERVANT, facts.civilServantPaid);
    minusUnlessZero(receipt, SUPPLEMENTARY, facts.supplementaryPaid);
    minusUnlessZero(receipt, MEDICAL_AID, facts.medicalAidPaid);
    minusUnlessZero(receipt, OTHER, facts.otherPaid);
    receipt.line(BASE, facts.base);
  },
});

const GENERAL_SHARE = stepText('乘以给付比例（河南省内）', '附件1-4.1', 'times', 'ratio');

/** 「按照个人自付部分的医疗费的 60%领取住院医疗互助金」 */
export const generalShare = inpatientRule.derivation({
  id: 'general-share',
  clause: '附件1-4.1',
  title: '给付比例',
  reads: ['benefitBasisPoints'],
  derives: 'shareBasisPoints',
  evaluate: ({ benefitBasisPoints }) => benefitBasisPoints,
});

const OUT_OF_PROVINCE_SHARE = stepText('乘以给付比例（河南省外）', '附件1-4.3', 'times', 'ratio');
const UNAPPROVED_SHARE = stepText('乘以给付比例（河南省外）', '附件1-4.3', 'times', 'ratio', '读法-14');

/**
 * 「应在本活动规定的互助金领取标准基础上扣减 10 个百分点，即基本医疗互助金领取标准为 50%」
 *
 * Overrides the general share; without an approved transfer the claim is referred besides.
 */
export const outOfProvinceShare = inpatientRule.derivation({
  id: 'out-of-province-share',
  clause: '附件1-4.3',
  title: '省外就医的给付比例',
  overrides: 'general-share',
  reads: ['hospitalRegion', 'shareBasisPoints', 'outOfProvinceReductionBasisPoints'],
  derives: 'shareBasisPoints',
  evaluate: ({ hospitalRegion, shareBasisPoints, outOfProvinceReductionBasisPoints }) =>
    hospitalRegion === 'other-province' ? shareBasisPoints - outOfProvinceReductionBasisPoints : shareBasisPoints,
});

const COVERED_SHARE_WAITING = stepText('乘以观察期后天数 ÷ 住院天数', '附件1-4.2', 'times', 'ratio');
const COVERED_SHARE = stepText('乘以保障天数 ÷ 住院天数', '附件1-4.5', 'times', 'ratio');
const ROUNDED = stepText('四舍五入到分', '附件1-4.1', 'rounded');
const AT_MOST_LEFT = stepText('不超过本保障期剩余额度', '附件1-4.4', 'at-most');
const BENEFIT = stepText('住院医疗互助金', '附件1-4.1', 'result');

/**
 * 「按照个人自付部分的医疗费的 60%领取住院医疗互助金」「最多不超过 100,000 元住院医疗互助金」
 *
 * One product, one rounding, then what is left of the period's ceiling.
 */
export const inpatientBenefit = inpatientRule.benefit({
  id: 'inpatient-benefit',
  clause: '附件1-4.1',
  title: '住院医疗互助金',
  reads: [
    'base',
    'coveredDays',
    'stayDays',
    'waitingDays',
    'shareBasisPoints',
    'ceilingLeft',
    'hospitalRegion',
    'transferApproved',
  ],
  evaluate: ({ base, coveredDays, stayDays, shareBasisPoints, ceilingLeft }) =>
    Math.min(proportionalShare(base, coveredDays, stayDays, shareBasisPoints), ceilingLeft),
  explain: (facts, receipt) => {
    const { base, coveredDays, stayDays, shareBasisPoints, ceilingLeft } = facts;
    if (coveredDays < stayDays) {
      receipt.line(facts.waitingDays > 0 ? COVERED_SHARE_WAITING : COVERED_SHARE, coveredDays, stayDays);
    }
    const share =
      facts.hospitalRegion === 'henan'
        ? GENERAL_SHARE
        : facts.transferApproved
          ? OUT_OF_PROVINCE_SHARE
          : UNAPPROVED_SHARE;
    receipt.line(share, shareBasisPoints, WHOLE_BASIS_POINTS);
    const rounded = proportionalShare(base, coveredDays, stayDays, shareBasisPoints);
    receipt.line(ROUNDED, rounded);
    receipt.line(AT_MOST_LEFT, ceilingLeft);
    receipt.line(BENEFIT, Math.min(rounded, ceilingLeft));
  },
});

function proportionalShare(base: number, coveredDays: number, stayDays: number, basisPoints: number): number {
  return multiplyRoundingHalfUp(base, coveredDays * basisPoints, stayDays * WHOLE_BASIS_POINTS);
}

/** Nothing is left to pay: the stay is not used up. */
export const nothingToPay = inpatientRule.decline({
  id: 'nothing-to-pay',
  code: 'nothing-to-pay',
  clause: '附件1-4.1',
  title: '没有可给付的金额',
  reads: [],
  evaluate: () => '附件1-4.1',
});
