import { ok, type Result } from '#kernel/result.ts';
import { reduceExcess } from '#modules/claims/index.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { lockPaidClaim } from './store.ts';

/**
 * What was paid above a standing decision is above it no more where it came back from the bank. What a recovery is about stays
 * excess, whether it is proposed, decided or received: of what came back it is kept first, and what the member has transferred
 * for it himself is paid to him again. Inside the act that takes the return in, or that declines a recovery after it.
 */
export async function settleExcess(act: Act, claimId: string): Promise<Result<undefined, LedgerMonthClosed>> {
  const claim = await lockPaidClaim(act, claimId);
  if (claim === undefined) throw new Error('a claim with its payout is not there');
  const { submitted_on, agency_id, unit_id, amount_fen, excess_fen, recovering_fen, unpaid_fen } = claim;
  const goneFen = Math.min(excess_fen - recovering_fen, unpaid_fen);
  if (goneFen <= 0) return ok(undefined);
  const excess = { claimId, submittedOn: submitted_on, agencyId: agency_id, unitId: unit_id };
  return await reduceExcess(act, { ...excess, amountFen: amount_fen, excessFen: excess_fen }, excess_fen - goneFen);
}
