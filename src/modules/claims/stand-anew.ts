import type { Fen } from '#kernel/money.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { MedicalUse } from '#scheme/programs/national-accident/medical-use.ts';
import { limitsOf } from './approve-claims.ts';
import { reserve } from './benefit-store.ts';
import { nextDecision, type Saying } from './decide-again.ts';
import { postOwed } from './post-owed.ts';
import { reserveAnew, setExcess } from './ruling-store.ts';
import type { DecisionSecrets } from './sealed-claim.ts';
import type { ClaimState } from './states.ts';
import { appendDecisions, type ClaimRow, type DecisionRow, moveClaims } from './store.ts';
import { hold } from './submission-store.ts';

export type OpenableDecision = DecisionRow & { readonly wrapped_key: Buffer };

/** What is said of a decided claim in the place of its standing decision. */
export interface AnotherWord {
  readonly claim: ClaimRow;
  readonly standing: OpenableDecision;
  readonly secrets: DecisionSecrets;
  readonly saying: Saying;
  /** Of an accident's medical benefit. */
  readonly use: MedicalUse | undefined;
  /** What was paid before; nothing of it is on its way. */
  readonly paidFen: Fen;
}

export interface StandsAnew {
  readonly state: ClaimState;
  /** Still to be paid out. */
  readonly topUpFen: Fen;
  /** Paid already, and not owed any more. */
  readonly excessFen: Fen;
}

/** Approved, and nothing of it in a batch or with the bank. */
export function isOwed({ state }: Pick<ClaimRow, 'state'>): boolean {
  return state === 'approved' || state === 'paid' || state === 'returned';
}

/**
 * A decided claim's next decision stands from now on and waits for nobody's review: counted against the limits, posted, and
 * the claim where its money puts it. What is owed beyond what was paid is paid with the next batch. The counters are locked.
 */
export async function standAnew(
  act: Act,
  { claim, standing, secrets, saying, use, paidFen }: AnotherWord,
): Promise<Result<StandsAnew, LedgerMonthClosed>> {
  const { amountFen } = saying;
  const nothing = saying.source === 'rules' ? 'declined' : 'denied';
  // of a benefit that is owed there is an amount
  if (amountFen === 0) await moveClaims(act, [claim], nothing, null);
  await appendDecisions(act, [nextDecision(act, claim, standing, secrets, saying)]);
  if (isOwed(claim)) await reserveAnew(act, claim, claim.amount_fen, { amountFen, use });
  else if (amountFen > 0 && claim.period_id !== null) {
    const owed = { ...claim, amount_fen: amountFen };
    await hold(act, owed, amountFen, use);
    const reservation = { claim: owed, periodId: claim.period_id, amountFen, use, termsOn: standing.terms_on };
    await reserve(act, [reservation], limitsOf);
  }
  const { id: claimId, agency_id: agencyId, unit_id: unitId } = claim;
  // what was paid stays owed in the books until it comes back
  const posted = await postOwed(
    act,
    { claimId, agencyId, unitId },
    { beforeFen: isOwed(claim) ? claim.amount_fen : 0, owedFen: Math.max(amountFen, paidFen) },
  );
  if (!posted.ok) return posted;
  const excessFen = Math.max(0, paidFen - amountFen);
  const topUpFen = Math.max(0, amountFen - paidFen);
  // what came back from the bank still waits for another card
  const unpaid = claim.state === 'returned' ? 'returned' : 'approved';
  const state: ClaimState = topUpFen > 0 ? unpaid : amountFen > 0 ? 'paid' : nothing;
  await setExcess(act, claim, excessFen);
  await moveClaims(act, [claim], state, null);
  return ok({ state, topUpFen, excessFen });
}
