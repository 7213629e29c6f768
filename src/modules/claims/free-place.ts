import type { Fen } from '#kernel/money.ts';
import type { Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { findUsesOf, lockCounters } from './benefit-store.ts';
import { lockPeriodClaims, shrinkUse } from './period-store.ts';
import { type Redecided, redecideOthers } from './redecide-period.ts';

/**
 * Gives back to a period what a paid benefit used of it, as far as its money has come back: a benefit that the member has
 * not kept is none that he has received (附件1-4.4 「只能领取两次」, 附件2-4.3 「累计最高可以领取」). The stay counts until all of
 * the benefit is back (docs/adr/0014-a-recovered-benefit.md).
 *
 * The other claims of the period are decided again; gives those that come to something else now.
 */
export async function freePlace(
  act: Act,
  { claimId, amountFen }: { readonly claimId: string; readonly amountFen: Fen },
): Promise<Result<readonly Redecided[], LedgerMonthClosed>> {
  const period = await lockPeriodClaims(act, claimId);
  const paid = period.find(({ id }) => id === claimId);
  if (paid === undefined) throw new Error('a claim whose money came back is not there');
  await lockCounters(act, [paid.person_id]);
  const use = (await findUsesOf(act, [paid.person_id])).find(({ claim_id }) => claim_id === claimId);
  if (use === undefined || use.state !== 'reserved') throw new Error('a benefit was paid that counts against no limit');
  await shrinkUse(act, use, amountFen);
  const { amount_fen: beforeFen } = use;
  const because = { by: 'recovery', claimId, beforeFen, afterFen: beforeFen - amountFen } as const;
  return await redecideOthers(act, period, because, { mayLower: true });
}
