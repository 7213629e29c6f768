import { type DayNumber, formatDate } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import { findOwnLevel, getRootAgencyId, type ReviewLevel } from '#modules/reviews/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { sealWithRing } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { CLAUSE_TEXTS } from '#scheme/clause-texts.ts';
import { approveClaims } from './approve-claims.ts';
import { lockCounters, release } from './benefit-store.ts';
import { findOwnCorrections } from './correction-store.ts';
import { nextDecision, openDecision, standingSecrets } from './decide-again.ts';
import { lockPeriodClaims } from './period-store.ts';
import { redecideOthers } from './redecide-period.ts';
import { type ReviewObstacle, reviewObstacle } from './review-obstacle.ts';
import { reviewContext } from './sealed-claim.ts';
import type { ClaimState } from './states.ts';
import {
  appendDecisions,
  type ClaimRow,
  findOwnReviews,
  findStandingDecisions,
  findWrappedKey,
  insertReviews,
  lockClaims,
  moveClaims,
} from './store.ts';
import { type AskSupplementRefusal, askSupplement, type SupplementToAsk } from './supplement.ts';

export interface ReviewClaimInput {
  readonly claimId: string;
  readonly outcome: 'pass' | 'send-back' | 'deny' | 'refer';
  /** Needed unless it passes. */
  readonly comment?: string | undefined;
  /** Of a denial: the clauses on which it rests. */
  readonly clauses?: readonly string[] | undefined;
  /** Of sending back: the full list of what is missing; left out, the comment is the list. */
  readonly supplement?: SupplementToAsk | undefined;
}

export interface ReviewedClaim {
  readonly claimId: string;
  readonly state: ClaimState;
  /** The level that reviews next; nobody where the last one has passed. */
  readonly nextAgencyId: string | undefined;
  readonly amountFen: Fen;
  /** The pass was not taken: the claim was decided anew, and that decision waits for review. */
  readonly isRedecided: boolean;
  /** Sent back: by when the member brings what is missing. */
  readonly dueOn?: DayNumber;
}

export type ReviewClaimRefusal =
  | { readonly code: 'claim-unknown' }
  | ReviewObstacle
  | { readonly code: 'claim-reason-missing' }
  | { readonly code: 'clause-missing' }
  | { readonly code: 'clause-unknown' }
  | { readonly code: 'person-erased' }
  | AskSupplementRefusal
  | LedgerMonthClosed;

type Moved = Omit<ReviewedClaim, 'claimId'>;

/**
 * One level's review of a claim: county, then city, then office; a unit that hangs under the city starts there.
 *
 * Each level passes, sends back with reasons, denies with clauses, or refers it to the office. Nobody reviews what he
 * submitted, nobody twice. The office's pass is the final approval: the benefit is reserved in its period and posted.
 */
export async function reviewClaim(
  platform: Platform,
  caller: Caller,
  input: ReviewClaimInput,
): Promise<Result<ReviewedClaim, ReviewClaimRefusal | IdempotencyRefusal>> {
  return await perform(platform, caller, { name: 'review-claim', input }, async (act) => {
    // what is denied gives its place to the other claims of its period
    const { claimId, outcome } = input;
    const locked = outcome === 'deny' ? await lockPeriodClaims(act, claimId) : await lockClaims(act, [claimId]);
    const claim = locked.find(({ id }) => id === claimId);
    if (claim === undefined) return fail({ code: 'claim-unknown' });
    const level = await findOwnLevel(act.transaction, caller.access);
    const ownReviews = await findOwnReviews(act, [claim]);
    const ownCorrections = await findOwnCorrections(act, [claim.id]);
    const who = { level, actorId: act.actorId, ownReviews, ownCorrections };
    const obstacle = reviewObstacle(claim, input.outcome, who);
    if (obstacle !== undefined || level === undefined) return fail(obstacle ?? { code: 'claim-at-other-level' });
    const comment = input.comment?.trim() ?? '';
    const clauses = input.clauses ?? [];
    if (input.outcome !== 'pass' && comment === '') return fail({ code: 'claim-reason-missing' });
    if (input.outcome === 'deny' && clauses.length === 0) return fail({ code: 'clause-missing' });
    if (clauses.some((clause) => !Object.hasOwn(CLAUSE_TEXTS, clause))) return fail({ code: 'clause-unknown' });

    const moved = await moveOn(act, claim, level, { ...input, comment, clauses, period: locked });
    if (!moved.ok) return moved;
    if (!moved.value.isRedecided) {
      const context = reviewContext(act.officeId, claim.id, claim.round, level.id, claim.state);
      const sealedComment = comment === '' ? null : sealWithRing(platform.ring(), context, { comment });
      await insertReviews(act, level, [claim], { outcome: input.outcome, clauses, sealedComment });
    }
    const { state, isRedecided, amountFen } = moved.value;
    await act.audit({
      act: 'review-claim',
      objectKind: 'claim',
      objectId: claim.id,
      agencyId: claim.agency_id,
      unitId: claim.unit_id,
      detail: { level: level.kind, outcome: input.outcome, from: claim.state, to: state, isRedecided, amountFen },
      ...(comment === '' && clauses.length === 0 ? {} : { personal: { comment, clauses } }),
    });
    const { dueOn } = moved.value;
    await act.emit({
      kind: `claim-${state}`,
      objectKind: 'claim',
      objectId: claim.id,
      agencyId: claim.agency_id,
      unitId: claim.unit_id,
      personId: claim.person_id,
      ...(dueOn === undefined ? {} : { payload: { dueOn: formatDate(dueOn) } }),
    });
    return ok({ claimId: claim.id, ...moved.value });
  });
}

async function moveOn(
  act: Act,
  claim: ClaimRow,
  level: ReviewLevel,
  {
    outcome,
    comment,
    clauses,
    supplement,
    period,
  }: ReviewClaimInput & { readonly clauses: readonly string[]; readonly period: readonly ClaimRow[] },
): Promise<Result<Moved, ReviewClaimRefusal>> {
  const moved = async (state: ClaimState, nextAgencyId?: string, amountFen = claim.amount_fen): Promise<Moved> => {
    await moveClaims(act, [claim], state, nextAgencyId ?? null);
    return { state, nextAgencyId, amountFen, isRedecided: false };
  };
  switch (outcome) {
    case 'pass':
      return level.parent_id === null ? await approve(act, claim) : ok(await moved('in-review', level.parent_id));
    case 'send-back': {
      const wrappedKey = await findWrappedKey(act, claim.person_id);
      if (wrappedKey === null) return fail({ code: 'person-erased' });
      const asked = supplement ?? { items: [{ material: 'other', text: comment ?? '' }] };
      const due = await askSupplement(act, claim, level, wrappedKey, asked);
      return due.ok ? ok({ ...(await moved('sent-back')), dueOn: due.value }) : due;
    }
    case 'refer':
      return ok(await moved('referred', await getRootAgencyId(act.transaction, act.officeId)));
    case 'deny': {
      const standing = (await findStandingDecisions(act, [claim])).get(claim.id);
      if (standing === undefined) throw new Error('a claim without its decision');
      const { wrapped_key } = standing;
      if (wrapped_key === null) return fail({ code: 'person-erased' });
      const secrets = standingSecrets(openDecision(act, claim, { ...standing, wrapped_key }));
      const denial = nextDecision(act, claim, { terms_on: standing.terms_on, wrapped_key }, secrets, {
        source: 'reviewer',
        outcome: 'decline',
        amountFen: 0,
        reasons: clauses.map((clause) => ({ code: 'denied', clause })),
        notices: [],
        readings: [],
      });
      await lockCounters(act, [claim.person_id]);
      await appendDecisions(act, [denial]);
      await release(act, claim.id);
      const because = { by: 'denial', claimId: claim.id, beforeFen: claim.amount_fen, afterFen: 0 } as const;
      const redecided = await redecideOthers(act, period, because, { mayLower: false });
      if (!redecided.ok) return redecided;
      return ok(await moved('denied', undefined, 0));
    }
  }
}

async function approve(act: Act, claim: ClaimRow): Promise<Result<Moved, ReviewClaimRefusal>> {
  const approval = await approveClaims(act, [claim]);
  if (!approval.ok) return approval;
  const { declined, redecided, erased } = approval.value;
  if (erased.length > 0) return fail({ code: 'person-erased' });
  if (declined.length > 0) return ok({ state: 'declined', nextAgencyId: undefined, amountFen: 0, isRedecided: false });
  const [anew] = redecided;
  if (anew === undefined) {
    return ok({ state: 'approved', nextAgencyId: undefined, amountFen: claim.amount_fen, isRedecided: false });
  }
  const { state, amountFen, waitsAt } = anew;
  return ok({ state, nextAgencyId: waitsAt, amountFen, isRedecided: true });
}
