import { stepText } from '#scheme/decision.ts';
import { inpatientRule } from '#scheme/programs/henan-inpatient/rules/inpatient-rule.ts';

const STAYS_PAID = stepText('本保障期已领取的次数', '附件1-4.4', 'fact', 'stays', '读法-10');

/** 「会员在同一互助保障期内多次住院治疗的，只能领取两次住院医疗互助金」 counted in the period of the admission. */
export const staysPaid = inpatientRule.derivation({
  id: 'stays-paid',
  clause: '附件1-4.4',
  title: '本保障期已领取的次数',
  reads: ['paid', 'periods', 'coveringPeriod'],
  derives: 'staysPaid',
  evaluate: ({ paid, periods, coveringPeriod }) => {
    const periodId = periods[coveringPeriod]?.id;
    let stays = 0;
    for (const benefit of paid) if (benefit.periodId === periodId) stays++;
    return stays;
  },
  explain: ({ staysPaid }, receipt) => {
    if (staysPaid > 0) receipt.line(STAYS_PAID, staysPaid);
  },
});

/** 「多次住院治疗的，只能领取两次住院医疗互助金」 The first two approved count. */
export const stayLimit = inpatientRule.decline({
  id: 'stay-limit',
  code: 'stay-limit',
  clause: '附件1-4.4',
  title: '本保障期已领满两次',
  reads: ['staysPaid', 'paidStaysLimit'],
  readings: ['读法-10'],
  evaluate: ({ staysPaid, paidStaysLimit }) => (staysPaid >= paidStaysLimit ? '附件1-4.4' : undefined),
});

/** 「最多不超过 100,000 元住院医疗互助金」 what is left of it in the period of the admission. */
export const ceilingLeft = inpatientRule.derivation({
  id: 'ceiling-left',
  clause: '附件1-4.4',
  title: '本保障期剩余额度',
  reads: ['paid', 'periods', 'coveringPeriod', 'benefitCeilingFen'],
  derives: 'ceilingLeft',
  evaluate: ({ paid, periods, coveringPeriod, benefitCeilingFen }) => {
    const periodId = periods[coveringPeriod]?.id;
    let left = benefitCeilingFen;
    for (const benefit of paid) if (benefit.periodId === periodId) left -= benefit.amountFen;
    return Math.max(0, left);
  },
});

/** 「办事处累计给付的住院医疗达到规定的次数或者金额时，会员住院医疗保障待遇终止」 */
export const amountLimit = inpatientRule.decline({
  id: 'amount-limit',
  code: 'amount-limit',
  clause: '附件1-4.4',
  title: '本保障期已领满限额',
  reads: ['ceilingLeft'],
  evaluate: ({ ceilingLeft }) => (ceilingLeft === 0 ? '附件1-4.4' : undefined),
});
