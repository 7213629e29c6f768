import { fail, ok, type Result } from '#kernel/result.ts';
import type { Act } from '#platform/acts/act.ts';
import { type Corrections, correctedDecision } from './correct-claim.ts';
import { findOwnCorrections } from './correction-store.ts';
import { beginRound, hasReviewed } from './ruling-store.ts';
import type { ClaimState } from './states.ts';
import {
  type ClaimRow,
  type DecisionSource,
  findStandingDecisions,
  hasSubmitted,
  lockClaims,
  moveClaims,
} from './store.ts';

/** A claim that somebody is against, locked. */
export interface AppealedClaim extends ClaimRow {
  /** `null` where the person's key was deleted. */
  readonly wrapped_key: Buffer | null;
  /** Of the standing decision. */
  readonly source: DecisionSource;
}

/** In these something is decided that one may be against. */
const DECIDED: readonly ClaimState[] = ['declined', 'denied', 'approved', 'in-payout', 'paid', 'returned'];

/** A claim with what opens its person's secrets; `undefined` where it is not in sight. */
export async function lockAppealedClaim(act: Act, claimId: string): Promise<AppealedClaim | undefined> {
  const [claim] = await lockClaims(act, [claimId]);
  if (claim === undefined) return undefined;
  const standing = (await findStandingDecisions(act, [claim])).get(claim.id);
  if (standing === undefined) throw new Error('a claim without its decision');
  return { ...claim, wrapped_key: standing.wrapped_key, source: standing.source };
}

export function isDecided({ state }: Pick<ClaimRow, 'state'>): boolean {
  return DECIDED.includes(state);
}

/** Whether the actor had a hand in a claim in any of its rounds: he sent it, corrected its case, or reviewed it. */
export async function hadPartIn(
  act: Act,
  claim: Pick<ClaimRow, 'id' | 'submitted_by' | 'earlier_submitters'>,
): Promise<'submitted' | 'corrected' | 'reviewed' | undefined> {
  if (hasSubmitted(claim, act.actorId)) return 'submitted';
  if ((await findOwnCorrections(act, [claim.id])).size > 0) return 'corrected';
  return (await hasReviewed(act, claim.id)) ? 'reviewed' : undefined;
}

export type ReopenClaimRefusal =
  | { readonly code: 'appeal-money-moved' }
  | { readonly code: 'appeal-changes-nothing' }
  | { readonly code: 'person-erased' };

/**
 * A claim of which nothing is paid is decided anew with corrected facts, and waits for another person of the office: whoever
 * corrected it does not review it too.
 */
export async function reopenClaim(
  act: Act,
  claim: ClaimRow,
  corrections: Corrections,
  rootAgencyId: string,
): Promise<Result<ClaimState, ReopenClaimRefusal>> {
  if (claim.state !== 'declined' && claim.state !== 'denied') return fail({ code: 'appeal-money-moved' });
  const standing = (await findStandingDecisions(act, [claim])).get(claim.id);
  if (standing === undefined) throw new Error('a claim without its decision');
  const { wrapped_key } = standing;
  if (wrapped_key === null) return fail({ code: 'person-erased' });
  const outcome = await correctedDecision(act, claim, { ...standing, wrapped_key }, corrections);
  if (outcome === 'decline') return fail({ code: 'appeal-changes-nothing' });
  await beginRound(act, claim);
  await moveClaims(act, [claim], 'referred', rootAgencyId);
  return ok('referred');
}
