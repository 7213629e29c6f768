import type { DayNumber } from '#kernel/civil-date.ts';
import type { Period } from '#kernel/period.ts';
import { joiningRule } from '#scheme/joining/joining-rule.ts';

export interface OverlapFacts {
  readonly wanted: Period;
  /** Periods of the same person in the same program, running or reserved. */
  readonly standing: readonly Period[];
}

/**
 * 「在互助保障期内会员只允许参加壹次本活动，超出次数视为无效」
 *
 * The standing period that the wanted one would overlap; `undefined` where none. What overlaps is void and its fee, if
 * paid, refundable.
 */
export const overlapsStanding = joiningRule<OverlapFacts, Period | undefined>({
  id: 'one-at-a-time',
  clauses: ['附件1-3.4', '附件2-3.4'],
  title: '同一天只能有一个保障期',
  reads: ['wanted', 'standing'],
  readings: ['读法-4'],
  evaluate: ({ wanted, standing }) =>
    standing.find((period) => period.startOn <= wanted.endOn && wanted.startOn <= period.endOn),
});

export interface ReplacementFacts {
  /** The cover of the one who leaves. */
  readonly cover: Period;
  readonly replacedOn: DayNumber;
  /** A benefit was paid to, or is being claimed by, the one who leaves. */
  readonly benefitClaimed: boolean;
}

export type ReplacementAnswer =
  | { readonly allowed: false; readonly code: 'outside-period' | 'last-day' | 'benefit-claimed' }
  | { readonly allowed: true; readonly leaver: Period; readonly joiner: Period };

/**
 * 「创新推出“置换参保名单”操作模式」 (accident program)
 *
 * Head count, fee and period stay; the one who left is covered to the end of the replacement day, the new one from
 * 00:00 of the next. On the last day nothing would be left for the new one.
 */
export const replacementOf = joiningRule<ReplacementFacts, ReplacementAnswer>({
  id: 'roster-replacement',
  clauses: ['附件2-3.1'],
  title: '置换参保名单',
  reads: ['cover', 'replacedOn', 'benefitClaimed'],
  readings: ['读法-5'],
  evaluate: ({ cover, replacedOn, benefitClaimed }) => {
    if (benefitClaimed) return { allowed: false, code: 'benefit-claimed' };
    if (replacedOn < cover.startOn || replacedOn > cover.endOn) return { allowed: false, code: 'outside-period' };
    if (replacedOn === cover.endOn) return { allowed: false, code: 'last-day' };
    return {
      allowed: true,
      leaver: { startOn: cover.startOn, endOn: replacedOn },
      joiner: { startOn: replacedOn + 1, endOn: cover.endOn },
    };
  },
});
