import { fail, ok, type Result } from '#kernel/result.ts';
import { redecideDelayed } from '#modules/claims/index.ts';
import { type LedgerMonthClosed, post } from '#modules/ledger/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { setOffReturned } from './set-off-returned.ts';
import { settleExcess } from './settle-excess.ts';
import { RECOVERY_EDGES, type RecoveryState } from './states.ts';
import { lockPaidClaim, lockRecovery, markDecided } from './store.ts';

export interface DecideRecoveryInput {
  readonly recoveryId: string;
  readonly outcome: 'decide' | 'decline';
}

export type DecideRecoveryRefusal =
  | { readonly code: 'recovery-unknown' }
  | { readonly code: 'recovery-state' }
  /** Whoever proposed it does not decide it. */
  | { readonly code: 'own-recovery' }
  /** Since it was proposed the bank gave back what was paid too much. */
  | { readonly code: 'recovery-nothing-paid' }
  | LedgerMonthClosed;

/** The second person's half: from now on the amount is a receivable, or nothing is. */
export async function decideRecovery(
  platform: Platform,
  caller: Caller,
  input: DecideRecoveryInput,
): Promise<Result<{ readonly state: RecoveryState }, DecideRecoveryRefusal | IdempotencyRefusal>> {
  type Deciding = Result<{ readonly state: RecoveryState }, DecideRecoveryRefusal>;
  return await perform(platform, caller, { name: 'decide-recovery', input }, async (act): Promise<Deciding> => {
    const recovery = await lockRecovery(act, input.recoveryId);
    if (recovery === undefined) return fail({ code: 'recovery-unknown' });
    const state = RECOVERY_EDGES[recovery.state][input.outcome];
    if (state !== 'decided' && state !== 'declined') return fail({ code: 'recovery-state' });
    if (recovery.proposed_by === act.actorId) return fail({ code: 'own-recovery' });
    const { id, number, claim_id, agency_id, unit_id, person_id, amount_fen } = recovery;
    const claim = state === 'decided' ? await lockPaidClaim(act, claim_id) : undefined;
    if (claim !== undefined && claim.recovering_fen > claim.amount_fen + claim.excess_fen) {
      return fail({ code: 'recovery-nothing-paid' });
    }
    await markDecided(act, id, state);
    if (state === 'decided') {
      const posted = await post(act, {
        event: 'recovery-decided',
        objectKind: 'recovery',
        objectId: id,
        onDay: today(platform.clock),
        agencyId: agency_id,
        unitId: unit_id,
        amountFen: amount_fen,
      });
      if (!posted.ok) return posted;
      await act.emit({
        kind: 'recovery-decided',
        objectKind: 'claim',
        objectId: claim_id,
        agencyId: agency_id,
        unitId: unit_id,
        personId: person_id,
        payload: { recoveryId: id, amountFen: amount_fen },
      });
    }
    await act.audit({
      act: 'decide-recovery',
      objectKind: 'recovery',
      objectId: id,
      agencyId: agency_id,
      unitId: unit_id,
      detail: { number, claimId: claim_id, amountFen: amount_fen, state },
    });
    // what came back is above the decision no more where nothing is taken back, and what its limits left free is paid
    const settled = state === 'declined' ? await settleExcess(act, claim_id) : ok(undefined);
    if (!settled.ok) return settled;
    const redecided = await redecideDelayed(act, claim_id);
    if (!redecided.ok) return redecided;
    if (state === 'declined') return ok({ state });
    // what the bank has given back meanwhile is there already
    const kept = await setOffReturned(act, claim_id);
    return kept.ok ? ok({ state: kept.value.has(id) ? 'received' : state }) : kept;
  });
}
