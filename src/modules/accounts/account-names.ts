import sql from 'sql-template-tag';
import type { Role } from '#contracts/permissions.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { type AccountFields, accountContext } from './account-store.ts';

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
    (transaction) =>
      transaction.rows<{ id: string; sealed: Buffer }>(sql`
        SELECT id, sealed FROM tenant.account
        WHERE office_id = ${officeId} AND id = ANY (${[...new Set(accountIds)]}::uuid[]) AND kind <> 'member'`),
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
export async function accountsToTell(
  platform: Platform,
  officeId: string,
  about:
    | { readonly unitId: string }
    | { readonly personId: string }
    | { readonly agencyId: string }
    | { readonly role: Role },
): Promise<readonly string[]> {
  const rows = await platform.database.transaction(
    { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID },
    (transaction) =>
      transaction.rows<{ id: string }>(
        'unitId' in about
          ? sql`SELECT id FROM tenant.account
              WHERE office_id = ${officeId} AND unit_id = ${about.unitId} AND state = 'active'`
          : 'personId' in about
            ? sql`SELECT id FROM tenant.account WHERE office_id = ${officeId} AND person_id = ${about.personId}
              AND kind = 'member' AND state = 'active'`
            : sql`SELECT DISTINCT a.id FROM tenant.account a
              JOIN tenant.account_role r ON r.office_id = a.office_id AND r.account_id = a.id
              WHERE a.office_id = ${officeId} AND a.state = 'active' AND ${
                'agencyId' in about
                  ? sql`r.agency_id = ${about.agencyId} AND r.role = 'reviewer'`
                  : sql`r.role = ${about.role}`
              }`,
      ),
  );
  return rows.map(({ id }) => id);
}
