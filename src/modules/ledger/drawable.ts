import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { balancesWithin } from './carry-forward.ts';
import { lockFunds } from './store.ts';

/**
 * What an act may draw from each account on a day, by code: the lower of what stands there on that day and today, so that
 * a day in the past spends nothing that is spent by now. Whoever else draws from the office's funds waits until the act
 * commits.
 */
export async function drawableWithin(act: Act, onDay: DayNumber): Promise<ReadonlyMap<string, number>> {
  await lockFunds(act);
  const then = await balancesWithin(act, onDay);
  const now = await balancesWithin(act, today(act.platform.clock));
  return new Map([...then].map(([code, amountFen]) => [code, Math.min(amountFen, now.get(code) ?? 0)]));
}
