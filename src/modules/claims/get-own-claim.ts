import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { openDecision } from './decide-again.ts';
import { type ClaimDetail, type GetClaimRefusal, getClaim } from './get-claim.ts';
import { type ClaimSecrets, claimContext, opened, personKey, type ToldClaim } from './sealed-claim.ts';
import { findClaim, findDecisions } from './store.ts';

/** What was told with a claim, and the case of its standing decision. */
export interface ClaimAsTold {
  /** `undefined` for those that the insurer's data brought. */
  readonly told: ToldClaim | undefined;
  /** In the format of the rules' page §4. */
  readonly case: unknown;
  /** What the rules said of it, as `writeDecision` writes it. */
  readonly line: string;
}

/** A claim as its member sees it: all that he told, and what was decided with everything that it rests on. */
export interface OwnClaim extends ClaimDetail, ClaimAsTold {}

/** A claim of the person who asks. */
export async function getOwnClaim(
  platform: Platform,
  caller: Caller,
  claimId: string,
): Promise<Result<OwnClaim, GetClaimRefusal>> {
  if (caller.access.scope !== 'person') return fail({ code: 'claim-unknown' });
  const detail = await getClaim(platform, caller, claimId);
  if (!detail.ok) return detail;
  const told = await getClaimAsTold(platform, caller, claimId);
  return told.ok ? ok({ ...detail.value, ...told.value }) : told;
}

/** What was told with a claim, for those who may see it; a unit may not. */
export async function getClaimAsTold(
  platform: Platform,
  { access }: Caller,
  claimId: string,
): Promise<Result<ClaimAsTold, GetClaimRefusal>> {
  const { officeId } = access;
  return await platform.database.transaction(
    access,
    async (transaction): Promise<Result<ClaimAsTold, GetClaimRefusal>> => {
      const claim = await findClaim(transaction, officeId, claimId);
      if (claim === undefined) return fail({ code: 'claim-unknown' });
      const { wrapped_key, person_id } = claim;
      if (wrapped_key === null) return fail({ code: 'person-erased' });
      const key = personKey(platform.ring(), officeId, person_id, wrapped_key);
      const { told } = opened<ClaimSecrets>(key, claimContext(officeId, claim.id), claim.sealed);
      const standing = (await findDecisions(transaction, officeId, claim)).at(-1);
      if (standing === undefined) throw new Error('a claim without its decision');
      const decided = openDecision({ platform, officeId }, claim, { ...standing, wrapped_key });
      return ok({ told, case: decided.case, line: decided.line });
    },
  );
}
