import sql, { empty } from 'sql-template-tag';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { DeliverableEvent } from '#platform/outbox/outbox-event.ts';

/** An event in somebody's inbox; the words are the screen's. */
export interface Message {
  /** The event's id: larger is later. */
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly readAt: number | null;
}

/** Whose inbox it is. */
export interface Recipient {
  readonly officeId: string;
  readonly actorId: string;
}

/** Puts an event into inboxes; one that comes again changes nothing. */
export async function insertMessages(
  transaction: Transaction,
  event: DeliverableEvent,
  recipientIds: readonly string[],
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.message (office_id, recipient_id, event_id, at, kind, object_kind, object_id, payload)
    SELECT ${event.officeId}, recipient_id, ${event.id}, ${instantValue(event.at)}, ${event.kind},
      ${event.objectKind}, ${event.objectId}, ${JSON.stringify(event.payload)}
    FROM unnest(${recipientIds}::uuid[]) AS recipient_id
    ON CONFLICT DO NOTHING`);
}

/** Somebody's messages, newest first, behind that id. */
export async function listMessages(
  transaction: Transaction,
  { officeId, actorId }: Recipient,
  { after, limit }: { readonly after?: number; readonly limit: number },
): Promise<readonly Message[]> {
  return await transaction.rows<Message>(sql`
    SELECT event_id AS id, at, kind, object_kind AS "objectKind", object_id AS "objectId", payload, read_at AS "readAt"
    FROM tenant.message WHERE office_id = ${officeId} AND recipient_id = ${actorId}
      ${after === undefined ? empty : sql`AND event_id < ${after}`}
    ORDER BY event_id DESC LIMIT ${limit}`);
}

/** Marks somebody's messages up to this one as read; how many were not yet. */
export function noteRead(
  transaction: Transaction,
  { officeId, actorId }: Recipient,
  untilId: number,
  now: number,
): Promise<number> {
  return transaction.run(sql`
    UPDATE tenant.message SET read_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND recipient_id = ${actorId} AND event_id <= ${untilId} AND read_at IS NULL`);
}
