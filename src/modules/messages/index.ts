/** Inboxes inside the program, filled from the outbox. */
export { findMessages, type Message, markRead } from './find-messages.ts';
export { type FindRecipients, messageTarget } from './message-target.ts';
