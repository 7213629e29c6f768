import { formatDate } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { changeClaims } from '#modules/claims/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { takeNumber } from '#platform/acts/take-number.ts';
import { today } from '#platform/clock.ts';
import { leafHash, merkleRoot } from '#platform/cryptography/merkle.ts';
import type { Platform } from '#platform/platform.ts';
import { lockPayableShares } from './beneficiary-store.ts';
import { findLimits } from './limit-store.ts';
import { findRemarks } from './payout-remarks.ts';
import {
  type CountedClaims,
  countWaitingForCard,
  insertBatch,
  insertPayouts,
  lockPayableClaims,
  type NewPayout,
  type PayableClaim,
} from './store.ts';

export interface MakePayoutBatchInput {
  /** At most so many benefits, the oldest first; {@link MOST_PAYOUTS} where left out. */
  readonly most?: number | undefined;
}

export interface MadePayoutBatch {
  readonly batchId: string;
  readonly number: string;
  readonly payouts: number;
  readonly totalFen: Fen;
  /** Approved benefits that no batch can take: their payee has registered no card. */
  readonly waitingForCard: CountedClaims;
}

export type MakePayoutBatchRefusal =
  | { readonly code: 'nothing-to-pay-out'; readonly waitingForCard: CountedClaims }
  /** The oldest benefit alone is more than a batch may hold. */
  | { readonly code: 'payout-batch-limit'; readonly limitFen: Fen };

/** What one batch may hold. */
const MOST_PAYOUTS = 100_000;
const ROWS_PER_STATEMENT = 5_000;

/**
 * Puts approved benefits into a batch, each with the account that its payee has registered: the maker's half. Somebody else
 * approves it. A benefit is in one live batch at most; one whose payee has no card waits. A batch ends where the office's
 * limit does.
 */
export async function makePayoutBatch(
  platform: Platform,
  caller: Caller,
  input: MakePayoutBatchInput = {},
): Promise<Result<MadePayoutBatch, MakePayoutBatchRefusal | IdempotencyRefusal>> {
  type Making = Result<MadePayoutBatch, MakePayoutBatchRefusal>;
  return await perform(platform, caller, { name: 'make-payout-batch', input }, async (act): Promise<Making> => {
    const sequence = await takeNumber(act, 'payout-batch');
    const most = Math.min(input.most ?? MOST_PAYOUTS, MOST_PAYOUTS);
    const whole = await lockPayableClaims(act, most);
    const payable = [...whole, ...(await lockPayableShares(act, most - whole.length))];
    const waitingForCard = await countWaitingForCard(act.transaction, act.officeId);
    if (payable.length === 0) return fail({ code: 'nothing-to-pay-out', waitingForCard });
    const { batchFen } = await findLimits(act.transaction, act.officeId);
    const claims = batchFen === null ? payable : withinLimit(payable, batchFen);
    if (batchFen !== null && claims.length === 0) return fail({ code: 'payout-batch-limit', limitFen: batchFen });
    const madeOn = today(platform.clock);
    const batchId = act.newId();
    const number = `TZ${formatDate(madeOn).replaceAll('-', '')}${String(sequence).padStart(6, '0')}`;
    const payouts = claims.map(
      (claim, index): NewPayout => ({
        id: act.newId(),
        number: index + 1,
        endToEndId: `${number}${String(index + 1).padStart(6, '0')}`,
        claim,
      }),
    );
    const totalFen = claims.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
    await insertBatch(act, { id: batchId, number, payoutCount: payouts.length, totalFen, madeOn });
    for (let from = 0; from < payouts.length; from += ROWS_PER_STATEMENT) {
      const some = payouts.slice(from, from + ROWS_PER_STATEMENT);
      await insertPayouts(act, { id: batchId, madeOn }, some, await findRemarks(act, some));
    }
    // shares of one benefit are one claim, of which some may be with the bank already
    const refs = new Map(
      claims
        .filter(({ state }) => state === 'approved' || state === 'returned')
        .map(({ id, submitted_on }) => [id, { claimId: id, submittedOn: submitted_on }]),
    );
    const moved = [...refs.values()];
    for (let from = 0; from < moved.length; from += ROWS_PER_STATEMENT) {
      await changeClaims(act, moved.slice(from, from + ROWS_PER_STATEMENT), 'put-into-batch');
    }
    await act.audit({
      act: 'make-payout-batch',
      objectKind: 'payout-batch',
      objectId: batchId,
      detail: { number, payouts: payouts.length, totalFen, waitingForCard: waitingForCard.count },
      merkleRoot: merkleRoot(payouts.map(({ endToEndId, claim }) => leafHash(`${endToEndId} ${claim.amount_fen}`))),
    });
    return ok({ batchId, number, payouts: payouts.length, totalFen, waitingForCard });
  });
}

/** The first claims that together stay within the limit. */
function withinLimit(claims: readonly PayableClaim[], limitFen: Fen): readonly PayableClaim[] {
  let sum = 0;
  const end = claims.findIndex(({ amount_fen }) => {
    sum += amount_fen;
    return sum > limitFen;
  });
  return end < 0 ? claims : claims.slice(0, end);
}
