import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { correct, type LedgerMonthClosed, lastOccurrence, reverse } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import type { ClaimRef } from './change-claims.ts';
import { setExcess } from './ruling-store.ts';

/** A claim of which a ruling left more paid than it owes. */
export interface ExcessClaim extends ClaimRef {
  readonly agencyId: string;
  readonly unitId: string;
  /** Of the standing decision. */
  readonly amountFen: Fen;
}

/**
 * What was paid above a ruling came back from the bank: so much less is above it, and the books owe what the ruling says
 * and not what was paid before it. Inside the act that takes the return in.
 */
export async function reduceExcess(
  act: Act,
  claim: ExcessClaim,
  excessFen: Fen,
): Promise<Result<undefined, LedgerMonthClosed>> {
  const { claimId, submittedOn, agencyId, unitId } = claim;
  await setExcess(act, { id: claimId, submitted_on: submittedOn }, excessFen);
  const ref = { event: 'benefit-approved', objectId: claimId } as const;
  const occurrence = await lastOccurrence(act, ref);
  if (occurrence === null) throw new Error('a benefit was paid that was never posted');
  const onDay = today(act.platform.clock);
  const amountFen = claim.amountFen + excessFen;
  const standing = { ...ref, occurrence };
  const posted =
    amountFen === 0
      ? await reverse(act, standing, onDay)
      : await correct(act, standing, { ...ref, objectKind: 'claim', onDay, agencyId, unitId, amountFen });
  if (posted.ok) return ok(undefined);
  if (posted.error.code === 'ledger-month-closed') return fail(posted.error);
  throw new Error(`a benefit was posted otherwise than it stands: ${posted.error.code}`);
}
