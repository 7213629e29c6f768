import sql from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import { type ClaimRow, moveClaims } from './store.ts';

export async function assignClaim(
  { transaction, officeId, now }: Act,
  claim: ClaimRow,
  assigneeId: string | null,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim SET assignee_id = ${assigneeId}, changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND submitted_on = ${dayValue(claim.submitted_on)} AND id = ${claim.id}`);
}

/** The nodes from the root to this one; none where it is not in sight. */
export async function findAgencyPath({ transaction, officeId }: Act, agencyId: string): Promise<readonly string[]> {
  const found = await transaction.findRow<{ path: readonly string[] }>(
    sql`SELECT path FROM tenant.agency WHERE office_id = ${officeId} AND id = ${agencyId}`,
  );
  return found?.path ?? [];
}

/** Before another level, in the state that it has. */
export async function takeClaimUp(act: Act, claim: ClaimRow, agencyId: string): Promise<void> {
  await moveClaims(act, [claim], claim.state, agencyId);
}
