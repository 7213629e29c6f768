import type { Act } from '#platform/acts/act.ts';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Cause } from '#scheme/case.ts';
import type { Outcome } from '#scheme/decision.ts';
import type { MedicalUse } from '#scheme/programs/national-accident/medical-use.ts';
import { readCase } from '#scheme/read-case.ts';
import { type BenefitUse, findUsesOf, lockCounters } from './benefit-store.ts';
import { countedAgainst, type DecidedAgain, nextDecision, openDecision, ruledBy, usedBy } from './decide-again.ts';
import { appendDecisions, type ClaimRow, type DecisionRow } from './store.ts';
import { hold } from './submission-store.ts';

/** Facts of a case that turned out to be wrong; what is left out stays. */
export interface Corrections {
  readonly hospital?: { readonly grade: number; readonly recognised: boolean } | undefined;
  /** Of a stay outside the province. */
  readonly transferApproved?: boolean | undefined;
  /** Of a stay. */
  readonly cause?: Cause | undefined;
}

/** As much of a stored case as is corrected. */
interface StoredCase {
  readonly periods: readonly { readonly id: string }[];
  readonly claim: Readonly<Record<string, unknown>> & {
    readonly stay?: Readonly<Record<string, unknown>> & { readonly hospital: object };
    readonly bills?: readonly (Readonly<Record<string, unknown>> & { readonly hospital: object })[];
  };
}

/** A case decided anew with corrected facts. */
export interface CorrectedDecision extends DecidedAgain {
  /** Of an accident's medical benefit that pays. */
  readonly use: MedicalUse | undefined;
}

/**
 * Decides a claim's case anew with corrected facts and with what counts against its limits now. What a reviewer asserted of
 * exclusions is left out: whoever corrects has looked at that. The counters must be locked.
 */
export function decideCorrected(
  act: Act,
  claim: ClaimRow,
  standing: DecisionRow & { readonly wrapped_key: Buffer },
  corrections: Corrections,
  counted: readonly BenefitUse[],
): CorrectedDecision {
  const { case: opened, determined } = openDecision(act, claim, standing);
  const stored = opened as StoredCase;
  const paid = countedAgainst(claim, stored.periods, counted, () => true);
  const caseJson = { ...stored, paid, claim: { ...corrected(stored.claim, corrections), exclusions: [] } };
  const read = readCase(caseJson);
  if (!read.ok) throw new Error(`a corrected case is none: ${read.error.field}`);
  const decision = adjudicate(read.value);
  return { decision, caseJson, determined, use: usedBy({ decision, caseJson }) };
}

/**
 * Decides a claim anew with corrected facts, under the lock of its limits. The new decision stands from now on, and holds
 * its place where it pays; one that still declines is not stored.
 */
export async function correctedDecision(
  act: Act,
  claim: ClaimRow,
  standing: DecisionRow & { readonly wrapped_key: Buffer },
  corrections: Corrections,
): Promise<Outcome> {
  await lockCounters(act, [claim.person_id]);
  const decided = decideCorrected(act, claim, standing, corrections, await findUsesOf(act, [claim.person_id]));
  const { outcome, amountFen } = decided.decision;
  if (outcome === 'decline') return outcome;
  const { secrets, saying } = ruledBy(decided);
  await appendDecisions(act, [nextDecision(act, claim, standing, secrets, { ...saying, source: 'reviewer' })]);
  if (outcome === 'pay' && claim.period_id !== null) await hold(act, claim, amountFen, decided.use);
  return outcome;
}

function corrected(
  claim: StoredCase['claim'],
  { hospital, transferApproved, cause }: Corrections,
): Readonly<Record<string, unknown>> {
  const { stay, bills } = claim;
  if (stay !== undefined) {
    return {
      ...claim,
      stay: {
        ...stay,
        ...(transferApproved === undefined ? {} : { transferApproved }),
        ...(cause === undefined ? {} : { cause }),
        ...(hospital === undefined ? {} : { hospital: { ...stay.hospital, ...hospital } }),
      },
    };
  }
  if (bills !== undefined && hospital !== undefined)
    return { ...claim, bills: bills.map((bill) => ({ ...bill, hospital })) };
  return claim;
}
