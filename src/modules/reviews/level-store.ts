import sql from 'sql-template-tag';
import type { Transaction } from '#platform/database/transaction.ts';

/** A node of the tree as a level of review: county, city, office; the one above reviews next. */
export interface ReviewLevel {
  readonly id: string;
  readonly parent_id: string | null;
  readonly kind: 'office' | 'city' | 'county';
}

export function findLevel(
  transaction: Transaction,
  officeId: string,
  agencyId: string | undefined,
): Promise<ReviewLevel | undefined> {
  return transaction.findRow<ReviewLevel>(sql`
    SELECT id, parent_id, kind FROM tenant.agency WHERE office_id = ${officeId} AND id = ${agencyId}`);
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
