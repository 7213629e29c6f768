import type { ReviewLevel } from '#modules/reviews/index.ts';
import { CLAIM_EDGES, type ClaimAct } from './states.ts';
import { type ClaimRow, hasSubmitted } from './store.ts';

/** What keeps somebody from a review, in order of precedence. */
export type ReviewObstacle =
  | { readonly code: 'claim-state' }
  | { readonly code: 'claim-at-other-level' }
  | { readonly code: 'claim-own-submission' }
  | { readonly code: 'claim-reviewed-already' }
  /** Somebody else of the level was given it. */
  | { readonly code: 'claim-assigned-elsewhere' }
  /** Whoever corrected a case at the last level does not pass it there. */
  | { readonly code: 'claim-own-correction' }
  /** The insurer took the settlement back: it can be denied, not passed. */
  | { readonly code: 'claim-reversed' }
  /** The rules could not tell the amount. */
  | { readonly code: 'amount-open' };

/** Whether somebody of this level may say this of a claim; `undefined` where nothing stands against it. */
export function reviewObstacle(
  claim: ClaimRow,
  outcome: Extract<ClaimAct, 'pass' | 'send-back' | 'deny' | 'refer'>,
  who: {
    readonly level: ReviewLevel | undefined;
    readonly actorId: string;
    /** Claims that he has reviewed in their present round. */
    readonly ownReviews: ReadonlySet<string>;
    /** Claims whose case he has corrected, in whichever round. */
    readonly ownCorrections: ReadonlySet<string>;
  },
): ReviewObstacle | undefined {
  if (CLAIM_EDGES[claim.state][outcome] === undefined) return { code: 'claim-state' };
  if (who.level === undefined || claim.reviewing_agency_id !== who.level.id) return { code: 'claim-at-other-level' };
  if (hasSubmitted(claim, who.actorId)) return { code: 'claim-own-submission' };
  if (who.ownReviews.has(claim.id)) return { code: 'claim-reviewed-already' };
  if (claim.assignee_id !== null && claim.assignee_id !== who.actorId) return { code: 'claim-assigned-elsewhere' };
  const isLast = who.level.parent_id === null;
  if (outcome === 'pass' && isLast && who.ownCorrections.has(claim.id)) return { code: 'claim-own-correction' };
  if (outcome === 'pass' && claim.reversal_import_id !== null) return { code: 'claim-reversed' };
  if (outcome === 'pass' && claim.amount_fen === 0 && claim.outcome !== 'decline') return { code: 'amount-open' };
  return undefined;
}
