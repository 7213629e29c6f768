import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import type { EntryFilter, LedgerEntry } from './entry.ts';
import { entries } from './read-store.ts';

/** Entries that the caller may see, the latest business day first. */
export function findEntries(
  platform: Platform,
  { access }: Caller,
  filter: EntryFilter,
): Promise<readonly LedgerEntry[]> {
  return platform.database.transaction(access, (transaction) => entries(transaction, access.officeId, filter));
}
