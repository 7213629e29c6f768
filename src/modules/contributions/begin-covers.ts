import type { DayNumber } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { putInForce } from '#modules/covers/index.ts';
import { type LedgerMonthClosed, post } from '#modules/ledger/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { findStartingOrders, lockStartingOrder, markInForce, type StartingOrder } from './store.ts';

/**
 * Puts every cover in force whose day has come: the job of each morning, and of every start of the program. Each order is
 * an act of its own; whatever was interrupted goes on with the next call, and nothing happens twice.
 */
export async function beginCovers(platform: Platform, caller: Caller): Promise<readonly string[]> {
  const day = today(platform.clock);
  const due = await platform.database.transaction(caller.access, (transaction) =>
    findStartingOrders(transaction, caller.access.officeId, day),
  );
  const begun: string[] = [];
  for (const orderId of due) {
    const result = await perform(
      platform,
      caller,
      { name: 'begin-cover', input: { orderId } },
      async (act): Promise<Result<{ readonly members: number }, LedgerMonthClosed | { code: 'nothing-to-begin' }>> => {
        const order = await lockStartingOrder(act, orderId);
        // another process was quicker, or the money went back
        if (order === undefined || order.start_on > day || order.awaits_second) {
          return fail({ code: 'nothing-to-begin' });
        }
        return await beginCover(act, order, day);
      },
    );
    if (result.ok) begun.push(orderId);
  }
  return begun;
}

/** Puts the cover of a completed order in force, inside an act. */
export async function beginCover(
  act: Act,
  order: StartingOrder,
  day: DayNumber,
): Promise<Result<{ readonly members: number }, LedgerMonthClosed>> {
  const members = await putInForce(act, order.id, order.start_on);
  await markInForce(act, order);
  const posted = await post(act, {
    event: 'cover-started',
    objectKind: 'contribution-order',
    objectId: order.id,
    onDay: order.start_on < day ? day : order.start_on,
    amountFen: order.amount_fen - order.refund_fen,
    agencyId: order.agency_id,
    unitId: order.unit_id,
  });
  if (!posted.ok) return posted;
  await act.audit({
    act: 'begin-cover',
    objectKind: 'contribution-order',
    objectId: order.id,
    agencyId: order.agency_id,
    unitId: order.unit_id,
    detail: { startOn: order.start_on, members },
  });
  await act.emit({
    kind: 'cover-began',
    objectKind: 'contribution-order',
    objectId: order.id,
    agencyId: order.agency_id,
    unitId: order.unit_id,
  });
  return ok({ members });
}
