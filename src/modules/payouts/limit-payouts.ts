import type { Fen } from '#kernel/money.ts';
import { ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { findLimitChanges, findLimits, type LimitChange, saveLimits } from './limit-store.ts';

/** What an office pays out at most; `null` where it sets no limit. */
export interface PayoutLimits {
  /** In one batch: it takes the oldest benefits up to this. */
  readonly batchFen: Fen | null;
  /** In the batches that are approved on one day. */
  readonly dayFen: Fen | null;
}

/** Sets the limits of an office's payouts, from now on. */
export async function setPayoutLimits(
  platform: Platform,
  caller: Caller,
  limits: PayoutLimits,
): Promise<Result<PayoutLimits, IdempotencyRefusal>> {
  return await perform(platform, caller, { name: 'set-payout-limits', input: limits }, async (act) => {
    const before = await findLimits(act.transaction, act.officeId);
    await saveLimits(act, act.newId(), limits, before);
    await act.audit({
      act: 'set-payout-limits',
      objectKind: 'office',
      objectId: act.officeId,
      detail: { before, after: limits },
    });
    return ok(limits);
  });
}

export async function findPayoutLimits(platform: Platform, { access }: Caller): Promise<PayoutLimits> {
  return await platform.database.transaction(access, (transaction) => findLimits(transaction, access.officeId));
}

const MOST_CHANGES_SHOWN = 100;

/** Who set the limits when and to what, the latest first. */
export async function findPayoutLimitChanges(platform: Platform, { access }: Caller): Promise<readonly LimitChange[]> {
  return await platform.database.transaction(access, (transaction) =>
    findLimitChanges(transaction, access.officeId, MOST_CHANGES_SHOWN),
  );
}
