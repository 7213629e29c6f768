import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import { findOwnLevel } from '#modules/reviews/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { sealWithRing } from '#platform/cryptography/sealing.ts';
import type { AccessContext } from '#platform/database/access-context.ts';
import { CLAUSE_TEXTS } from '#scheme/clause-texts.ts';
import { hadPartIn } from './appealed-claim.ts';
import { lockCounters } from './benefit-store.ts';
import { openDecision, standingSecrets } from './decide-again.ts';
import { lockPeriodClaims } from './period-store.ts';
import { redecideOthers } from './redecide-period.ts';
import { findClaimMoney } from './ruling-store.ts';
import { reviewContext } from './sealed-claim.ts';
import { isOwed, standAnew } from './stand-anew.ts';
import { findStandingDecisions, insertReviews } from './store.ts';

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
  /** Not approved, or paid wholly: what was paid is taken back by a recovery. */
  | { readonly code: 'claim-state' }
  /** The insurer has undone nothing: an approval stands. */
  | { readonly code: 'approval-stands' }
  | { readonly code: 'claim-at-other-level' }
  /** He submitted, corrected or reviewed it. */
  | { readonly code: 'withdrawal-had-part' }
  | { readonly code: 'claim-reason-missing' }
  | { readonly code: 'clause-missing' }
  | { readonly code: 'clause-unknown' }
  | { readonly code: 'person-erased' }
  /** In a batch or with the bank: what comes of that must be known first. */
  | { readonly code: 'withdrawal-money-under-way' }
  /** Something of it is being taken back already, and counts for itself. */
  | { readonly code: 'withdrawal-recovered' }
  | LedgerMonthClosed;

export interface WithdrawnApproval {
  /** Paid before, and not owed any more: to be proposed for recovery. */
  readonly excessFen: Fen;
}

/**
 * Takes back the final approval of a claim whose settlement the insurer has undone: it is denied, what is not paid of it is
 * owed no more, its place in the limits is free, and the period's other claims are decided again. The office's, by somebody
 * who had no part in it. In the act of the caller.
 */
export async function withdrawApprovalIn(
  act: Act,
  access: AccessContext,
  { claimId, clauses, ...input }: ApprovalToWithdraw,
): Promise<Result<WithdrawnApproval, WithdrawApprovalRefusal>> {
  const period = await lockPeriodClaims(act, claimId);
  const claim = period.find(({ id }) => id === claimId);
  if (claim === undefined) return fail({ code: 'claim-unknown' });
  if (!isOwed(claim) || claim.state === 'paid') return fail({ code: 'claim-state' });
  if (claim.reversal_import_id === null) return fail({ code: 'approval-stands' });
  const level = await findOwnLevel(act.transaction, access);
  if (level === undefined || level.parent_id !== null) return fail({ code: 'claim-at-other-level' });
  if ((await hadPartIn(act, claim)) !== undefined) return fail({ code: 'withdrawal-had-part' });
  const comment = input.comment.trim();
  if (comment === '') return fail({ code: 'claim-reason-missing' });
  if (clauses.length === 0) return fail({ code: 'clause-missing' });
  if (clauses.some((clause) => !Object.hasOwn(CLAUSE_TEXTS, clause))) return fail({ code: 'clause-unknown' });
  const standing = (await findStandingDecisions(act, [claim])).get(claim.id);
  if (standing === undefined) throw new Error('a claim without its decision');
  const { wrapped_key } = standing;
  if (wrapped_key === null) return fail({ code: 'person-erased' });
  const money = await findClaimMoney(act, claim);
  if (money.is_moving) return fail({ code: 'withdrawal-money-under-way' });
  if (money.is_recovered || money.excess_fen > 0) return fail({ code: 'withdrawal-recovered' });

  const opened = { ...standing, wrapped_key };
  const secrets = standingSecrets(openDecision(act, claim, opened));
  const reasons = clauses.map((clause) => ({ code: 'denied', clause }));
  const saying = { source: 'reviewer', outcome: 'decline', amountFen: 0, reasons, notices: [], readings: [] } as const;
  await lockCounters(act, [claim.person_id]);
  const word = { claim, standing: opened, secrets, saying, use: undefined, paidFen: money.live_fen };
  const stands = await standAnew(act, word);
  if (!stands.ok) return stands;
  const { state, excessFen } = stands.value;
  const because = { by: 'denial', claimId, beforeFen: claim.amount_fen, afterFen: 0 } as const;
  const redecided = await redecideOthers(act, period, because, { mayLower: false });
  if (!redecided.ok) return redecided;
  const context = reviewContext(act.officeId, claim.id, claim.round, level.id, claim.state);
  const sealedComment = sealWithRing(act.platform.ring(), context, { comment });
  await insertReviews(act, level, [claim], { outcome: 'deny', clauses, sealedComment });
  const about = { objectKind: 'claim', objectId: claim.id, agencyId: claim.agency_id, unitId: claim.unit_id } as const;
  await act.audit({
    ...about,
    act: 'withdraw-approval',
    detail: { from: claim.state, to: state, beforeFen: claim.amount_fen, excessFen, redecided: redecided.value.length },
    personal: { comment, clauses: [...clauses] },
  });
  await act.emit({ ...about, kind: 'claim-denied', personId: claim.person_id });
  return ok({ excessFen });
}
