import { stepText } from '#scheme/decision.ts';
import { accidentRule } from '#scheme/programs/national-accident/rules/accident-rule.ts';

const MILLISECONDS_PER_HOUR = 3_600_000;

const HOURS = stepText('发病到身故的小时数', '附件2-4.4', 'fact', 'hours');

/** Hours from onset to death, rounded up: 48:00:00 is 48, a second later is 49. */
export const hoursToDeath = accidentRule.derivation({
  id: 'hours-to-death',
  clause: '附件2-4.4',
  title: '发病到身故的小时数（不足一小时按一小时）',
  reads: ['onsetAt', 'diedAt'],
  derives: 'hoursToDeath',
  evaluate: ({ onsetAt, diedAt }) => Math.ceil((diedAt - onsetAt) / MILLISECONDS_PER_HOUR),
  explain: ({ hoursToDeath }, receipt) => receipt.line(HOURS, hoursToDeath),
});

/** 「或者自疾病发生之日起 48 小时内身故」 read as a limit on both halves of the sentence. */
export const beyond48Hours = accidentRule.decline({
  id: 'beyond-48-hours',
  code: 'beyond-48-hours',
  clause: '附件2-4.4',
  title: '发病 48 小时后身故',
  reads: ['hoursToDeath', 'suddenDeathHours'],
  readings: ['读法-21'],
  evaluate: ({ hoursToDeath, suddenDeathHours }) => (hoursToDeath > suddenDeathHours ? '附件2-4.4' : undefined),
});

/** Sudden-death benefits paid in the covering period: there is one at the most. */
export const suddenDeathsPaid = accidentRule.derivation({
  id: 'sudden-deaths-paid',
  clause: '附件2-4.4',
  title: '本保障期已给付的猝死互助金',
  reads: ['paid', 'periods', 'coveringPeriod'],
  derives: 'suddenDeathsPaid',
  evaluate: ({ paid, periods, coveringPeriod }) => {
    const periodId = periods[coveringPeriod]?.id;
    let count = 0;
    for (const each of paid) if (each.periodId === periodId && each.benefit === 'sudden-death') count++;
    return count;
  },
});

/** 「其直系亲属一次性领取猝死互助金」 Once; disability paid does not reduce it, nor does it count as death paid. */
export const suddenDeathLimit = accidentRule.decline({
  id: 'sudden-death-limit',
  code: 'amount-limit',
  clause: '附件2-4.4',
  title: '猝死互助金已给付',
  reads: ['suddenDeathsPaid'],
  readings: ['读法-19'],
  evaluate: ({ suddenDeathsPaid }) => (suddenDeathsPaid > 0 ? '附件2-4.4' : undefined),
});

const PER_SHARE = stepText('每份猝死互助金', '附件2-4.4', 'start');
const TIMES_SHARES = stepText('乘以份数', '附件2-3.4', 'times', 'shares');
const BENEFIT = stepText('猝死互助金', '附件2-4.4', 'result', 'fen', '读法-19');

/** 「其直系亲属一次性领取身故互助金 10,000 元/份」 */
export const suddenDeathBenefit = accidentRule.benefit({
  id: 'sudden-death-benefit',
  clause: '附件2-4.4',
  title: '猝死互助金',
  reads: ['suddenDeathPerShareFen', 'shares'],
  evaluate: ({ suddenDeathPerShareFen, shares }) => suddenDeathPerShareFen * shares,
  explain: ({ suddenDeathPerShareFen, shares }, receipt) => {
    receipt.line(PER_SHARE, suddenDeathPerShareFen);
    receipt.line(TIMES_SHARES, shares);
    receipt.line(BENEFIT, suddenDeathPerShareFen * shares);
  },
});
