import type { SettlementRow } from '#intake/settlements/settlement-row.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { openMember } from '#modules/persons/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { adjudicate } from '#scheme/adjudicate.ts';
import { CLAUSE_TEXTS, type ClauseId } from '#scheme/clause-texts.ts';
import type { Outcome } from '#scheme/decision.ts';
import { readCase } from '#scheme/read-case.ts';
import type { DeterminedPart } from '#scheme/words/determined-words.ts';
import { writeDecision } from '#scheme/write-decision.ts';
import { NOT_DETERMINABLE, openDecision } from './decide-again.ts';
import { type ListedMemberClaim, summaryOf } from './find-claims.ts';
import {
  type ClaimSecrets,
  claimContext,
  type DeterminedCosts,
  type LimitChange,
  opened,
  personKey,
  reviewContext,
} from './sealed-claim.ts';
import {
  type CitedReason,
  type ClaimReviewRow,
  type DecisionSource,
  findClaim,
  findDecisions,
  findReviews,
} from './store.ts';

/** A claim with all that is known of it. */
export interface ClaimDetail extends ListedMemberClaim {
  readonly residentId: string;
  readonly settlements: readonly SettlementRow[];
  /** The first first; the last one stands. */
  readonly decisions: readonly ClaimDecision[];
  readonly reviews: readonly ClaimReview[];
  /** The text of every clause that a decision or a review cites. */
  readonly clauseTexts: Readonly<Record<string, string>>;
}

export interface ClaimDecision {
  readonly number: number;
  readonly source: DecisionSource;
  readonly outcome: Outcome;
  readonly amountFen: Fen;
  readonly reasons: readonly CitedReason[];
  readonly termsOn: DayNumber;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What the rules said, as `writeDecision` writes it: steps, notices, readings. */
  readonly ruled: RuledDecision;
  /** Of an accident told late: what of its costs could be determined, where the decision rests on that. */
  readonly determined: DeterminedPart | undefined;
  /** What made it be decided again by itself. */
  readonly because: LimitChange | undefined;
}

/** A decision of the rules read back from its line. */
export interface RuledDecision {
  readonly outcome: Outcome;
  readonly amountFen: Fen;
  readonly reasons: readonly CitedReason[];
  readonly notices: readonly CitedReason[];
  readonly steps: readonly RuledStep[];
  readonly readings: readonly string[];
}

export interface RuledStep {
  readonly label: string;
  readonly clause: string;
  readonly operation: string;
  readonly valueFen?: Fen;
  readonly unit?: string;
  readonly value?: number;
  readonly over?: number;
  readonly reading?: string;
}

export interface ClaimReview extends Omit<ClaimReviewRow, 'sealed_comment' | 'reviewing_agency_id' | 'reviewer_id'> {
  readonly reviewingAgencyId: string;
  readonly reviewerId: string;
  readonly comment: string;
}

export type GetClaimRefusal = { readonly code: 'claim-unknown' } | { readonly code: 'person-erased' };

/**
 * A claim, opened: for the office, for agencies on its way, and for the person himself. A unit does not see it: diagnosis
 * and amounts are none of its business.
 */
export async function getClaim(
  platform: Platform,
  caller: Caller,
  claimId: string,
): Promise<Result<ClaimDetail, GetClaimRefusal>> {
  const { access } = caller;
  const { officeId } = access;
  return await platform.database.transaction(
    access,
    async (transaction): Promise<Result<ClaimDetail, GetClaimRefusal>> => {
      const claim = await findClaim(transaction, officeId, claimId);
      if (claim === undefined) return fail({ code: 'claim-unknown' });
      const { wrapped_key, person_id, sealed_member } = claim;
      const ring = platform.ring();
      const member = openMember(ring, { office_id: officeId, person_id, wrapped_key, sealed: sealed_member });
      if (wrapped_key === null || member === undefined) return fail({ code: 'person-erased' });
      const key = personKey(ring, officeId, person_id, wrapped_key);
      const { settlements } = opened<ClaimSecrets>(key, claimContext(officeId, claim.id), claim.sealed);
      const decisions = (await findDecisions(transaction, officeId, claim)).map((row): ClaimDecision => {
        const { line, determined, because } = openDecision({ platform, officeId }, claim, { ...row, wrapped_key });
        return {
          number: row.number,
          source: row.source,
          outcome: row.outcome,
          amountFen: row.amount_fen,
          reasons: row.reasons,
          termsOn: row.terms_on,
          at: row.at,
          ruled: JSON.parse(line) as RuledDecision,
          determined: row.reasons.some(({ code }) => code === NOT_DETERMINABLE.code) ? partOf(determined) : undefined,
          because,
        };
      });
      const reviews = (await findReviews(transaction, officeId, claim.id)).map(
        ({ sealed_comment, reviewing_agency_id, reviewer_id, ...review }): ClaimReview => {
          const context = reviewContext(officeId, claim.id, review.round, reviewing_agency_id, review.step);
          const comment =
            sealed_comment === null ? undefined : openWithRing<{ comment: string }>(ring, context, sealed_comment);
          if (comment?.ok === false) throw new Error(`a comment does not open: ${comment.error}`);
          return {
            ...review,
            reviewingAgencyId: reviewing_agency_id,
            reviewerId: reviewer_id,
            comment: comment?.value.comment ?? '',
          };
        },
      );
      return ok({
        ...summaryOf(claim),
        memberName: member.name,
        residentId: member.residentId,
        settlements,
        decisions,
        reviews,
        clauseTexts: textsOf(decisions, reviews),
      });
    },
  );
}

function textsOf(decisions: readonly ClaimDecision[], reviews: readonly ClaimReview[]): Record<string, string> {
  const cited = [
    ...decisions.flatMap(({ reasons, ruled }) =>
      [...reasons, ...ruled.reasons, ...ruled.notices, ...ruled.steps].map(({ clause }) => clause),
    ),
    ...reviews.flatMap(({ clauses }) => clauses),
  ];
  return Object.fromEntries([...new Set(cited)].map((clause) => [clause, CLAUSE_TEXTS[clause as ClauseId]]));
}

export interface Recomputed {
  /** Whether the rules say of the stored case, to the byte, what is stored. */
  readonly isSame: boolean;
  /** As `writeDecision` writes them. */
  readonly stored: string;
  readonly recomputed: string;
}

/** Decides a claim's stored case again: anyone who may see a decision may check it. */
export async function recomputeDecision(
  platform: Platform,
  caller: Caller,
  { claimId, number }: { readonly claimId: string; readonly number?: number | undefined },
): Promise<Result<Recomputed, GetClaimRefusal>> {
  const { access } = caller;
  return await platform.database.transaction(
    access,
    async (transaction): Promise<Result<Recomputed, GetClaimRefusal>> => {
      const claim = await findClaim(transaction, access.officeId, claimId);
      const rows = claim === undefined ? [] : await findDecisions(transaction, access.officeId, claim);
      const row = number === undefined ? rows.at(-1) : rows.find((each) => each.number === number);
      if (claim === undefined || row === undefined) return fail({ code: 'claim-unknown' });
      const { wrapped_key } = row;
      if (wrapped_key === null) return fail({ code: 'person-erased' });
      const decided = openDecision({ platform, officeId: access.officeId }, claim, { ...row, wrapped_key });
      const read = readCase(decided.case);
      if (!read.ok) throw new Error(`a stored case is none: ${read.error.field}`);
      const recomputed = writeDecision(adjudicate(read.value));
      return ok({ isSame: recomputed === decided.line, stored: decided.line, recomputed });
    },
  );
}

function partOf(costs: DeterminedCosts | undefined): DeterminedPart | undefined {
  return costs && { claimedFen: costs.claimedFen, determinedFen: costs.determinedFen };
}
