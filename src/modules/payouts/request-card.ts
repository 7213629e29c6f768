import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { lockReturnedPayout, markCardAsked } from './result-store.ts';

export type RequestCardRefusal =
  | { readonly code: 'payout-unknown' }
  /** It has not come back, or is on its way again. */
  | { readonly code: 'payout-not-returned' }
  | { readonly code: 'card-registered' }
  | { readonly code: 'card-asked-lately' };

/** Nobody is asked twice a day. */
const AGAIN_AFTER_MS = 24 * 3_600_000;

/** Asks the payee of a payout that came back for another card: the member hears of it, and his agency. */
export async function requestCard(
  platform: Platform,
  caller: Caller,
  input: { readonly payoutId: string },
): Promise<Result<{ readonly askedAt: number }, RequestCardRefusal | IdempotencyRefusal>> {
  type Asking = Result<{ readonly askedAt: number }, RequestCardRefusal>;
  return await perform(platform, caller, { name: 'request-card', input }, async (act): Promise<Asking> => {
    const payout = await lockReturnedPayout(act, input.payoutId);
    if (payout === undefined) return fail({ code: 'payout-unknown' });
    if (!payout.is_open) return fail({ code: 'payout-not-returned' });
    if (payout.has_new_card) return fail({ code: 'card-registered' });
    if (payout.card_asked_at !== null && act.now - payout.card_asked_at < AGAIN_AFTER_MS) {
      return fail({ code: 'card-asked-lately' });
    }
    const { id, made_on, claim_id, agency_id: agencyId, unit_id: unitId, person_id: personId, fault } = payout;
    await markCardAsked(act, { id, made_on });
    await act.audit({
      act: 'request-card',
      objectKind: 'payout',
      objectId: id,
      agencyId,
      unitId,
      detail: { claimId: claim_id, fault },
    });
    await act.emit({
      kind: 'card-requested',
      objectKind: 'claim',
      objectId: claim_id,
      agencyId,
      unitId,
      personId,
      payload: { payoutId: id, fault },
    });
    return ok({ askedAt: act.now });
  });
}
