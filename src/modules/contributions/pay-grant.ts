import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { scheduleCover } from '#modules/covers/index.ts';
import { ACCOUNTS, drawableWithin, type LedgerMonthClosed, post } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { confirmationDay } from '#scheme/joining/start-of-cover.ts';
import { recordCompletion } from './completion-store.ts';
import type { ContributionOrder, OrderedContribution } from './order.ts';
import { orderContribution } from './order-contribution.ts';

export type PayGrantRefusal =
  | { readonly code: 'relief-fund-short'; readonly balanceFen: Fen }
  /** Another unit's cover stood in the way of some of them since they were reserved. */
  | { readonly code: 'grant-members-covered'; readonly covered: number }
  | LedgerMonthClosed;

/**
 * Orders a contribution and pays it out of the office's relief fund (grant: relief fund / contributions in advance), inside
 * the act that approves the grant: the day of the approval is the day on which the money is there, and cover starts by the
 * rule of the 25th as for anybody else. The fund never goes below nothing, and pays for nobody who gets no cover.
 */
export async function payFromReliefFund(
  act: Act,
  ordered: OrderedContribution,
): Promise<Result<ContributionOrder, PayGrantRefusal>> {
  const completedOn = today(act.platform.clock);
  const balanceFen = (await drawableWithin(act, completedOn)).get(ACCOUNTS.reliefFund.code) ?? 0;
  if (balanceFen < ordered.amountFen) return fail({ code: 'relief-fund-short', balanceFen });
  const order = await orderContribution(act, ordered);
  const about = { objectKind: 'contribution-order', objectId: order.id };
  const place = { agencyId: ordered.agencyId, unitId: ordered.unitId };
  const posted = await post(act, {
    ...about,
    ...place,
    event: 'grant-paid',
    onDay: completedOn,
    amountFen: ordered.amountFen,
  });
  if (!posted.ok) return posted;
  const confirmedOn = confirmationDay.evaluate({ completedOn });
  const { rosterId, program, shares } = ordered;
  const cover = await scheduleCover(act, { ...place, orderId: order.id, rosterId, program, shares, confirmedOn });
  if (cover.members < ordered.memberCount) {
    return fail({ code: 'grant-members-covered', covered: ordered.memberCount - cover.members });
  }
  const { startOn, endOn, members } = cover;
  await recordCompletion(act, order.id, {
    completedAt: undefined,
    completedOn,
    confirmedOn,
    startOn,
    endOn,
    awaitsSecond: false,
    refundFen: 0,
  });
  const detail = { completedOn, confirmedOn, startOn, endOn, members, awaitsSecond: false };
  await act.audit({ ...about, ...place, act: 'complete-order', detail });
  await act.emit({ ...about, ...place, kind: 'order-completed', payload: { startOn } });
  return ok(order);
}
