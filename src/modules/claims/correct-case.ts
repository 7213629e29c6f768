import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import { findOwnLevel, getRootAgencyId } from '#modules/reviews/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { type SealContext, sealJson } from '#platform/cryptography/sealing.ts';
import type { AccessContext } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { Case } from '#scheme/case.ts';
import { findCoveringPeriod } from '#scheme/covering-period.ts';
import type { Outcome } from '#scheme/decision.ts';
import { medicalUse } from '#scheme/programs/national-accident/medical-use.ts';
import { readCase } from '#scheme/read-case.ts';
import type { CaseRefusal } from './adjudicate-case.ts';
import { findUsesOf, lockCounters, release } from './benefit-store.ts';
import { insertCorrection, placeByDay } from './correction-store.ts';
import { countedAgainst, nextDecision, openDecision, ruledBy } from './decide-again.ts';
import { type FactValue, factAt, withFact } from './fact-path.ts';
import { lockPeriodClaims } from './period-store.ts';
import { redecideOthers } from './redecide-period.ts';
import { type ReviewObstacle, reviewObstacle } from './review-obstacle.ts';
import { type DecisionSecrets, type DeterminedCosts, personKey } from './sealed-claim.ts';
import type { ClaimState } from './states.ts';
import {
  appendDecisions,
  type ClaimRow,
  type DecisionRow,
  findOwnReviews,
  findStandingDecisions,
  moveClaims,
} from './store.ts';
import { hold } from './submission-store.ts';

/** On what a reviewer rests: a paper of the claim, words, or both. */
export interface Evidence {
  readonly documentId?: string | undefined;
  readonly text: string;
}

export interface CaseToCorrect {
  readonly claimId: string;
  /** Facts by their path in the case's claim, each with what it rests on. */
  readonly facts: readonly { readonly path: string; readonly value: FactValue; readonly evidence: Evidence }[];
  /** All exclusions that are asserted from now on; left out, those asserted before stay. */
  readonly exclusions?: readonly { readonly clause: string; readonly evidence: Evidence }[] | undefined;
}

/** A correction as it is kept. */
export interface KeptCorrection {
  readonly facts: readonly {
    readonly path: string;
    readonly before: FactValue;
    readonly after: FactValue;
    readonly evidence: Evidence;
  }[];
  /** Absent where none were said anything of. */
  readonly exclusions?: {
    readonly before: readonly string[];
    readonly after: readonly { readonly clause: string; readonly evidence: Evidence }[];
  };
}

/** In order of precedence. */
export type CorrectCaseRefusal =
  | { readonly code: 'claim-unknown' }
  | ReviewObstacle
  | { readonly code: 'person-erased' }
  | { readonly code: 'correction-empty' }
  | { readonly code: 'correction-evidence-missing' }
  | { readonly code: 'correction-fact-unknown'; readonly path: string }
  | CaseRefusal
  /** Everything stands already as it would be. */
  | { readonly code: 'correction-changes-nothing' }
  | LedgerMonthClosed;

export interface CorrectedCase {
  readonly claimId: string;
  readonly state: ClaimState;
  readonly outcome: Outcome;
  readonly amountFen: Fen;
}

interface StoredCase {
  readonly periods: readonly { readonly id: string }[];
  readonly claim: Readonly<Record<string, unknown>> & { readonly exclusions: readonly string[] };
}

/**
 * A reviewer corrects facts of a claim that waits for him, or asserts exclusions: the rules decide it anew with what counts
 * against its limits now, and that decision waits for the same level. What the rules leave to a person goes to the office.
 * Who corrected it at the last level does not pass it there.
 */
export async function correctCase(
  platform: Platform,
  caller: Caller,
  input: CaseToCorrect,
): Promise<Result<CorrectedCase, CorrectCaseRefusal | IdempotencyRefusal>> {
  type Correcting = Result<CorrectedCase, CorrectCaseRefusal>;
  return await perform(platform, caller, { name: 'correct-case', input }, (act): Promise<Correcting> => {
    return correctWithin(act, caller.access, input.claimId, () => ok(input));
  });
}

/** What of a case changes. */
export interface CaseChange extends Omit<CaseToCorrect, 'claimId'> {
  /** Of an accident told late: the facts are only what could be determined of it. */
  readonly determined?: DeterminedCosts;
}

/** The same inside another act, with a change that rests on the case as it stands. */
export async function correctWithin<Refusal>(
  act: Act,
  access: AccessContext,
  claimId: string,
  changeOf: (claim: StoredCase['claim'], secrets: DecisionSecrets) => Result<CaseChange, Refusal>,
): Promise<Result<CorrectedCase, CorrectCaseRefusal | Refusal>> {
  const period = await lockPeriodClaims(act, claimId);
  const claim = period.find(({ id }) => id === claimId);
  if (claim === undefined) return fail({ code: 'claim-unknown' });
  const level = await findOwnLevel(act.transaction, access);
  const ownReviews = await findOwnReviews(act, [claim]);
  const who = { level, actorId: act.actorId, ownReviews, ownCorrections: new Set<string>() };
  const obstacle = reviewObstacle(claim, 'deny', who);
  if (obstacle !== undefined || level === undefined) return fail(obstacle ?? { code: 'claim-at-other-level' });
  const standing = (await findStandingDecisions(act, [claim])).get(claim.id);
  if (standing === undefined) throw new Error('a claim without its decision');
  const { wrapped_key } = standing;
  if (wrapped_key === null) return fail({ code: 'person-erased' });
  const opened = openDecision(act, claim, { ...standing, wrapped_key });
  const stored = opened.case as StoredCase;
  const change = changeOf(stored.claim, opened);
  if (!change.ok) return change;
  const { facts, exclusions, determined: part } = change.value;
  // costs corrected by hand are no longer what an investigation said of them
  const determined = part ?? (facts.some(({ path }) => isOfCosts(path)) ? undefined : opened.determined);
  if (facts.length === 0 && exclusions === undefined) return fail({ code: 'correction-empty' });
  if (![...facts, ...(exclusions ?? [])].every(({ evidence }) => isEvidence(evidence))) {
    return fail({ code: 'correction-evidence-missing' });
  }
  const unknown = facts.find(({ path }) => factAt(stored.claim, path) === undefined);
  if (unknown !== undefined) return fail({ code: 'correction-fact-unknown', path: unknown.path });
  const kept = keptOf(stored, change.value);
  if (changesNothing(kept)) return fail({ code: 'correction-changes-nothing' });

  const corrected = { stored, claim: correctedClaim(stored, change.value), determined };
  const decided = await decideWith(act, claim, { ...standing, wrapped_key }, corrected);
  if (!decided.ok) return decided;
  const id = act.newId();
  const key = personKey(act.platform.ring(), act.officeId, claim.person_id, wrapped_key);
  const sealed = sealJson(key, correctionContext(act.officeId, id), kept);
  await insertCorrection(act, claim, { id, level: level.kind, sealed });
  const { outcome, amountFen, periodId } = decided.value;
  const state = await stateAfter(act, claim, outcome);
  const held = (says: Outcome, fen: Fen): Fen => (says === 'pay' ? fen : 0);
  // what has moved to another period takes nothing of the one whose claims are decided again
  const isMoved = periodId !== claim.period_id;
  const [beforeFen, afterFen] = [held(claim.outcome, claim.amount_fen), isMoved ? 0 : held(outcome, amountFen)];
  const because = { by: 'correction', claimId: claim.id, beforeFen, afterFen } as const;
  const redecided = await redecideOthers(act, period, because, { mayLower: false });
  if (!redecided.ok) return redecided;
  await act.audit({
    act: part === undefined ? 'correct-case' : 'pay-determined-part',
    objectKind: 'claim',
    objectId: claim.id,
    agencyId: claim.agency_id,
    unitId: claim.unit_id,
    detail: {
      level: level.kind,
      outcome,
      beforeFen: claim.amount_fen,
      amountFen,
      facts: facts.length,
      exclusions: exclusions?.map(({ clause }) => clause) ?? null,
      ...(part === undefined ? {} : { claimedFen: part.claimedFen, determinedFen: part.determinedFen }),
    },
    personal: kept,
  });
  return ok({ claimId: claim.id, state, outcome, amountFen });
}

export function correctionContext(officeId: string, id: string): SealContext {
  return { table: 'claim_correction', officeId, id };
}

function isOfCosts(path: string): boolean {
  return /^bills\[\d+\]\.costSharing$/.test(path);
}

function isEvidence({ documentId, text }: Evidence): boolean {
  return documentId !== undefined || text.trim() !== '';
}

function keptOf({ claim }: StoredCase, { facts, exclusions }: CaseChange): KeptCorrection {
  return {
    facts: facts.map(({ path, value, evidence }) => ({
      path,
      before: factAt(claim, path) ?? null,
      after: value,
      evidence,
    })),
    ...(exclusions === undefined ? {} : { exclusions: { before: claim.exclusions, after: exclusions } }),
  };
}

function changesNothing({ facts, exclusions }: KeptCorrection): boolean {
  const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const asserted = exclusions?.after.map(({ clause }) => clause);
  return (
    facts.every(({ before, after }) => isSame(before, after)) &&
    (asserted === undefined || isSame([...asserted].sort(), [...(exclusions?.before ?? [])].sort()))
  );
}

function correctedClaim({ claim }: StoredCase, { facts, exclusions }: CaseChange): Readonly<Record<string, unknown>> {
  const corrected = facts.reduce<Readonly<Record<string, unknown>>>(
    (before, { path, value }) => withFact(before, path, value),
    claim,
  );
  return exclusions === undefined ? corrected : { ...corrected, exclusions: exclusions.map(({ clause }) => clause) };
}

interface DecidedCase {
  readonly outcome: Outcome;
  readonly amountFen: Fen;
  /** In which it happened, so corrected; none where no period covers it. */
  readonly periodId: string | null;
}

/** The rules' decision of the corrected case, stored, with what it holds of the limits. */
async function decideWith(
  act: Act,
  claim: ClaimRow,
  standing: DecisionRow & { readonly wrapped_key: Buffer },
  corrected: {
    readonly stored: StoredCase;
    readonly claim: Readonly<Record<string, unknown>>;
    readonly determined: DeterminedCosts | undefined;
  },
): Promise<Result<DecidedCase, CaseRefusal>> {
  const { stored, determined } = corrected;
  await lockCounters(act, [claim.person_id]);
  const paid = countedAgainst(claim, stored.periods, await findUsesOf(act, [claim.person_id]));
  const caseJson = { ...stored, paid, claim: corrected.claim };
  const read = readCase(caseJson);
  if (!read.ok) return fail({ code: 'case-invalid', caseFault: read.error });
  const decision = adjudicate(read.value);
  const day = dayOf(read.value);
  const covering = read.value.periods[findCoveringPeriod(read.value.periods, day)];
  const { secrets, saying } = ruledBy({ decision, caseJson, determined });
  const termsOn = { terms_on: covering?.startOn ?? day, wrapped_key: standing.wrapped_key };
  await appendDecisions(act, [nextDecision(act, claim, termsOn, secrets, saying)]);
  const periodId = covering?.id ?? null;
  await placeByDay(act, claim, { periodId, eventOn: day });
  if (decision.outcome === 'pay') {
    const use = read.value.program === 'national-accident' ? medicalUse(read.value, decision) : undefined;
    await hold(act, { ...claim, period_id: periodId }, decision.amountFen, use);
  } else await release(act, claim.id);
  const { outcome, amountFen } = decision;
  return ok({ outcome, amountFen, periodId });
}

/** Where it waits now: at the same level, or at the office where the rules leave it to a person. */
async function stateAfter(act: Act, claim: ClaimRow, outcome: Outcome): Promise<ClaimState> {
  if (outcome !== 'refer' || claim.state === 'referred') return claim.state;
  await moveClaims(act, [claim], 'referred', await getRootAgencyId(act.transaction, act.officeId));
  return 'referred';
}

function dayOf(decided: Case): number {
  return decided.program === 'henan-inpatient' ? decided.claim.stay.admittedOn : decided.claim.event.on;
}
