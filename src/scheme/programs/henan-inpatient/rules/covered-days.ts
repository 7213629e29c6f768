import { type Period, sharedDays } from '#kernel/period.ts';
import { stepText } from '#scheme/decision.ts';
import { continuesChain } from '#scheme/joining/continues-chain.ts';
import { inpatientRule } from '#scheme/programs/henan-inpatient/rules/inpatient-rule.ts';
import { daysOfStay } from '#scheme/programs/henan-inpatient/stay-days.ts';

/**
 * 「互助保障期满后，符合参加条件的会员在 15 日（含）内继续参加本活动将不再受上述期限的限制」
 *
 * A chain is a run of periods in which each starts within 15 days after the one before ended. This is the first period
 * of the admission's chain.
 */
export const chainFirst = inpatientRule.derivation({
  id: 'chain-first',
  clause: '附件1-3.5',
  title: '连续参加的第一个保障期',
  reads: ['periods', 'coveringPeriod', 'renewalGraceDays'],
  derives: 'chainFirst',
  evaluate: ({ periods, coveringPeriod, renewalGraceDays }) => {
    let first = coveringPeriod;
    while (first > 0 && linked(periods, first - 1, renewalGraceDays)) first--;
    return first;
  },
});

/** The last period of the admission's chain: a renewal during the stay keeps the cover running. */
export const chainLast = inpatientRule.derivation({
  id: 'chain-last',
  clause: '附件1-3.5',
  title: '连续参加的最后一个保障期',
  reads: ['periods', 'coveringPeriod', 'renewalGraceDays'],
  derives: 'chainLast',
  evaluate: ({ periods, coveringPeriod, renewalGraceDays }) => {
    let last = coveringPeriod;
    while (last < periods.length - 1 && linked(periods, last, renewalGraceDays)) last++;
    return last;
  },
});

function linked(periods: readonly Period[], index: number, graceDays: number): boolean {
  const before = periods[index];
  const after = periods[index + 1];
  return before !== undefined && after !== undefined && continuesChain(before, after, graceDays);
}

const STAY_DAYS = stepText('住院天数（入院当天算，出院当天不算）', '附件1-4.1', 'fact', 'days');

/** Days of the stay: from admission up to, not including, discharge; a same-day stay has one. */
export const stayDays = inpatientRule.derivation({
  id: 'stay-days',
  clause: '附件1-4.1',
  title: '住院天数',
  reads: ['admittedOn', 'dischargedOn'],
  derives: 'stayDays',
  evaluate: ({ admittedOn, dischargedOn }) => daysOfStay(admittedOn, dischargedOn),
  explain: ({ stayDays }, receipt) => receipt.line(STAY_DAYS, stayDays),
});

const WAITING_DAYS = stepText('其中观察期内的天数', '附件1-4.2', 'fact', 'days', '读法-1');

/** 「首次参加本活动的会员在互助保障期生效 30 日（含）内因病住院治疗的，不享受领取互助金待遇。」 */
export const waitingDays = inpatientRule.derivation({
  id: 'waiting-days',
  clause: '附件1-4.2',
  title: '观察期内的住院天数',
  reads: ['periods', 'chainFirst', 'admittedOn', 'stayDays', 'waitingPeriodDays'],
  derives: 'waitingDays',
  evaluate: ({ periods, chainFirst, admittedOn, stayDays, waitingPeriodDays }) => {
    const startOn = periods[chainFirst]?.startOn ?? 0;
    return sharedDays(admittedOn, admittedOn + stayDays - 1, startOn, startOn + waitingPeriodDays - 1);
  },
  explain: ({ waitingDays }, receipt) => {
    if (waitingDays > 0) receipt.line(WAITING_DAYS, waitingDays);
  },
});

/**
 * 「在约定生效的互助保障期开始之日起，执行 30 日（含本数）观察期」
 *
 * A stay that touches the waiting time or the first day after it rests on the start day being day 1: counted from the
 * day after, day 31 would still wait.
 */
export const startIsDayOne = inpatientRule.interpretation({
  id: 'start-is-day-one',
  clause: '附件1-3.5',
  title: '生效日算观察期第 1 日，第 31 日起给付',
  reads: ['periods', 'chainFirst', 'admittedOn', 'stayDays', 'waitingPeriodDays'],
  readings: ['读法-1'],
  evaluate: ({ periods, chainFirst, admittedOn, stayDays, waitingPeriodDays }) => {
    const startOn = periods[chainFirst]?.startOn ?? 0;
    return sharedDays(admittedOn, admittedOn + stayDays - 1, startOn, startOn + waitingPeriodDays) > 0;
  },
});

const UNCOVERED_DAYS = stepText('其中不在保障期内的天数', '附件1-4.5', 'fact', 'days');
const GAP_DAYS = stepText('其中不在保障期内的天数', '附件1-4.5', 'fact', 'days', '读法-17');

/**
 * 「在出院之前互助保障期满，且没有继续参加本活动的，按照会员互助保障有效期内实际住院治疗天数占此次住院治疗的总天数的比例计算」
 *
 * Days after the waiting time that lie in no period of the chain: after its end, or in a gap between two periods.
 */
export const uncoveredDays = inpatientRule.derivation({
  id: 'uncovered-days',
  clause: '附件1-4.5',
  title: '不在保障期内的住院天数',
  reads: ['periods', 'chainFirst', 'chainLast', 'admittedOn', 'stayDays', 'waitingDays', 'waitingPeriodDays'],
  derives: 'uncoveredDays',
  evaluate: ({ periods, chainFirst, chainLast, admittedOn, stayDays, waitingDays, waitingPeriodDays }) => {
    const afterWaiting = (periods[chainFirst]?.startOn ?? 0) + waitingPeriodDays;
    let inForce = 0;
    for (let i = chainFirst; i <= chainLast; i++) {
      const period = periods[i];
      if (period === undefined) continue;
      const from = Math.max(period.startOn, afterWaiting);
      inForce += sharedDays(admittedOn, admittedOn + stayDays - 1, from, period.endOn);
    }
    return stayDays - waitingDays - inForce;
  },
  explain: ({ uncoveredDays, periods, chainFirst, chainLast, admittedOn, stayDays }, receipt) => {
    if (uncoveredDays === 0) return;
    const touchesGap = gapDays(periods, chainFirst, chainLast, admittedOn, admittedOn + stayDays - 1) > 0;
    receipt.line(touchesGap ? GAP_DAYS : UNCOVERED_DAYS, uncoveredDays);
  },
});

/** Days from `from` to `to` that lie between two periods of the chain, in neither. */
function gapDays(
  periods: readonly { readonly startOn: number; readonly endOn: number }[],
  chainFirst: number,
  chainLast: number,
  from: number,
  to: number,
): number {
  let days = 0;
  for (let i = chainFirst; i < chainLast; i++) {
    const before = periods[i];
    const after = periods[i + 1];
    if (before === undefined || after === undefined) continue;
    days += sharedDays(from, to, before.endOn + 1, after.startOn - 1);
  }
  return days;
}

const EXCLUDED_DAYS = stepText('剔除挂床、延迟出院的天数', '附件1-5(二).2', 'fact', 'days', '读法-16');
const COVERED_DAYS = stepText('可以计算互助金的天数', '附件1-4.2', 'fact', 'days');

/** 「会员采取挂床位或因延迟办理出院、结算手续等产生的住院治疗天数」 come off the covered days wherever they lie. */
export const coveredDays = inpatientRule.derivation({
  id: 'covered-days',
  clause: '附件1-5(二).2',
  alsoClauses: ['附件1-4.2', '附件1-4.5'],
  title: '可以计算互助金的天数',
  reads: ['stayDays', 'waitingDays', 'uncoveredDays', 'excludedDays'],
  derives: 'coveredDays',
  evaluate: ({ stayDays, waitingDays, uncoveredDays, excludedDays }) =>
    Math.max(0, stayDays - waitingDays - uncoveredDays - excludedDays),
  explain: ({ coveredDays, stayDays, excludedDays }, receipt) => {
    if (excludedDays > 0) receipt.line(EXCLUDED_DAYS, excludedDays);
    if (coveredDays < stayDays) receipt.line(COVERED_DAYS, coveredDays);
  },
});

/**
 * 「首次参加本活动的会员在互助保障期生效 30 日（含）内因病住院治疗的，不享受领取互助金待遇。」
 *
 * Only where every day of the stay lies in the waiting time, before excluded days come off.
 */
export const waitingTime = inpatientRule.decline({
  id: 'waiting-time',
  code: 'waiting-time',
  clause: '附件1-4.2',
  title: '整次住院都在观察期内',
  reads: ['waitingDays', 'stayDays'],
  readings: ['读法-1'],
  evaluate: ({ waitingDays, stayDays }) => (waitingDays === stayDays ? '附件1-4.2' : undefined),
});

/** No day of the stay is left that counts. */
export const noCoveredDays = inpatientRule.decline({
  id: 'no-covered-days',
  code: 'no-covered-days',
  clause: '附件1-4.5',
  title: '没有可以计算互助金的天数',
  reads: ['coveredDays'],
  evaluate: ({ coveredDays }) => (coveredDays === 0 ? '附件1-4.5' : undefined),
});
