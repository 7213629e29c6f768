import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import { findOwnLevel, reviewSettingsOf } from '#modules/reviews/index.ts';
import { type Caller, type OutboxEvent, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { leafHash, merkleRoot } from '#platform/cryptography/merkle.ts';
import type { Platform } from '#platform/platform.ts';
import { approveClaims } from './approve-claims.ts';
import { findOwnCorrections } from './correction-store.ts';
import { type ReviewObstacle, reviewObstacle } from './review-obstacle.ts';
import { type ClaimRow, findOwnReviews, insertReviews, lockClaims, moveClaims } from './store.ts';

export interface PassClaimsInput {
  /** At most {@link MOST_CLAIMS_PASSED}, each once. */
  readonly claimIds: readonly string[];
}

export interface PassedClaims {
  readonly passed: number;
  /** Of these: what the last level has passed. */
  readonly approved: number;
  readonly approvedFen: Fen;
  readonly notPassed: readonly NotPassed[];
}

export interface NotPassed {
  readonly claimId: string;
  readonly code:
    | ReviewObstacle['code']
    | 'claim-unknown'
    | 'claim-flagged'
    | 'claim-over-batch-limit'
    | 'claim-redecided'
    | 'person-erased';
}

export type PassClaimsRefusal =
  | { readonly code: 'not-a-reviewer' }
  | { readonly code: 'too-many-claims' }
  | LedgerMonthClosed;

type Passing = Result<PassedClaims, PassClaimsRefusal>;

export const MOST_CLAIMS_PASSED = 5_000;

/**
 * Passes many claims that wait for the caller's level, set by set, as {@link reviewClaim} passes one. What can't be passed
 * is told with its reason and stays where it is; flagged and referred claims, and those above the office's limit for passing
 * together, need a look of their own. One audit row stands for all, with the Merkle root over them; each person hears of his own claim.
 */
export async function passClaims(
  platform: Platform,
  caller: Caller,
  input: PassClaimsInput,
): Promise<Result<PassedClaims, PassClaimsRefusal | IdempotencyRefusal>> {
  return await perform(platform, caller, { name: 'pass-claims', input }, async (act): Promise<Passing> => {
    if (input.claimIds.length > MOST_CLAIMS_PASSED) return fail({ code: 'too-many-claims' });
    const level = await findOwnLevel(act.transaction, caller.access);
    if (level === undefined) return fail({ code: 'not-a-reviewer' });
    const claims = await lockClaims(act, input.claimIds);
    const ownReviews = await findOwnReviews(act, claims);
    const ownCorrections = await findOwnCorrections(
      act,
      claims.map(({ id }) => id),
    );
    const { batchLimitFen } = await reviewSettingsOf(act.transaction, act.officeId);
    const found = new Set(claims.map(({ id }) => id));
    const notPassed: NotPassed[] = [];
    for (const claimId of new Set(input.claimIds)) {
      if (!found.has(claimId)) notPassed.push({ claimId, code: 'claim-unknown' });
    }
    const passing: ClaimRow[] = [];
    for (const claim of claims) {
      const obstacle = reviewObstacle(claim, 'pass', { level, actorId: act.actorId, ownReviews, ownCorrections });
      const needsLook = claim.flags.length > 0 || claim.state === 'referred' || claim.outcome !== 'pay';
      const isLarge = batchLimitFen !== null && claim.amount_fen > batchLimitFen;
      if (obstacle !== undefined) notPassed.push({ claimId: claim.id, code: obstacle.code });
      else if (needsLook) notPassed.push({ claimId: claim.id, code: 'claim-flagged' });
      else if (isLarge) notPassed.push({ claimId: claim.id, code: 'claim-over-batch-limit' });
      else passing.push(claim);
    }

    let passed: readonly ClaimRow[] = passing;
    if (level.parent_id === null) {
      const approval = await approveClaims(act, passing);
      if (!approval.ok) return approval;
      const { approved, redecided, erased } = approval.value;
      passed = approved;
      for (const { claimId } of redecided) notPassed.push({ claimId, code: 'claim-redecided' });
      for (const { id } of erased) notPassed.push({ claimId: id, code: 'person-erased' });
    } else {
      await moveClaims(act, passing, 'in-review', level.parent_id);
    }
    await insertReviews(act, level, passed, { outcome: 'pass', clauses: [], sealedComment: null });
    const approved = level.parent_id === null ? passed : [];
    const approvedFen = approved.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
    const batchId = act.newId();
    await act.audit({
      act: 'pass-claims',
      objectKind: 'claim-batch',
      objectId: batchId,
      agencyId: level.id,
      detail: {
        level: level.kind,
        passed: passed.length,
        approved: approved.length,
        approvedFen,
        notPassed: notPassed.length,
      },
      merkleRoot: merkleRoot(passed.map(({ id, amount_fen }) => leafHash(`${id} pass ${amount_fen}`))),
    });
    if (passed.length > 0) {
      await act.emit({
        kind: approved.length > 0 ? 'claims-approved' : 'claims-passed',
        objectKind: 'claim-batch',
        objectId: batchId,
        agencyId: level.id,
        payload: { passed: passed.length, approvedFen },
      });
    }
    await act.emitMany(approved.map(approvalOf));
    return ok({ passed: passed.length, approved: approved.length, approvedFen, notPassed });
  });
}

/** The news for one claim's person, as a review of that claim alone tells it. */
function approvalOf(claim: ClaimRow): OutboxEvent {
  return {
    kind: 'claim-approved',
    objectKind: 'claim',
    objectId: claim.id,
    agencyId: claim.agency_id,
    unitId: claim.unit_id,
    personId: claim.person_id,
  };
}
