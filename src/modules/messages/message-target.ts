import sql from 'sql-template-tag';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { Deliver, DeliverableEvent } from '#platform/outbox/outbox-event.ts';
import type { Platform } from '#platform/platform.ts';

/** Whose inboxes an event goes to: ids of accounts. */
export type FindRecipients = (event: DeliverableEvent) => Promise<readonly string[]>;

/** Puts events into inboxes; one that comes again changes nothing. */
export function messageTarget(platform: Platform, findRecipients: FindRecipients): Deliver {
  return async (event) => {
    const recipients = await findRecipients(event);
    if (recipients.length === 0) return;
    const context = { scope: 'office', officeId: event.officeId, actorId: SYSTEM_ACTOR_ID } as const;
    await platform.database.transaction(context, (transaction) =>
      transaction.run(sql`
        INSERT INTO tenant.message (office_id, recipient_id, event_id, at, kind, object_kind, object_id, payload)
        SELECT ${event.officeId}, recipient_id, ${event.id}, ${instantValue(event.at)}, ${event.kind},
          ${event.objectKind}, ${event.objectId}, ${JSON.stringify(event.payload)}
        FROM unnest(${recipients}::uuid[]) AS recipient_id
        ON CONFLICT DO NOTHING`),
    );
  };
}
