import type { Fen } from '#kernel/money.ts';
import { ok, type Result } from '#kernel/result.ts';
import { freePlace } from '#modules/claims/index.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { proposeExcess } from './propose-excess.ts';
import { addReceived, findClaimReceipts, type RecoveryRow } from './store.ts';

export interface TakenIn {
  /** What of it counts against the limits of its period no more. */
  readonly freedFen: Fen;
  /** How many other claims of the period come to something else now. */
  readonly redecided: number;
}

/** Counts money that came for a locked recovery, by transfer or set off: as far as it came it uses up no limit any more. */
export async function takeIn(
  act: Act,
  { id, number, claim_id: claimId }: RecoveryRow,
  { amountFen, setOffFen }: { readonly amountFen: Fen; readonly setOffFen: Fen },
): Promise<Result<TakenIn, LedgerMonthClosed>> {
  const before = await findClaimReceipts(act, claimId);
  // what a ruling left above its decision counts against no limit: that comes back first
  const countedFen = Math.max(0, before.received_fen + amountFen - before.excess_fen);
  const freedFen = Math.min(amountFen, Math.max(0, countedFen - before.freed_fen));
  const redecided = freedFen === 0 ? ok([]) : await freePlace(act, { claimId, amountFen: freedFen });
  if (!redecided.ok) return redecided;
  await proposeExcess(act, redecided.value, `互助金已收回（${number}）`);
  await addReceived(act, id, { amountFen, freedFen, setOffFen });
  return ok({ freedFen, redecided: redecided.value.length });
}
