import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type LedgerMonthClosed, lastOccurrence, post, reverse } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';

/** The claim whose benefit it is. */
export interface OwedBenefit {
  readonly claimId: string;
  readonly agencyId: string;
  readonly unitId: string;
}

/**
 * Makes the books owe another amount for a benefit than they did. More is posted beside what was posted before; of less the
 * latest postings are reversed, and what of them is still owed is posted anew.
 */
export async function postOwed(
  act: Act,
  { claimId, agencyId, unitId }: OwedBenefit,
  { beforeFen, owedFen }: { readonly beforeFen: Fen; readonly owedFen: Fen },
): Promise<Result<undefined, LedgerMonthClosed>> {
  if (owedFen === beforeFen) return ok(undefined);
  const ref = { event: 'benefit-approved', objectId: claimId } as const;
  const onDay = today(act.platform.clock);
  const last = (await lastOccurrence(act, ref)) ?? -1;
  let postedFen = beforeFen;
  for (let occurrence = last; occurrence >= 0 && postedFen > owedFen; occurrence -= 1) {
    const reversed = await reverse(act, { ...ref, occurrence }, onDay);
    if (reversed.ok) postedFen -= reversed.value;
    else if (reversed.error.code === 'ledger-month-closed') return fail(reversed.error);
  }
  if (postedFen > owedFen) throw new Error('a benefit was posted otherwise than it stands');
  const amountFen = owedFen - postedFen;
  const posted = await post(act, {
    ...ref,
    objectKind: 'claim',
    occurrence: last + 1,
    onDay,
    agencyId,
    unitId,
    amountFen,
  });
  return posted.ok ? ok(undefined) : posted;
}
