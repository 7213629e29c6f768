import type { DayNumber } from '#kernel/civil-date.ts';
import { editionsOf } from '#scheme/edition.ts';
import { continuesChain } from '#scheme/joining/continues-chain.ts';
import { joiningRule } from '#scheme/joining/joining-rule.ts';
import { INPATIENT_TERMS } from '#scheme/programs/henan-inpatient/terms.ts';

const termsOn = editionsOf(INPATIENT_TERMS, (terms) => terms);

export interface RenewalFacts {
  /** The last day of the member's period of this program. */
  readonly endOn: DayNumber;
}

/**
 * 「在 15 日（含）内继续参加」「超过 15 日（含）后续保仍须执行观察期」
 *
 * The last day on which a renewal may start without a new waiting time; the text names day 15 on both sides.
 */
export const lastWaiverDay = joiningRule<RenewalFacts, DayNumber>({
  id: 'last-waiver-day',
  clauses: ['附件1-3.5'],
  title: '续保免观察期的最后一天',
  reads: ['endOn'],
  readings: ['读法-8'],
  evaluate: ({ endOn }) => endOn + termsOn(endOn).renewalGraceDays,
});

export interface WaitingFacts {
  readonly startOn: DayNumber;
  /** Last day of the member's previous period of this very program; of other programs none counts. */
  readonly previousEndOn: DayNumber | undefined;
}

/**
 * 「在约定生效的互助保障期开始之日起，执行 30 日（含本数）观察期」「会员首次参加本活动均需重新执行观察期的规定」
 *
 * The last day of the waiting time of a period of the inpatient program; `undefined` where a renewal has none.
 */
export const waitingUntil = joiningRule<WaitingFacts, DayNumber | undefined>({
  id: 'waiting-until',
  clauses: ['附件1-3.5', '附件1-8.1'],
  title: '观察期截止日',
  reads: ['startOn', 'previousEndOn'],
  readings: ['读法-1', '读法-8'],
  evaluate: ({ startOn, previousEndOn }) => {
    const { waitingPeriodDays, renewalGraceDays } = termsOn(startOn);
    if (previousEndOn !== undefined && continuesChain({ endOn: previousEndOn }, { startOn }, renewalGraceDays))
      return undefined;
    return startOn + waitingPeriodDays - 1;
  },
});
