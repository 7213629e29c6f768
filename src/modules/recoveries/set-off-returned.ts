import { ok, type Result } from '#kernel/result.ts';
import { changeClaims } from '#modules/claims/index.ts';
import { type LedgerMonthClosed, lastOccurrence, post } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { lockDecidedRecoveries, lockPaidClaim } from './store.ts';
import { takeIn } from './take-in.ts';

/**
 * The bank gave back a benefit that somebody decided to take back: what came is kept for its recoveries, the earliest first,
 * and owed to the member no more; whatever is beyond them is paid again. Where nothing is left to pay, the claim is done. Of a
 * death benefit only all that is not with its relatives can be kept, or what is above all their shares together: nobody has
 * said whose share a part would be.
 *
 * Inside the act that takes the return in, or that decides the recovery after it. Gives the recoveries that are ended by it.
 */
export async function setOffReturned(
  act: Act,
  claimId: string,
): Promise<Result<ReadonlySet<string>, LedgerMonthClosed>> {
  const claim = await lockPaidClaim(act, claimId);
  if (claim === undefined) throw new Error('a claim under recovery is not there');
  const recoveries = await lockDecidedRecoveries(act, claimId);
  const openFen = recoveries.reduce((sum, { amount_fen, received_fen }) => sum + amount_fen - received_fen, 0);
  let { unpaid_fen: unpaidFen } = claim;
  const isDeath = claim.benefit === 'death' || claim.benefit === 'sudden-death';
  const ended = new Set<string>();
  if (isDeath && openFen !== unpaidFen && unpaidFen - openFen < claim.amount_fen) return ok(ended);
  for (const recovery of recoveries) {
    const { id, number, agency_id: agencyId, unit_id: unitId, person_id: personId } = recovery;
    const amountFen = Math.min(unpaidFen, recovery.amount_fen - recovery.received_fen);
    if (amountFen <= 0) continue;
    unpaidFen -= amountFen;
    if (recovery.received_fen + amountFen === recovery.amount_fen) ended.add(id);
    const taken = await takeIn(act, recovery, { amountFen, setOffFen: amountFen });
    if (!taken.ok) return taken;
    const ref = { event: 'recovery-set-off', objectId: id } as const;
    const occurrence = ((await lastOccurrence(act, ref)) ?? -1) + 1;
    const onDay = today(act.platform.clock);
    const posting = { ...ref, objectKind: 'recovery', occurrence, onDay, agencyId, unitId, amountFen };
    const posted = await post(act, posting);
    if (!posted.ok) return posted;
    await act.audit({
      act: 'set-off-recovery',
      objectKind: 'recovery',
      objectId: id,
      agencyId,
      unitId,
      detail: { number, claimId, amountFen, ...taken.value },
    });
    await act.emit({
      kind: 'recovery-set-off',
      objectKind: 'claim',
      objectId: claimId,
      agencyId,
      unitId,
      personId,
      payload: { recoveryId: id, amountFen },
    });
  }
  if (claim.state === 'returned' && unpaidFen === 0) {
    await changeClaims(act, [{ claimId, submittedOn: claim.submitted_on }], 'pay');
  }
  return ok(ended);
}
