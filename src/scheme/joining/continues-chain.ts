import type { Period } from '#kernel/period.ts';

/**
 * Whether a period carries on the chain of the one before: it starts within the days of grace after that one ended.
 *
 * 「互助保障期满后，符合参加条件的会员在 15 日（含）内继续参加本活动将不再受上述期限的限制」; day 15 is still within.
 */
export function continuesChain(
  before: Pick<Period, 'endOn'>,
  after: Pick<Period, 'startOn'>,
  graceDays: number,
): boolean {
  return after.startOn <= before.endOn + graceDays;
}
