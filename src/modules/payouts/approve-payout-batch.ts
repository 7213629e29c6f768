import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { changeClaims } from '#modules/claims/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { countHeld } from './batch-store.ts';
import { findLiveElsewhere } from './beneficiary-store.ts';
import { lockDayLimit } from './limit-store.ts';
import { PAYOUT_BATCH_EDGES, type PayoutBatchState } from './states.ts';
import { lockBatch, markApproved, markWithdrawn, payoutsOf } from './store.ts';

export interface ChangedPayoutBatch {
  readonly batchId: string;
  readonly state: PayoutBatchState;
}

/** Payouts whose benefit may not leave any more: the batch is taken back, and the next one is made without them. */
export interface PayoutsHeld {
  readonly code: 'batch-payouts-held';
  readonly held: number;
}

export type ApprovePayoutBatchRefusal =
  | { readonly code: 'payout-batch-unknown' }
  | { readonly code: 'payout-batch-state' }
  | { readonly code: 'own-batch' }
  | PayoutsHeld
  /** With what is approved today already it would be more than the office pays out in a day. */
  | { readonly code: 'payout-day-limit'; readonly limitFen: Fen; readonly approvedFen: Fen };

/** The checker's half: a batch that somebody else made. Its file may then be written. */
export async function approvePayoutBatch(
  platform: Platform,
  caller: Caller,
  input: { readonly batchId: string },
): Promise<Result<ChangedPayoutBatch, ApprovePayoutBatchRefusal | IdempotencyRefusal>> {
  type Approving = Result<ChangedPayoutBatch, ApprovePayoutBatchRefusal>;
  return await perform(platform, caller, { name: 'approve-payout-batch', input }, async (act): Promise<Approving> => {
    const batch = await lockBatch(act, input.batchId);
    if (batch === undefined) return fail({ code: 'payout-batch-unknown' });
    const state = PAYOUT_BATCH_EDGES[batch.state].approve;
    if (state === undefined) return fail({ code: 'payout-batch-state' });
    if (batch.made_by === act.actorId) return fail({ code: 'own-batch' });
    const held = await countHeld(act.transaction, act.officeId, batch);
    if (held > 0) return fail({ code: 'batch-payouts-held', held });
    const { dayFen, approvedFen } = await lockDayLimit(act, today(platform.clock));
    if (dayFen !== null && approvedFen + batch.total_fen > dayFen) {
      return fail({ code: 'payout-day-limit', limitFen: dayFen, approvedFen });
    }
    await markApproved(act, batch.id);
    await act.audit({
      act: 'approve-payout-batch',
      objectKind: 'payout-batch',
      objectId: batch.id,
      detail: { number: batch.number, payouts: batch.payout_count, totalFen: batch.total_fen },
    });
    return ok({ batchId: batch.id, state });
  });
}

export type WithdrawPayoutBatchRefusal =
  | { readonly code: 'payout-batch-unknown' }
  | { readonly code: 'payout-batch-state' }
  | { readonly code: 'batch-reason-missing' };

/** Takes a batch back whose file nobody has written: its benefits wait for another. */
export async function withdrawPayoutBatch(
  platform: Platform,
  caller: Caller,
  input: { readonly batchId: string; readonly reason: string },
): Promise<Result<ChangedPayoutBatch, WithdrawPayoutBatchRefusal | IdempotencyRefusal>> {
  type Withdrawing = Result<ChangedPayoutBatch, WithdrawPayoutBatchRefusal>;
  return await perform(
    platform,
    caller,
    { name: 'withdraw-payout-batch', input },
    async (act): Promise<Withdrawing> => {
      const batch = await lockBatch(act, input.batchId);
      if (batch === undefined) return fail({ code: 'payout-batch-unknown' });
      const state = PAYOUT_BATCH_EDGES[batch.state].withdraw;
      if (state === undefined) return fail({ code: 'payout-batch-state' });
      if (input.reason.trim() === '') return fail({ code: 'batch-reason-missing' });
      const seen = new Set<string>();
      for await (const payouts of payoutsOf(act.transaction, act.officeId, batch)) {
        // shares of one benefit are one claim; it stays where another batch holds some of them, or where one came back
        const live = await findLiveElsewhere(act, batch.id, payouts);
        const refs = payouts.flatMap(({ claim_id, submitted_on, claim_state }) => {
          if (claim_state !== 'in-payout' || seen.has(claim_id) || live.has(claim_id)) return [];
          seen.add(claim_id);
          return { claimId: claim_id, submittedOn: submitted_on };
        });
        await changeClaims(act, refs, 'take-out-of-batch');
      }
      await markWithdrawn(act, batch);
      await act.audit({
        act: 'withdraw-payout-batch',
        objectKind: 'payout-batch',
        objectId: batch.id,
        detail: { number: batch.number, payouts: batch.payout_count, totalFen: batch.total_fen },
        personal: { reason: input.reason },
      });
      return ok({ batchId: batch.id, state });
    },
  );
}
