import sql from 'sql-template-tag';
import { fail, ok, type Result } from '#kernel/result.ts';
import { perform } from '../acts/act.ts';
import type { IdempotencyRefusal } from '../acts/idempotency.ts';
import { instantValue } from '../database/value-types.ts';
import type { OfficeCaller } from '../jobs/set-aside.ts';
import type { Platform } from '../platform.ts';

/** An event that was tried too often and waits for a person, and the object's later ones behind it. */
export interface SetAsideEvent {
  readonly id: number;
  readonly kind: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly at: number;
  readonly setAsideAt: number;
  readonly attempts: number;
  readonly failure: string;
}

/** No such event waits for a person. */
export interface EventUnknown {
  readonly code: 'event-unknown';
}

/** The office's events that were set aside, oldest first, behind that id. */
export async function findSetAsideEvents(
  platform: Platform,
  caller: OfficeCaller,
  { after = 0, limit }: { readonly after?: number; readonly limit: number },
): Promise<readonly SetAsideEvent[]> {
  return await platform.database.transaction(caller.access, (transaction) =>
    transaction.rows<SetAsideEvent>(sql`
      SELECT id, kind, object_kind AS "objectKind", object_id AS "objectId", at, set_aside_at AS "setAsideAt", attempts,
        failure
      FROM tenant.outbox_event
      WHERE office_id = ${caller.access.officeId} AND id > ${after}
        AND set_aside_at IS NOT NULL AND delivered_at IS NULL AND dropped_at IS NULL
      ORDER BY id LIMIT ${limit}`),
  );
}

/** Has the event tried anew, at once and as often as before. */
export function retryEvent(
  platform: Platform,
  caller: OfficeCaller,
  eventId: number,
): Promise<Result<undefined, EventUnknown | IdempotencyRefusal>> {
  return settle(platform, caller, 'retry-event', eventId);
}

/** Gives the event up: it is never delivered, and the object's later ones go on. */
export function dropEvent(
  platform: Platform,
  caller: OfficeCaller,
  eventId: number,
): Promise<Result<undefined, EventUnknown | IdempotencyRefusal>> {
  return settle(platform, caller, 'drop-event', eventId);
}

function settle(
  platform: Platform,
  caller: OfficeCaller,
  name: 'retry-event' | 'drop-event',
  eventId: number,
): Promise<Result<undefined, EventUnknown | IdempotencyRefusal>> {
  return perform<undefined, EventUnknown>(platform, caller, { name, input: { eventId } }, async (act) => {
    const change =
      name === 'retry-event'
        ? sql`set_aside_at = NULL, attempts = 0, next_attempt_at = NULL`
        : sql`dropped_at = ${instantValue(act.now)}`;
    const event = await act.transaction.findRow<{ kind: string; object_id: string; object_kind: string }>(sql`
      UPDATE tenant.outbox_event SET ${change}
      WHERE office_id = ${act.officeId} AND id = ${eventId}
        AND set_aside_at IS NOT NULL AND delivered_at IS NULL AND dropped_at IS NULL
      RETURNING kind, object_kind, object_id`);
    if (event === undefined) return fail({ code: 'event-unknown' });
    const detail = { eventId, kind: event.kind };
    await act.audit({ act: name, objectKind: event.object_kind, objectId: event.object_id, detail });
    return ok(undefined);
  });
}
