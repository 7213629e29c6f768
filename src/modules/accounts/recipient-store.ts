import sql from 'sql-template-tag';
import type { Role } from '#contracts/permissions.ts';
import type { Transaction } from '#platform/database/transaction.ts';

/** What news are about: a unit, a member, a node itself, or what a role does. */
export type News =
  | { readonly unitId: string }
  | { readonly personId: string }
  | { readonly agencyId: string }
  | { readonly role: Role };

/** The active accounts to which they go: a unit's agents, a member's own, a node's reviewers, the holders of a role. */
export async function findAccountsToTell(
  transaction: Transaction,
  officeId: string,
  about: News,
): Promise<readonly string[]> {
  const rows = await transaction.rows<{ id: string }>(
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
  );
  return rows.map(({ id }) => id);
}

/** Of these accounts those of staff and unit agents, sealed. */
export async function findColleagues(
  transaction: Transaction,
  officeId: string,
  accountIds: readonly string[],
): Promise<readonly { readonly id: string; readonly sealed: Buffer }[]> {
  return await transaction.rows(sql`
    SELECT id, sealed FROM tenant.account
    WHERE office_id = ${officeId} AND id = ANY (${accountIds}::uuid[]) AND kind <> 'member'`);
}
