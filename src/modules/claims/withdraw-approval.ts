import { fail, ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import { findOwnLevel } from '#modules/reviews/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { sealWithRing } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { CLAUSE_TEXTS } from '#scheme/clause-texts.ts';
import { lockCounters } from './benefit-store.ts';
import { openDecision } from './decide-again.ts';
import { lockPeriodClaims } from './period-store.ts';
import { redecideOthers } from './redecide-period.ts';
import { findClaimMoney, hasReviewed } from './ruling-store.ts';
import { reviewContext } from './sealed-claim.ts';
import { isOwed, standAnew } from './stand-anew.ts';
import type { ClaimState } from './states.ts';
import { findStandingDecisions, hasSubmitted, insertReviews } from './store.ts';

export interface ApprovalToWithdraw {
  readonly claimId: string;
  /** Why, for the trail and for whoever looks at the claim later. */
  readonly comment: string;
  /** On which the denial rests; at least one. */
  readonly clauses: readonly string[];
}

/** In order of precedence. */
export type WithdrawApprovalRefusal =
  | { readonly code: 'claim-unknown' }
  /** Not approved, or paid: what was paid is taken back by a recovery. */
  | { readonly code: 'claim-state' }
  /** The insurer has undone nothing: an approval stands. */
  | { readonly code: 'approval-stands' }
  | { readonly code: 'claim-at-other-level' }
  | { readonly code: 'claim-own-submission' }
  | { readonly code: 'claim-reviewed-already' }
  | { readonly code: 'claim-reason-missing' }
  | { readonly code: 'clause-missing' }
  | { readonly code: 'clause-unknown' }
  | { readonly code: 'person-erased' }
  | { readonly code: 'ruling-money-under-way' }
  | LedgerMonthClosed;

/**
 * Takes back the final approval of a claim whose settlement the insurer has undone before anything of it was paid: it is
 * denied, its posting reversed, its place in the limits free, and the period's other claims are decided again. The office's,
 * by somebody who had no part in approving it.
 */
export async function withdrawApproval(
  platform: Platform,
  caller: Caller,
  { claimId, ...input }: ApprovalToWithdraw,
): Promise<Result<{ readonly state: ClaimState }, WithdrawApprovalRefusal | IdempotencyRefusal>> {
  type Withdrawing = Result<{ readonly state: ClaimState }, WithdrawApprovalRefusal>;
  const request = { name: 'withdraw-approval', input: { claimId, ...input } };
  return await perform(platform, caller, request, async (act): Promise<Withdrawing> => {
    const period = await lockPeriodClaims(act, claimId);
    const claim = period.find(({ id }) => id === claimId);
    if (claim === undefined) return fail({ code: 'claim-unknown' });
    if (!isOwed(claim) || claim.state === 'paid') return fail({ code: 'claim-state' });
    if (claim.reversal_import_id === null) return fail({ code: 'approval-stands' });
    const level = await findOwnLevel(act.transaction, caller.access);
    if (level === undefined || level.parent_id !== null) return fail({ code: 'claim-at-other-level' });
    if (hasSubmitted(claim, act.actorId)) return fail({ code: 'claim-own-submission' });
    if (await hasReviewed(act, claim.id)) return fail({ code: 'claim-reviewed-already' });
    const comment = input.comment.trim();
    const { clauses } = input;
    if (comment === '') return fail({ code: 'claim-reason-missing' });
    if (clauses.length === 0) return fail({ code: 'clause-missing' });
    if (clauses.some((clause) => !Object.hasOwn(CLAUSE_TEXTS, clause))) return fail({ code: 'clause-unknown' });
    const standing = (await findStandingDecisions(act, [claim])).get(claim.id);
    if (standing === undefined) throw new Error('a claim without its decision');
    const { wrapped_key } = standing;
    if (wrapped_key === null) return fail({ code: 'person-erased' });
    // a part of it may have been paid before a ruling raised it, or to one of several relatives
    if ((await findClaimMoney(act, claim)).live_fen > 0) return fail({ code: 'ruling-money-under-way' });

    const opened = { ...standing, wrapped_key };
    const { case: stored, line } = openDecision(act, claim, opened);
    const reasons = clauses.map((clause) => ({ code: 'denied', clause }));
    const saying = {
      source: 'reviewer',
      outcome: 'decline',
      amountFen: 0,
      reasons,
      notices: [],
      readings: [],
    } as const;
    await lockCounters(act, [claim.person_id]);
    const word = { claim, standing: opened, secrets: { case: stored, line }, saying, use: undefined, paidFen: 0 };
    const stands = await standAnew(act, word);
    if (!stands.ok) return stands;
    const because = { by: 'denial', claimId, beforeFen: claim.amount_fen, afterFen: 0 } as const;
    const redecided = await redecideOthers(act, period, because, { mayLower: false });
    if (!redecided.ok) return redecided;
    const context = reviewContext(act.officeId, claim.id, claim.round, level.id, claim.state);
    const sealedComment = sealWithRing(platform.ring(), context, { comment });
    await insertReviews(act, level, [claim], { outcome: 'deny', clauses, sealedComment });
    const { state } = stands.value;
    const about = {
      objectKind: 'claim',
      objectId: claim.id,
      agencyId: claim.agency_id,
      unitId: claim.unit_id,
    } as const;
    await act.audit({
      ...about,
      act: 'withdraw-approval',
      detail: { from: claim.state, to: state, beforeFen: claim.amount_fen, redecided: redecided.value.length },
      personal: { comment, clauses: [...clauses] },
    });
    await act.emit({ ...about, kind: 'claim-denied', personId: claim.person_id });
    return ok({ state });
  });
}
