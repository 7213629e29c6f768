import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { type ListedMatch, listMatches, type MatchFilter } from './matching-store.ts';
import { type EntryFilter, listStatementEntries, type StatementEntryRow } from './statement-store.ts';

export type { StatementEntryRow } from './statement-store.ts';

/** Which credits pay which orders, the latest first; matches that were taken back stay as history. */
export async function findMatches(
  platform: Platform,
  { access }: Caller,
  filter: MatchFilter,
): Promise<readonly ListedMatch[]> {
  const at = { officeId: access.officeId, platform };
  return await platform.database.transaction(access, (transaction) => listMatches(transaction, at, filter));
}

/** What an import brought and what became of each entry, in the order of the file; `undefined` where there is no such import. */
export async function findStatementEntries(
  platform: Platform,
  { access }: Caller,
  filter: EntryFilter,
): Promise<readonly StatementEntryRow[] | undefined> {
  const at = { officeId: access.officeId, platform };
  return await platform.database.transaction(access, (transaction) => listStatementEntries(transaction, at, filter));
}
