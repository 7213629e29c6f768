import { openWithRing } from '#platform/cryptography/sealing.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { type AccountFields, accountContext } from './account-store.ts';
import { findAccountsToTell, findColleagues, type News } from './recipient-store.ts';

/**
 * The names of staff and unit agents by account, for showing who did something: a colleague's name at work is no secret
 * within the office. Members' accounts are left out.
 */
export async function accountNames(
  platform: Platform,
  officeId: string,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map([[SYSTEM_ACTOR_ID, '系统']]);
  const rows = await platform.database.transaction(
    { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID },
    (transaction) => findColleagues(transaction, officeId, [...new Set(accountIds)]),
  );
  const ring = platform.ring();
  const names = new Map([[SYSTEM_ACTOR_ID, '系统']]);
  for (const { id, sealed } of rows) {
    const fields = openWithRing<AccountFields>(ring, accountContext(officeId, id), sealed);
    if (fields.ok) names.set(id, fields.value.name);
  }
  return names;
}

/** The active accounts of a unit, of a member, or of a node itself: to whom news about it go. */
export async function accountsToTell(platform: Platform, officeId: string, about: News): Promise<readonly string[]> {
  return await platform.database.transaction({ scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID }, (transaction) =>
    findAccountsToTell(transaction, officeId, about),
  );
}
