/** Inboxes inside the program, filled from the outbox. */
export { findMessages, markRead } from './find-messages.ts';
export { messageTarget } from './message-target.ts';
