import sql from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ClaimRow } from './store.ts';

type Claim = Pick<ClaimRow, 'id' | 'submitted_on'>;

export interface SealedClaim {
  readonly id: string;
  readonly sealed: Buffer;
  /** `null` where the person's key was deleted. */
  readonly wrapped_key: Buffer | null;
}

export async function findSealedClaims(
  { transaction, officeId }: Act,
  claims: readonly Claim[],
): Promise<readonly SealedClaim[]> {
  return await transaction.rows<SealedClaim>(sql`
    SELECT c.id, c.sealed, p.wrapped_key
    FROM unnest(${claims.map(({ id }) => id)}::uuid[],
      ${claims.map(({ submitted_on }) => dayValue(submitted_on))}::date[]) AS k (id, submitted_on)
    CROSS JOIN LATERAL (
      SELECT id, person_id, sealed FROM tenant.claim
      WHERE office_id = ${officeId} AND submitted_on = k.submitted_on AND id = k.id OFFSET 0) c
    CROSS JOIN LATERAL (
      SELECT wrapped_key FROM tenant.person WHERE office_id = ${officeId} AND id = c.person_id OFFSET 0) p`);
}

export interface KeptRecord {
  readonly claim: Claim;
  readonly sealed: Buffer;
  /** Added to what the claim is flagged for. */
  readonly flag: string | undefined;
}

/** Gives claims their secrets anew, with what the insurer told of them. */
export async function keepRecords({ transaction, officeId, now }: Act, records: readonly KeptRecord[]): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.claim c SET sealed = k.sealed, changed_at = ${instantValue(now)},
      flags = CASE WHEN k.flag IS NULL OR k.flag = ANY (c.flags) THEN c.flags ELSE array_append(c.flags, k.flag) END
    FROM unnest(${records.map(({ claim }) => claim.id)}::uuid[],
      ${records.map(({ claim }) => dayValue(claim.submitted_on))}::date[], ${records.map(({ sealed }) => sealed)}::bytea[],
      ${records.map(({ flag }) => flag ?? null)}::text[]) AS k (id, submitted_on, sealed, flag)
    WHERE c.office_id = ${officeId} AND c.submitted_on = k.submitted_on AND c.id = k.id`);
}
