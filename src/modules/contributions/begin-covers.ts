import type { DayNumber } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { putInForce } from '#modules/covers/index.ts';
import { type LedgerMonthClosed, post } from '#modules/ledger/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { findStartingOrders, lockStartingOrder, markInForce, type StartingOrder, settleLateStart } from './store.ts';

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

async function beginCover(
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

export type ConfirmLateStartRefusal =
  | { readonly code: 'order-unknown' }
  | { readonly code: 'nothing-to-confirm' }
  | { readonly code: 'second-person-needed' }
  | LedgerMonthClosed;

/** A match that put the start of cover into the past holds only when a second person agrees; the cover then begins. */
export async function confirmLateStart(
  platform: Platform,
  caller: Caller,
  input: { readonly orderId: string },
): Promise<Result<{ readonly members: number }, ConfirmLateStartRefusal | IdempotencyRefusal>> {
  return await perform(
    platform,
    caller,
    { name: 'confirm-late-start', input },
    async (act): Promise<Result<{ readonly members: number }, ConfirmLateStartRefusal>> => {
      const order = await lockStartingOrder(act, input.orderId);
      if (order === undefined) return fail({ code: 'order-unknown' });
      if (!order.awaits_second) return fail({ code: 'nothing-to-confirm' });
      if (order.matched_by === act.actorId) return fail({ code: 'second-person-needed' });
      await settleLateStart(act, order.id);
      return await beginCover(act, order, today(platform.clock));
    },
  );
}
