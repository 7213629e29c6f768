import { addYears } from '#kernel/civil-date.ts';
import { findCoveringPeriod, NO_PERIOD } from '#scheme/covering-period.ts';
import { accidentRule } from '#scheme/programs/national-accident/rules/accident-rule.ts';

/**
 * 「本活动保障期为一年，自计划书记载的生效日零时起至期满之日二十四时止。」
 *
 * The period that holds the day of the accident, for sudden death the day of onset, in Shanghai. No waiting time.
 */
export const coveringPeriod = accidentRule.derivation({
  id: 'covering-period',
  clause: '附件2-3.2',
  title: '意外（发病）之日所在的保障期',
  reads: ['periods', 'eventOn'],
  derives: 'coveringPeriod',
  evaluate: ({ periods, eventOn }) => findCoveringPeriod(periods, eventOn),
});

/** 「会员在互助保障期内……」 An accident on a day without cover. */
export const notCoveredOnEvent = accidentRule.decline({
  id: 'not-covered-on-event',
  code: 'not-covered-on-event',
  clause: '附件2-3.2',
  title: '意外（发病）之日不在保障期内',
  reads: ['coveringPeriod'],
  evaluate: ({ coveringPeriod }) => (coveringPeriod === NO_PERIOD ? '附件2-3.2' : undefined),
});

/**
 * 「会员自意外事故发生之日起，会员、直系亲属两年内不向办事处提交互助金申领手续的，视同为放弃申请互助金的权利。」
 */
export const claimTimeBarred = accidentRule.decline({
  id: 'claim-time-barred',
  code: 'claim-time-barred',
  clause: '附件2-7.8',
  title: '事故满两年未申领',
  reads: ['submittedOn', 'eventOn', 'claimYears'],
  evaluate: ({ submittedOn, eventOn, claimYears }) =>
    submittedOn > addYears(eventOn, claimYears) ? '附件2-7.8' : undefined,
});

/**
 * 「会员或参保单位应自意外事故发生之日起 15 日（含）内通知中互会办事处。」
 *
 * What can't be determined for want of notice is the desk's to say; the rules only tell the reader.
 */
export const lateNotice = accidentRule.notice({
  id: 'late-notice',
  code: 'late-notice',
  clause: '附件2-7.1',
  title: '事故后未在规定日内通知',
  reads: ['notifiedOn', 'eventOn', 'noticeDays'],
  evaluate: ({ notifiedOn, eventOn, noticeDays }) => notifiedOn > eventOn + noticeDays,
});

/** 「会员最多允许参加贰份本活动」 The shares of the covering period. */
export const shares = accidentRule.derivation({
  id: 'shares',
  clause: '附件2-3.4',
  title: '参加份数',
  reads: ['periods', 'coveringPeriod'],
  derives: 'shares',
  evaluate: ({ periods, coveringPeriod }) => periods[coveringPeriod]?.shares ?? 0,
});
