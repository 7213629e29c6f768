import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Deliver, DeliverableEvent } from '#platform/outbox/outbox-event.ts';
import type { Platform } from '#platform/platform.ts';
import { insertMessages } from './store.ts';

/** Whose inboxes an event goes to: ids of accounts. */
export type FindRecipients = (event: DeliverableEvent) => Promise<readonly string[]>;

/** Puts events into inboxes; one that comes again changes nothing. */
export function messageTarget(platform: Platform, findRecipients: FindRecipients): Deliver {
  return async (event) => {
    const recipients = await findRecipients(event);
    if (recipients.length === 0) return;
    const context = { scope: 'office', officeId: event.officeId, actorId: SYSTEM_ACTOR_ID } as const;
    await platform.database.transaction(context, (transaction) => insertMessages(transaction, event, recipients));
  };
}
