import sql from 'sql-template-tag';
import type { AccessContext } from '#platform/database/access-context.ts';
import type { Transaction } from '#platform/database/transaction.ts';

/** A node of the tree as a level of review: county, city, office; the one above reviews next. */
export interface ReviewLevel {
  readonly id: string;
  readonly parent_id: string | null;
  readonly kind: 'office' | 'city' | 'county';
}

/**
 * The node for which the caller reviews, `undefined` for those who review nothing. Only this one: seeing what lies below is
 * not reviewing in its place.
 */
export async function findOwnLevel(transaction: Transaction, access: AccessContext): Promise<ReviewLevel | undefined> {
  if (access.scope !== 'office' && access.scope !== 'agencies') return undefined;
  const ownId = access.scope === 'agencies' ? access.agencyIds[0] : await getRootAgencyId(transaction, access.officeId);
  return await transaction.findRow<ReviewLevel>(sql`
    SELECT id, parent_id, kind FROM tenant.agency WHERE office_id = ${access.officeId} AND id = ${ownId}`);
}

/** The node of the office itself: the last level. */
export async function getRootAgencyId(transaction: Transaction, officeId: string): Promise<string> {
  const root = await transaction.getRow<{ path: readonly string[] }>(
    sql`SELECT path[1:1] AS path FROM tenant.agency WHERE office_id = ${officeId} LIMIT 1`,
  );
  const [id] = root.path;
  if (id === undefined) throw new Error('an agency without a path');
  return id;
}
