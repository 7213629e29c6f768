import type { AccessContext } from '#platform/database/access-context.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { findLevel, getRootAgencyId, type ReviewLevel } from './level-store.ts';

/**
 * The node for which the caller reviews, `undefined` for those who review nothing. Only this one: seeing what lies below is
 * not reviewing in its place.
 */
export async function findOwnLevel(transaction: Transaction, access: AccessContext): Promise<ReviewLevel | undefined> {
  if (access.scope !== 'office' && access.scope !== 'agencies') return undefined;
  const ownId = access.scope === 'agencies' ? access.agencyIds[0] : await getRootAgencyId(transaction, access.officeId);
  return await findLevel(transaction, access.officeId, ownId);
}
