import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { sealWithRing } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { reasonContext } from './recovery-reason.ts';
import type { RecoveryCause } from './states.ts';
import { insertRecovery, lockPaidClaim, takeRecoveryNumber } from './store.ts';

export interface ProposeRecoveryInput {
  readonly claimId: string;
  readonly amountFen: Fen;
  readonly cause: RecoveryCause;
  /** In words, for the second person and the trail. */
  readonly reason: string;
}

export type ProposeRecoveryRefusal =
  | { readonly code: 'recovery-claim-unknown' }
  | { readonly code: 'recovery-claim-not-paid' }
  /** More than was paid and is not being recovered yet. */
  | { readonly code: 'recovery-amount'; readonly openFen: Fen }
  | { readonly code: 'recovery-reason-missing' };

/** A benefit was paid wrongly, wholly or in part: proposes to take it back. Somebody else decides. */
export async function proposeRecovery(
  platform: Platform,
  caller: Caller,
  input: ProposeRecoveryInput,
): Promise<
  Result<{ readonly recoveryId: string; readonly number: string }, ProposeRecoveryRefusal | IdempotencyRefusal>
> {
  return await perform(platform, caller, { name: 'propose-recovery', input }, (act) => proposeRecoveryIn(act, input));
}

/** The same inside another act: a ruling that pays less than was paid. */
export async function proposeRecoveryIn(
  act: Act,
  { claimId, amountFen, cause, reason }: ProposeRecoveryInput,
): Promise<Result<{ readonly recoveryId: string; readonly number: string }, ProposeRecoveryRefusal>> {
  const claim = await lockPaidClaim(act, claimId);
  if (claim === undefined) return fail({ code: 'recovery-claim-unknown' });
  if (claim.state !== 'paid' && claim.excess_fen === 0) return fail({ code: 'recovery-claim-not-paid' });
  const openFen = claim.amount_fen + claim.excess_fen - claim.recovering_fen;
  if (amountFen <= 0 || amountFen > openFen) return fail({ code: 'recovery-amount', openFen });
  if (reason.trim() === '') return fail({ code: 'recovery-reason-missing' });
  const recoveryId = act.newId();
  const number = `ZH${String(await takeRecoveryNumber(act)).padStart(8, '0')}`;
  const sealedReason = sealWithRing(act.platform.ring(), reasonContext(act.officeId, recoveryId), { reason });
  await insertRecovery(act, { id: recoveryId, number, claimId, claim, amountFen, cause, sealedReason });
  await act.audit({
    act: 'propose-recovery',
    objectKind: 'recovery',
    objectId: recoveryId,
    agencyId: claim.agency_id,
    unitId: claim.unit_id,
    detail: { number, claimId, amountFen, cause },
    personal: { reason },
  });
  await act.emit({
    kind: 'recovery-proposed',
    objectKind: 'recovery',
    objectId: recoveryId,
    agencyId: claim.agency_id,
    unitId: claim.unit_id,
    payload: { claimId, amountFen },
  });
  return ok({ recoveryId, number });
}
