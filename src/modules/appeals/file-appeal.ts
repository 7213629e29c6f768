import { fail, ok, type Result } from '#kernel/result.ts';
import { isDecided, lockAppealedClaim } from '#modules/claims/index.ts';
import { getRootAgencyId } from '#modules/reviews/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { appealContext, keyOf } from './appeal-secrets.ts';
import { insertAppeal } from './appeal-store.ts';
import { OFFICE_DAYS } from './states.ts';

export type FileAppealRefusal =
  | { readonly code: 'claim-unknown' }
  | { readonly code: 'appeal-not-yet' }
  /** The committee has ruled, and its ruling is final. */
  | { readonly code: 'appeal-ruled-finally' }
  | { readonly code: 'person-erased' }
  | { readonly code: 'appeal-filed' };

/** A member is against the standing decision of his claim (附件1-8.3, 附件2-8.3): once for each decision. */
export async function fileAppeal(
  platform: Platform,
  caller: Caller,
  input: { readonly claimId: string; readonly reason: string },
): Promise<Result<{ readonly appealId: string }, FileAppealRefusal | IdempotencyRefusal>> {
  type Filing = Result<{ readonly appealId: string }, FileAppealRefusal>;
  return await perform(platform, caller, { name: 'file-appeal', input }, async (act): Promise<Filing> => {
    const claim = caller.access.scope === 'person' ? await lockAppealedClaim(act, input.claimId) : undefined;
    if (claim === undefined) return fail({ code: 'claim-unknown' });
    if (!isDecided(claim)) return fail({ code: 'appeal-not-yet' });
    if (claim.source === 'committee') return fail({ code: 'appeal-ruled-finally' });
    if (claim.wrapped_key === null) return fail({ code: 'person-erased' });
    const key = keyOf(platform.ring(), act.officeId, claim.person_id, claim.wrapped_key);
    const id = act.newId();
    const sealed = sealJson(key, appealContext('appeal', act.officeId, id), { reason: input.reason });
    const dueOn = today(platform.clock) + OFFICE_DAYS;
    if (!(await insertAppeal(act, claim, { id, sealed, dueOn }))) return fail({ code: 'appeal-filed' });
    const { agency_id: agencyId, unit_id: unitId, person_id: personId } = claim;
    const trail = { objectKind: 'claim', objectId: claim.id, agencyId, unitId };
    await act.audit({ ...trail, act: 'file-appeal', detail: { appealId: id, decision: claim.decision_count } });
    const waitsForAgencyId = await getRootAgencyId(act.transaction, act.officeId);
    await act.emit({ ...trail, kind: 'appeal-filed', personId, payload: { waitsForAgencyId } });
    return ok({ appealId: id });
  });
}
