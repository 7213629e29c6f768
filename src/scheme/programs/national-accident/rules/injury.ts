import { multiplyRoundingHalfUp, WHOLE_BASIS_POINTS } from '#kernel/money.ts';
import type { PaidBenefit } from '#scheme/case.ts';
import { stepText } from '#scheme/decision.ts';
import { accidentRule } from '#scheme/programs/national-accident/rules/accident-rule.ts';

/** Disability and death paid in the covering period: they share one limit. */
export const paidForInjury = accidentRule.derivation({
  id: 'paid-for-injury',
  clause: '附件2-4.3',
  title: '本保障期已给付的伤残、身故互助金',
  reads: ['paid', 'periods', 'coveringPeriod'],
  derives: 'paidForInjury',
  evaluate: ({ paid, periods, coveringPeriod }) => sumForInjury(paid, periods[coveringPeriod]?.id),
});

function sumForInjury(paid: readonly PaidBenefit[], periodId: string | undefined): number {
  let sum = 0;
  for (const { periodId: paidIn, benefit, amountFen } of paid) {
    if (paidIn === periodId && (benefit === 'disability' || benefit === 'death')) sum += amountFen;
  }
  return sum;
}

/**
 * 「累计最高可以领取互助金 50,000 元/份后保障待遇终止」
 *
 * Where that limit is used up, paying a medical or a sudden-death benefit still rests on its ending the other two only.
 */
export const othersOutliveInjuryLimit = accidentRule.interpretation({
  id: 'others-outlive-injury-limit',
  clause: '附件2-4.3',
  title: '伤残、身故领满以后，意外医疗和猝死照付',
  reads: ['paid', 'periods', 'coveringPeriod', 'disabilityPerShareFen'],
  readings: ['读法-20'],
  evaluate: ({ paid, periods, coveringPeriod, disabilityPerShareFen }) => {
    const period = periods[coveringPeriod];
    return period !== undefined && sumForInjury(paid, period.id) >= disabilityPerShareFen * period.shares;
  },
});

/** 「累计最高可以领取互助金 50,000 元/份后保障待遇终止」 what is left of it; ends disability and death only. */
export const injuryLeft = accidentRule.derivation({
  id: 'injury-left',
  clause: '附件2-4.3',
  title: '伤残、身故剩余额度',
  reads: ['disabilityPerShareFen', 'shares', 'paidForInjury'],
  derives: 'injuryLeft',
  evaluate: ({ disabilityPerShareFen, shares, paidForInjury }) =>
    Math.max(0, disabilityPerShareFen * shares - paidForInjury),
});

/** Nothing is left of the limit that disability and death share. */
export const injuryLimit = accidentRule.decline({
  id: 'injury-limit',
  code: 'amount-limit',
  clause: '附件2-4.3',
  title: '伤残、身故已领满限额',
  reads: ['injuryLeft'],
  readings: ['读法-20'],
  evaluate: ({ injuryLeft }) => (injuryLeft === 0 ? '附件2-4.3' : undefined),
});

const GRADE = stepText('伤残等级', '附件2-4.1', 'fact', 'grade', '读法-22');

/**
 * 「按照不同伤残程度」
 *
 * Several injuries of one accident: the most severe grade counts; two or more of that same grade raise it by one, not
 * above grade 1 (JR/T 0083-2013, 3.4).
 */
export const grade = accidentRule.derivation({
  id: 'grade',
  clause: '附件2-4.1',
  title: '评定等级',
  reads: ['grades'],
  derives: 'grade',
  evaluate: ({ grades }) => {
    let worst = 11;
    let times = 0;
    for (const each of grades) {
      if (each < worst) {
        worst = each;
        times = 1;
      } else if (each === worst) times++;
    }
    return times > 1 ? Math.max(1, worst - 1) : worst;
  },
  explain: ({ grade }, receipt) => receipt.line(GRADE, grade),
});

/** 「自遭受意外伤害之日起 180 日（含）治疗仍未结束，则按照第 180 日（含）的身体伤残状况领取伤残互助金」 */
export const assessedLate = accidentRule.refer({
  id: 'assessed-after-day-180',
  code: 'assessed-after-day-180',
  amountUnknown: false,
  clause: '附件2-4.1',
  title: '伤残评定晚于第 180 日',
  reads: ['assessedOn', 'eventOn', 'treatmentDays'],
  evaluate: ({ assessedOn, eventOn, treatmentDays }) => assessedOn > eventOn + treatmentDays,
});

const DISABILITY_PER_SHARE = stepText('每份伤残互助金限额', '附件2-4.3', 'start');
const TIMES_SHARES = stepText('乘以份数', '附件2-3.4', 'times', 'shares');
const TIMES_GRADE = stepText('乘以伤残等级对应的比例', '附件2-4.1', 'times', 'ratio', '读法-22');
const ROUNDED = stepText('四舍五入到分', '附件2-4.1', 'rounded');
const AT_MOST_LEFT = stepText('不超过伤残、身故剩余额度', '附件2-4.3', 'at-most');
const DISABILITY_BENEFIT = stepText('伤残互助金', '附件2-4.1', 'result');

/** 「按照不同伤残程度，累计最高可以领取伤残互助金 50,000 元/份」 */
export const disabilityBenefit = accidentRule.benefit({
  id: 'disability-benefit',
  clause: '附件2-4.1',
  title: '伤残互助金',
  reads: ['disabilityPerShareFen', 'shares', 'grade', 'gradeBasisPoints', 'injuryLeft'],
  evaluate: (facts) => Math.min(byGrade(facts), facts.injuryLeft),
  explain: (facts, receipt) => {
    const { disabilityPerShareFen, shares, grade, gradeBasisPoints, injuryLeft } = facts;
    const rounded = byGrade(facts);
    receipt.line(DISABILITY_PER_SHARE, disabilityPerShareFen);
    receipt.line(TIMES_SHARES, shares);
    receipt.line(TIMES_GRADE, gradeBasisPoints[grade] ?? 0, WHOLE_BASIS_POINTS);
    receipt.line(ROUNDED, rounded);
    receipt.line(AT_MOST_LEFT, injuryLeft);
    receipt.line(DISABILITY_BENEFIT, Math.min(rounded, injuryLeft));
  },
});

function byGrade(facts: {
  readonly disabilityPerShareFen: number;
  readonly shares: number;
  readonly grade: number;
  readonly gradeBasisPoints: readonly number[];
}): number {
  const ratio = facts.gradeBasisPoints[facts.grade] ?? 0;
  return multiplyRoundingHalfUp(facts.disabilityPerShareFen * facts.shares, ratio, WHOLE_BASIS_POINTS);
}

/** 「或者遭受意外伤害之日起 180 日（含）内因同一原因身故」 read as a limit on both halves of the sentence. */
export const deathBeyond180Days = accidentRule.decline({
  id: 'beyond-180-days',
  code: 'beyond-180-days',
  clause: '附件2-4.2',
  title: '身故晚于第 180 日',
  reads: ['diedOn', 'eventOn', 'treatmentDays'],
  readings: ['读法-21'],
  evaluate: ({ diedOn, eventOn, treatmentDays }) => (diedOn > eventOn + treatmentDays ? '附件2-4.2' : undefined),
});

const DEATH_PER_SHARE = stepText('每份身故互助金', '附件2-4.2', 'start');
const PAID_BEFORE = stepText('减去本保障期已给付的伤残、身故互助金', '附件2-4.3', 'minus');
const DEATH_BENEFIT = stepText('身故互助金', '附件2-4.2', 'result');

/** 「其直系亲属一次性领取身故互助金 50,000 元/份」 less what disability and death have taken in the period. */
export const deathBenefit = accidentRule.benefit({
  id: 'death-benefit',
  clause: '附件2-4.2',
  title: '身故互助金',
  reads: ['deathPerShareFen', 'shares', 'paidForInjury'],
  evaluate: ({ deathPerShareFen, shares, paidForInjury }) => Math.max(0, deathPerShareFen * shares - paidForInjury),
  explain: ({ deathPerShareFen, shares, paidForInjury }, receipt) => {
    receipt.line(DEATH_PER_SHARE, deathPerShareFen);
    receipt.line(TIMES_SHARES, shares);
    if (paidForInjury > 0) receipt.line(PAID_BEFORE, paidForInjury);
    receipt.line(DEATH_BENEFIT, deathPerShareFen * shares - paidForInjury);
  },
});
