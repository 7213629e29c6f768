import { fail, ok, type Result } from '#kernel/result.ts';
import { findOwnLevel } from '#modules/reviews/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { assignClaim, findAgencyPath, takeClaimUp } from './assignment-store.ts';
import { hasSubmitted, lockClaims } from './store.ts';

export interface ClaimToAssign {
  readonly claimId: string;
  /** Who of the level looks at it; `null`: whoever comes first. Whether he is a reviewer there the caller has seen to. */
  readonly assigneeId?: string | null | undefined;
  /** The caller's own level takes it from one below, which has not decided it. */
  readonly takesUp?: boolean | undefined;
  readonly reason: string;
}

/** In order of precedence. */
export type AssignClaimRefusal =
  | { readonly code: 'claim-unknown' }
  | { readonly code: 'claim-state' }
  | { readonly code: 'claim-at-other-level' }
  | { readonly code: 'claim-own-submission' }
  | { readonly code: 'claim-reason-missing' };

/**
 * Gives a claim that waits to one person of its level, or takes it up to a level above that a lower one has left lying; the
 * deadline of who gets it begins anew where the level changes.
 */
export async function assignClaimTo(
  platform: Platform,
  caller: Caller,
  input: ClaimToAssign,
): Promise<Result<undefined, AssignClaimRefusal | IdempotencyRefusal>> {
  type Assigning = Result<undefined, AssignClaimRefusal>;
  return await perform(platform, caller, { name: 'assign-claim', input }, async (act): Promise<Assigning> => {
    const [claim] = await lockClaims(act, [input.claimId]);
    if (claim === undefined) return fail({ code: 'claim-unknown' });
    const waitsAt = claim.reviewing_agency_id;
    if (waitsAt === null) return fail({ code: 'claim-state' });
    const level = await findOwnLevel(act.transaction, caller.access);
    if (level === undefined) return fail({ code: 'claim-at-other-level' });
    if (input.reason.trim() === '') return fail({ code: 'claim-reason-missing' });
    const takesUp = input.takesUp === true;
    if (takesUp) {
      const path = await findAgencyPath(act, waitsAt);
      if (waitsAt === level.id || !path.includes(level.id)) return fail({ code: 'claim-at-other-level' });
      await takeClaimUp(act, claim, level.id);
    } else {
      if (waitsAt !== level.id) return fail({ code: 'claim-at-other-level' });
      if (typeof input.assigneeId === 'string' && hasSubmitted(claim, input.assigneeId)) {
        return fail({ code: 'claim-own-submission' });
      }
      await assignClaim(act, claim, input.assigneeId ?? null);
    }
    await act.audit({
      act: takesUp ? 'take-claim-up' : 'assign-claim',
      objectKind: 'claim',
      objectId: claim.id,
      agencyId: claim.agency_id,
      unitId: claim.unit_id,
      detail: { level: level.kind, ...(takesUp ? {} : { from: claim.assignee_id, to: input.assigneeId ?? null }) },
      personal: { reason: input.reason.trim() },
    });
    return ok(undefined);
  });
}
