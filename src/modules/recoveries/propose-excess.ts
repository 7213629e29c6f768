import { formatYuan } from '#kernel/money.ts';
import type { Redecided } from '#modules/claims/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { proposeRecoveryIn } from './propose-recovery.ts';

/** Proposes to take back what was paid above the standing decisions of claims; somebody of the office decides that. */
export async function proposeExcess(
  act: Act,
  claims: readonly Pick<Redecided, 'claimId' | 'excessFen'>[],
  /** In words: what the decisions were changed by. */
  cause: string,
): Promise<void> {
  for (const { claimId, excessFen } of claims) {
    if (excessFen === 0) continue;
    const reason = `${cause}后，已付的互助金比应付的多 ${formatYuan(excessFen)} 元。`;
    const proposed = await proposeRecoveryIn(act, { claimId, amountFen: excessFen, cause: 'other', reason });
    if (!proposed.ok) throw new Error(`what was paid too much could not be proposed: ${proposed.error.code}`);
  }
}
