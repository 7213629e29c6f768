import type { Act } from '#platform/acts/act.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Decision } from '#scheme/decision.ts';
import { type MedicalUse, medicalUse } from '#scheme/programs/national-accident/medical-use.ts';
import { readCase } from '#scheme/read-case.ts';
import { writeDecision } from '#scheme/write-decision.ts';
import { type BenefitUse, paidBefore } from './benefit-store.ts';
import { type DecisionSecrets, type DeterminedCosts, decisionContext, opened, personKey } from './sealed-claim.ts';
import type { ClaimRow, DecisionRow, NewDecision } from './store.ts';

export interface DecidedAgain {
  readonly decision: Decision;
  readonly caseJson: unknown;
  /** What the case says of costs is only what could be determined. */
  readonly determined?: DeterminedCosts | undefined;
}

/** What of a case is replaced when it is decided anew; the rest of its keys stay as they were. */
interface StoredCase {
  readonly periods: readonly { readonly id: string }[];
}

/**
 * The claim's case with what counts against its limits now: what was decided before it, and what is reserved.
 *
 * Throws where the stored case is none any more: it was one when it was stored.
 */
export function decideAgain(
  act: Act,
  claim: ClaimRow,
  standing: DecisionRow & { readonly wrapped_key: Buffer },
  uses: readonly BenefitUse[],
  counts: Counts = countsUnderReview,
): DecidedAgain {
  const { case: stored, determined } = openDecision(act, claim, standing);
  const paid = countedAgainst(claim, (stored as StoredCase).periods, uses, counts);
  const caseJson = { ...(stored as object), paid };
  return { decision: decide(caseJson), caseJson, determined };
}

/** Whether another claim's use counts against a claim. */
export type Counts = (claim: Pick<ClaimRow, 'id'>, use: BenefitUse) => boolean;

/** Against one that nobody has approved: what is reserved, and what was decided before it. */
export function countsUnderReview({ id }: Pick<ClaimRow, 'id'>, { state, claim_id }: BenefitUse): boolean {
  return state === 'reserved' || claim_id < id;
}

/** What counts against a claim's limits, in the case's own form. */
export function countedAgainst(
  claim: Pick<ClaimRow, 'id' | 'program'>,
  periods: StoredCase['periods'],
  uses: readonly BenefitUse[],
  counts: Counts = countsUnderReview,
): readonly object[] {
  return uses
    .filter(
      (use) =>
        use.claim_id !== claim.id &&
        use.program === claim.program &&
        counts(claim, use) &&
        periods.some(({ id }) => id === use.period_id),
    )
    .map(paidBefore);
}

export function openDecision(
  act: Pick<Act, 'platform' | 'officeId'>,
  claim: Pick<ClaimRow, 'id' | 'person_id'>,
  { number, sealed, wrapped_key }: Pick<DecisionRow, 'number' | 'sealed'> & { readonly wrapped_key: Buffer },
): DecisionSecrets {
  const key = personKey(act.platform.ring(), act.officeId, claim.person_id, wrapped_key);
  return opened<DecisionSecrets>(key, decisionContext(act.officeId, claim.id, number), sealed);
}

function decide(caseJson: unknown): Decision {
  const read = readCase(caseJson);
  if (!read.ok) throw new Error(`a stored case is none: ${read.error.field}`);
  return adjudicate(read.value);
}

/** What an accident's medical benefit uses up of its accident, so decided. */
export function usedBy({ decision, caseJson }: DecidedAgain): MedicalUse | undefined {
  const read = readCase(caseJson);
  return read.ok && read.value.program === 'national-accident' ? medicalUse(read.value, decision) : undefined;
}

/** What a decision by somebody's own word keeps of the one before it: all but why that one was decided by itself. */
export function standingSecrets({ case: stored, line, determined }: DecisionSecrets): DecisionSecrets {
  return { case: stored, line, ...(determined === undefined ? {} : { determined }) };
}

/** What is said of a claim anew. */
export type Saying = Pick<NewDecision, 'source' | 'outcome' | 'amountFen' | 'reasons' | 'notices' | 'readings'>;

/** The claim's next decision, sealed under the person's key. */
export function nextDecision(
  act: Act,
  claim: ClaimRow,
  { terms_on, wrapped_key }: Pick<DecisionRow, 'terms_on'> & { readonly wrapped_key: Buffer },
  secrets: DecisionSecrets,
  saying: Saying,
): NewDecision {
  const key = personKey(act.platform.ring(), act.officeId, claim.person_id, wrapped_key);
  const context = decisionContext(act.officeId, claim.id, claim.decision_count + 1);
  return { claim, termsOn: terms_on, sealed: sealJson(key, context, secrets), ...saying };
}

/** The rest of what was claimed (附件2-7.1 「本会对无法确定的部分，不承担给付互助金的责任」). */
export const NOT_DETERMINABLE = { code: 'not-determinable', clause: '附件2-7.1' } as const;

/** What the rules say, as a decision of a claim. */
export function ruledBy({ decision, caseJson, determined }: DecidedAgain): {
  readonly secrets: DecisionSecrets;
  readonly saying: Saying;
} {
  const { outcome, amountFen, notices, readings } = decision;
  const part = determined === undefined ? {} : { determined };
  const reasons = determined === undefined ? decision.reasons : [...decision.reasons, NOT_DETERMINABLE];
  return {
    secrets: { case: caseJson, line: writeDecision(decision), ...part },
    saying: { source: 'rules', outcome, amountFen, reasons, notices, readings },
  };
}
