import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { openDecision } from './decide-again.ts';
import { type ClaimDetail, type GetClaimRefusal, getClaim } from './get-claim.ts';
import { type ClaimSecrets, claimContext, opened, personKey, type ToldClaim } from './sealed-claim.ts';
import { findClaim, findDecisions } from './store.ts';

/** A claim as its member sees it: all that he told, and what was decided with everything that it rests on. */
export interface OwnClaim extends ClaimDetail {
  readonly told: ToldClaim | undefined;
  /** The case of the standing decision, in the format of the rules' page §4. */
  readonly case: unknown;
  /** What the rules said of it, as `writeDecision` writes it. */
  readonly line: string;
}

/** A claim of the person who asks. */
export async function getOwnClaim(
  platform: Platform,
  caller: Caller,
  claimId: string,
): Promise<Result<OwnClaim, GetClaimRefusal>> {
  const { access } = caller;
  const { officeId } = access;
  if (access.scope !== 'person') return fail({ code: 'claim-unknown' });
  const detail = await getClaim(platform, caller, claimId);
  if (!detail.ok) return detail;
  return await platform.database.transaction(
    access,
    async (transaction): Promise<Result<OwnClaim, GetClaimRefusal>> => {
      const claim = await findClaim(transaction, officeId, claimId);
      if (claim === undefined) return fail({ code: 'claim-unknown' });
      const { wrapped_key, person_id } = claim;
      if (wrapped_key === null) return fail({ code: 'person-erased' });
      const key = personKey(platform.ring(), officeId, person_id, wrapped_key);
      const { told } = opened<ClaimSecrets>(key, claimContext(officeId, claim.id), claim.sealed);
      const standing = (await findDecisions(transaction, officeId, claim)).at(-1);
      if (standing === undefined) throw new Error('a claim without its decision');
      const decided = openDecision({ platform, officeId }, claim, { ...standing, wrapped_key });
      return ok({ ...detail.value, told, case: decided.case, line: decided.line });
    },
  );
}
