import { calendarDay, type DayNumber, daysInMonth } from '#kernel/civil-date.ts';
import { endOfPeriod, type Period } from '#kernel/period.ts';
import type { ProgramId } from '#scheme/case.ts';
import { joiningRule } from '#scheme/joining/joining-rule.ts';
import { joiningTermsOn } from '#scheme/joining/joining-terms.ts';

/** 「在当月 25 日 24:00 之前」 */
const LAST_CONFIRMATION_DAY = 25;

export interface ConfirmationFacts {
  /** The day in Shanghai on which the transfer that completed the order's total reached the account. */
  readonly completedOn: DayNumber;
}

/**
 * 「在当月 25 日 24:00 之前……转至……到账确认后，次日零时确认书生效」「未能及时……将于次月 1 日进行到账确认」
 *
 * Money that arrived on the 25th at 23:59:59 is confirmed on the 25th; at 00:00:00 of the 26th, on the 1st of the next
 * month. The arrival decides, not the day on which a clerk matched it.
 */
export const confirmationDay = joiningRule<ConfirmationFacts, DayNumber>({
  id: 'confirmation-day',
  clauses: ['通知-三(二).1', '通知-三(二).2', '通知-三(一).5'],
  title: '到账确认日：25 日 24:00 之前当日，之后次月 1 日',
  reads: ['completedOn'],
  readings: ['读法-6'],
  evaluate: ({ completedOn }) => {
    const { year, month, day } = calendarDay(completedOn);
    return day <= LAST_CONFIRMATION_DAY ? completedOn : completedOn + daysInMonth(year, month) - day + 1;
  },
});

export interface CoverFacts {
  readonly program: ProgramId;
  readonly confirmedOn: DayNumber;
  /** Last day of the unit's running period of this program where it renews, else `undefined`. */
  readonly runningUntil: DayNumber | undefined;
}

/**
 * 「次日零时确认书生效」「本活动保障期为一年，自计划书上记载的生效日零时起至期满之日二十四时止」
 *
 * The day after the confirmation; a renewal not before the day after the running period ended.
 */
export const coverOf = joiningRule<CoverFacts, Period>({
  id: 'cover',
  clauses: ['通知-三(二).1', '通知-三(二).2', '附件1-3.2', '附件2-3.2'],
  title: '保障期：确认次日零时起一年，续保接在原保障期之后',
  reads: ['program', 'confirmedOn', 'runningUntil'],
  readings: ['读法-7'],
  evaluate: ({ program, confirmedOn, runningUntil }) => {
    const startOn = Math.max(confirmedOn + 1, runningUntil === undefined ? 0 : runningUntil + 1);
    return { startOn, endOn: endOfPeriod(startOn, joiningTermsOn(program, startOn).periodYears) };
  },
});
