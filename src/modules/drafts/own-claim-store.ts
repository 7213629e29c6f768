import sql from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { Benefit, ProgramId } from '#scheme/case.ts';

/** A claim as far as its papers and who may bring them are concerned. */
export interface OwnClaimRow {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly member_id: string;
  readonly program: ProgramId;
  readonly benefit: Benefit;
  readonly origin: string;
  readonly state: string;
}

/** A claim of the person in whose scope one acts, in whatever state. */
export async function findOwnClaim({ transaction, officeId }: Act, claimId: string): Promise<OwnClaimRow | undefined> {
  return await transaction.findRow<OwnClaimRow>(sql`
    SELECT id, agency_id, unit_id, person_id, member_id, program, benefit, origin, state FROM tenant.claim
    WHERE office_id = ${officeId} AND id = ${claimId}`);
}
