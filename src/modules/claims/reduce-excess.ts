import type { Fen } from '#kernel/money.ts';
import type { Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { ClaimRef } from './change-claims.ts';
import { type OwedBenefit, postOwed } from './post-owed.ts';
import { setExcess } from './ruling-store.ts';

/** A claim of which a ruling left more paid than it owes. */
export interface ExcessClaim extends ClaimRef, OwedBenefit {
  /** Of the standing decision. */
  readonly amountFen: Fen;
  /** Paid above it until now. */
  readonly excessFen: Fen;
}

/**
 * What was paid above a ruling came back from the bank: so much less is above it, and the books owe what the ruling says
 * and not what was paid before it. Inside the act that takes the return in.
 */
export async function reduceExcess(
  act: Act,
  claim: ExcessClaim,
  leftFen: Fen,
): Promise<Result<undefined, LedgerMonthClosed>> {
  const { claimId, submittedOn, amountFen, excessFen } = claim;
  await setExcess(act, { id: claimId, submitted_on: submittedOn }, leftFen);
  return await postOwed(act, claim, { beforeFen: amountFen + excessFen, owedFen: amountFen + leftFen });
}
