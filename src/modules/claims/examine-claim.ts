import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { CLAUSE_TEXTS, type ClauseId } from '#scheme/clause-texts.ts';
import { EXCLUSION_CLAUSES as INPATIENT_EXCLUSIONS } from '#scheme/programs/henan-inpatient/exclusions.ts';
import { EXCLUSION_CLAUSES as ACCIDENT_EXCLUSIONS } from '#scheme/programs/national-accident/exclusions.ts';
import { type DifferingFact, differingFacts } from './compare-facts.ts';
import { correctionContext, type KeptCorrection } from './correct-case.ts';
import { type CorrectionRow, findCorrectionsOf } from './correction-store.ts';
import { openDecision } from './decide-again.ts';
import { explainFlags, type FlagNote } from './explain-flags.ts';
import type { GetClaimRefusal } from './get-claim.ts';
import { recordedFacts } from './match-record.ts';
import { type ClaimSecrets, claimContext, opened, personKey } from './sealed-claim.ts';
import { SettlementHashes } from './settlement-hashes.ts';
import { findClaim, findDecisions } from './store.ts';
import { openSupplement, type Supplement } from './supplement.ts';
import { findDraftId } from './supplement-store.ts';

type Facts = Readonly<Record<string, unknown>>;

export interface Correction extends KeptCorrection {
  readonly level: CorrectionRow['level'];
  readonly decisionNumber: number;
  readonly by: string;
  readonly at: number;
}

/** What a reviewer needs beside the decision: the facts as they stand, as they were typed, as the insurer has them. */
export interface Examination {
  /** Of the standing decision, in the form of a case's claim. */
  readonly facts: Facts;
  /** As they were first sent; `undefined` where the insurer's data brought the claim and nobody told anything. */
  readonly typed: Facts | undefined;
  /** The insurer's record; `undefined` where none came. */
  readonly record: Facts | undefined;
  /** Typed and recorded differently. */
  readonly differing: readonly DifferingFact[];
  readonly corrections: readonly Correction[];
  readonly supplement: Supplement | undefined;
  readonly flags: readonly FlagNote[];
  /** Every exclusion that may be asserted, with its text. */
  readonly exclusions: readonly { readonly clause: string; readonly text: string }[];
}

/** A claim before its reviewer; for the office and for agencies on its way. */
export async function examineClaim(
  platform: Platform,
  { access }: Caller,
  claimId: string,
): Promise<Result<Examination, GetClaimRefusal>> {
  const { officeId } = access;
  return await platform.database.transaction(
    access,
    async (transaction): Promise<Result<Examination, GetClaimRefusal>> => {
      const claim = await findClaim(transaction, officeId, claimId);
      if (claim === undefined) return fail({ code: 'claim-unknown' });
      const { wrapped_key, person_id } = claim;
      if (wrapped_key === null) return fail({ code: 'person-erased' });
      const key = personKey(platform.ring(), officeId, person_id, wrapped_key);
      const { settlements, told } = opened<ClaimSecrets>(key, claimContext(officeId, claim.id), claim.sealed);
      const decisions = await findDecisions(transaction, officeId, claim);
      const [first, standing] = [decisions[0], decisions.at(-1)];
      if (first === undefined || standing === undefined) throw new Error('a claim without its decision');
      const act = { platform, officeId };
      const caseOf = (row: typeof first): StoredCase =>
        openDecision(act, claim, { ...row, wrapped_key }).case as StoredCase;
      const stands = caseOf(standing);
      const typed = told?.facts ?? (claim.origin === 'settlement' ? undefined : caseOf(first).claim);
      const record = settlements.length === 0 ? undefined : recordedFacts(settlements);
      const differing = typed === undefined || record === undefined ? [] : differingFacts(typed, record);
      const corrections = (await findCorrectionsOf(transaction, officeId, claim.id)).map((row) => ({
        ...opened<KeptCorrection>(key, correctionContext(officeId, row.id), row.sealed),
        level: row.level,
        decisionNumber: row.decision_number,
        by: row.corrected_by,
        at: row.corrected_at,
      }));
      const openable = { ...claim, wrapped_key };
      const hashes = new SettlementHashes(platform.ring());
      const stayHashes = settlements.flatMap((settlement) => hashes.stay(settlement) ?? []);
      const known = { case: stands, differing, missing: told?.missing.length ?? 0, stayHashes };
      return ok({
        facts: stands.claim,
        typed,
        record,
        differing,
        corrections,
        supplement: await openSupplement(platform, transaction, officeId, openable),
        flags: await explainFlags(platform, transaction, officeId, openable, known),
        exclusions: exclusionsOf(claim.program),
      });
    },
  );
}

interface StoredCase {
  readonly claim: Facts;
}

function exclusionsOf(program: string): Examination['exclusions'] {
  const clauses: readonly ClauseId[] = program === 'henan-inpatient' ? INPATIENT_EXCLUSIONS : ACCIDENT_EXCLUSIONS;
  return clauses.map((clause) => ({ clause, text: CLAUSE_TEXTS[clause] }));
}

/** What a claim of the person who asks was sent back for, and where its papers go; a draft where there is one. */
export async function findOwnSupplement(
  platform: Platform,
  { access }: Caller,
  claimId: string,
): Promise<
  Result<{ readonly supplement: Supplement | undefined; readonly draftId: string | undefined }, GetClaimRefusal>
> {
  const { officeId } = access;
  type Found = Result<{ supplement: Supplement | undefined; draftId: string | undefined }, GetClaimRefusal>;
  return await platform.database.transaction(access, async (transaction): Promise<Found> => {
    const claim = access.scope === 'person' ? await findClaim(transaction, officeId, claimId) : undefined;
    if (claim === undefined) return fail({ code: 'claim-unknown' });
    const { wrapped_key } = claim;
    if (wrapped_key === null) return fail({ code: 'person-erased' });
    const supplement = await openSupplement(platform, transaction, officeId, { ...claim, wrapped_key });
    return ok({ supplement, draftId: await findDraftId(transaction, officeId, claim.id) });
  });
}
