import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { listMessages, type Message, noteRead } from './store.ts';

/** The caller's own messages, newest first, behind that id. */
export function findMessages(
  platform: Platform,
  { access }: Caller,
  page: { readonly after?: number; readonly limit: number },
): Promise<readonly Message[]> {
  return platform.database.transaction(access, (transaction) => listMessages(transaction, access, page));
}

/** Marks the caller's messages up to this one as read; how many were not yet. No act: it concerns nobody else. */
export function markRead(platform: Platform, { access }: Caller, untilId: number): Promise<number> {
  return platform.database.transaction(access, (transaction) =>
    noteRead(transaction, access, untilId, platform.clock.now()),
  );
}
