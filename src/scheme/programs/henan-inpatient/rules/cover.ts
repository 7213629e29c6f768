import { addYears } from '#kernel/civil-date.ts';
import { findCoveringPeriod, NO_PERIOD } from '#scheme/covering-period.ts';
import { inpatientRule } from '#scheme/programs/henan-inpatient/rules/inpatient-rule.ts';

/**
 * 「本活动保障期为一年，自计划书上记载的生效日零时起至期满之日二十四时止。」
 *
 * The period that holds the admission day decides the whole stay: its chain, its counters.
 */
export const coveringPeriod = inpatientRule.derivation({
  id: 'covering-period',
  clause: '附件1-3.2',
  title: '入院日所在的保障期',
  reads: ['periods', 'admittedOn'],
  derives: 'coveringPeriod',
  evaluate: ({ periods, admittedOn }) => findCoveringPeriod(periods, admittedOn),
});

/**
 * 「会员参加本活动前已经因病或意外伤害住院治疗的」
 *
 * An admission before the member's first period is that; one after or between periods is simply outside of cover.
 */
export const notCoveredOnAdmission = inpatientRule.decline({
  id: 'not-covered-on-admission',
  code: 'not-covered-on-admission',
  clause: '附件1-5(二).1',
  alsoClauses: ['附件1-3.2'],
  title: '入院日不在保障期内',
  reads: ['coveringPeriod', 'periods', 'admittedOn'],
  evaluate: ({ coveringPeriod, periods, admittedOn }) => {
    if (coveringPeriod !== NO_PERIOD) return undefined;
    const first = periods[0];
    return first !== undefined && admittedOn < first.startOn ? '附件1-5(二).1' : '附件1-3.2';
  },
});

/**
 * 「会员自医疗机构费用结算日之日起，两年内不向办事处提交互助金申领手续的，视同为放弃申请互助金的权利。」
 */
export const claimTimeBarred = inpatientRule.decline({
  id: 'claim-time-barred',
  code: 'claim-time-barred',
  clause: '附件1-7.5',
  title: '结算满两年未申领',
  reads: ['submittedOn', 'settledOn', 'claimYears'],
  evaluate: ({ submittedOn, settledOn, claimYears }) =>
    submittedOn > addYears(settledOn, claimYears) ? '附件1-7.5' : undefined,
});

/**
 * 「会员自住院治疗结束之日起 10 日（含）内，应告知办事处以便进行调查」
 *
 * The text names no consequence: the claim stays payable, the reader is told.
 */
export const lateNotice = inpatientRule.notice({
  id: 'late-notice',
  code: 'late-notice',
  clause: '附件1-7.1',
  title: '出院后未在规定日内告知',
  reads: ['notifiedOn', 'dischargedOn', 'noticeDays'],
  evaluate: ({ notifiedOn, dischargedOn, noticeDays }) => notifiedOn > dischargedOn + noticeDays,
});

/** A stay that runs into the next period keeps to the counters of the period in which it began. */
export const stayAcrossPeriods = inpatientRule.interpretation({
  id: 'stay-across-periods',
  clause: '附件1-4.4',
  title: '跨保障期的住院计入入院日所在的保障期',
  reads: ['periods', 'coveringPeriod', 'chainLast', 'admittedOn', 'stayDays'],
  readings: ['读法-9'],
  evaluate: ({ periods, coveringPeriod, chainLast, admittedOn, stayDays }) =>
    chainLast > coveringPeriod && admittedOn + stayDays - 1 > (periods[coveringPeriod]?.endOn ?? 0),
});

/** The waiver of the waiting time for a member whose periods follow each other within the days of grace. */
export const renewalWaivesWaiting = inpatientRule.interpretation({
  id: 'renewal-waives-waiting',
  clause: '附件1-3.5',
  title: '期满后 15 日内续保，不再执行观察期',
  reads: ['coveringPeriod', 'chainFirst'],
  readings: ['读法-8'],
  evaluate: ({ coveringPeriod, chainFirst }) => coveringPeriod > chainFirst,
});

/** 「其他非疾病或意外原因住院治疗的」 is excluded, so a stay after an accident is not. */
export const accidentAdmitted = inpatientRule.interpretation({
  id: 'accident-admitted',
  clause: '附件1-5(二).6',
  title: '因意外住院也给付',
  reads: ['cause'],
  readings: ['读法-13'],
  evaluate: ({ cause }) => cause === 'accident',
});
