import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { type BenefitUse, findUsesOf, lockCounters, withUse } from './benefit-store.ts';
import { type Corrections, decideCorrected } from './correct-claim.ts';
import { type Counts, countsUnderReview, openDecision, ruledBy, standingSecrets, usedBy } from './decide-again.ts';
import { leftForClaim } from './find-entitlements.ts';
import { lockPeriodClaims, withLateClaims } from './period-store.ts';
import { carryOut, type Fixed, findFixed, planRedecisions, type Redecided } from './redecide-period.ts';
import { clearReversal, findClaimMoney } from './ruling-store.ts';
import { type AnotherWord, isOwed, type OpenableDecision, type StandsAnew, standAnew } from './stand-anew.ts';
import type { ClaimState } from './states.ts';
import { type ClaimRow, findStandingDecisions } from './store.ts';
import { findPeriods } from './submission-store.ts';

/** What a ruling changes in a decision: facts, and the rules say the amount; or the amount itself, by clauses. */
export type RulingChange =
  | { readonly by: 'facts'; readonly corrections: Corrections }
  | { readonly by: 'amount'; readonly amountFen: Fen; readonly clauses: readonly string[] };

/** In order of precedence. */
export type RulingRefusal =
  | { readonly code: 'claim-unknown' }
  | { readonly code: 'person-erased' }
  /** Nothing is decided: it is with a level of review, or sent back. */
  | { readonly code: 'ruling-not-decided' }
  /** In a batch or with the bank: what comes of that must be known first. */
  | { readonly code: 'ruling-money-under-way' }
  /** No period covers the event, so that nothing can be paid out of one. */
  | { readonly code: 'ruling-without-cover' }
  /** The rules can't tell the amount from these facts. */
  | { readonly code: 'ruling-amount-open' }
  /** More than the period has left. */
  | { readonly code: 'ruling-over-limit'; readonly leftFen: Fen }
  | { readonly code: 'ruling-changes-nothing' }
  | LedgerMonthClosed;

export interface RuledAmount {
  readonly amountFen: Fen;
  /** Of the decision that it would replace. */
  readonly beforeFen: Fen;
}

/** What a ruling has done to a claim. */
export interface AppliedRuling extends RuledAmount, StandsAnew {
  readonly decisionNumber: number;
  /** Other claims of the period that come to something else because of it. */
  readonly redecided: readonly Redecided[];
}

interface PreparedRuling extends AnotherWord {
  /** The other claims of its period, and what counts against the limits now. */
  readonly others: readonly ClaimRow[];
  readonly uses: readonly BenefitUse[];
  readonly fixed: Fixed;
}

const DECIDED: readonly ClaimState[] = ['declined', 'denied', 'approved', 'in-payout', 'paid', 'returned'];

/** What a claim would come to by a ruling, under the lock of its limits; nothing is written. */
export async function tryRuling(
  act: Act,
  claimId: string,
  change: RulingChange,
): Promise<Result<RuledAmount, RulingRefusal>> {
  const prepared = await prepare(act, claimId, change);
  if (!prepared.ok) return prepared;
  const { claim, saying } = prepared.value;
  return ok({ amountFen: saying.amountFen, beforeFen: claim.amount_fen });
}

/**
 * Carries a final ruling out: its decision stands from now on in the place of every one before, is counted against the
 * limits and posted, and waits for nobody's review. What is owed beyond what was paid is paid with the next batch; what was
 * paid beyond it is told, so that a recovery can be proposed. The other claims of the period are decided again, those first
 * that make room. In the act of whoever rules; the caller leaves the audit row.
 */
export async function ruleOnClaim(
  act: Act,
  claimId: string,
  change: RulingChange,
): Promise<Result<AppliedRuling, RulingRefusal>> {
  const prepared = await prepare(act, claimId, change);
  if (!prepared.ok) return prepared;
  const { claim, saying, use, others, uses, fixed } = prepared.value;
  const { amountFen } = saying;
  const beforeFen = claim.amount_fen;
  const because = { by: 'ruling', claimId, beforeFen: isOwed(claim) ? beforeFen : 0, afterFen: amountFen } as const;
  const after = withUse(uses, claim, { amountFen, state: 'reserved', use });
  const plan = await planRedecisions(act, others, after, { fixed, mayLower: true });
  const lowered = await carryOut(act, { lowered: plan.lowered, others: [], delayed: [] }, because);
  if (!lowered.ok) return lowered;
  const stands = await standAnew(act, prepared.value);
  if (!stands.ok) return stands;
  if (amountFen > 0 && claim.reversal_import_id !== null) await clearReversal(act, claim);
  const further = await carryOut(act, { ...plan, lowered: [] }, because);
  if (!further.ok) return further;
  const redecided = [...lowered.value, ...further.value];
  return ok({ amountFen, beforeFen, decisionNumber: claim.decision_count + 1, ...stands.value, redecided });
}

async function prepare(
  act: Act,
  claimId: string,
  change: RulingChange,
): Promise<Result<PreparedRuling, RulingRefusal>> {
  const period = await lockPeriodClaims(act, claimId);
  const claim = period.find(({ id }) => id === claimId);
  if (claim === undefined) return fail({ code: 'claim-unknown' });
  const standing = (await findStandingDecisions(act, [claim])).get(claim.id);
  if (standing === undefined) throw new Error('a claim without its decision');
  const { wrapped_key } = standing;
  if (wrapped_key === null) return fail({ code: 'person-erased' });
  if (!DECIDED.includes(claim.state)) return fail({ code: 'ruling-not-decided' });
  const { live_fen: paidFen, ...money } = await findClaimMoney(act, claim);
  const isUnderWay = claim.state === 'in-payout' || money.is_moving || money.is_recovered || money.excess_fen > 0;
  const isPartlyPaid = claim.state !== 'paid' && paidFen > 0;
  if (isUnderWay || isPartlyPaid) return fail({ code: 'ruling-money-under-way' });
  if (claim.period_id === null) return fail({ code: 'ruling-without-cover' });
  await lockCounters(act, [claim.person_id]);
  const others = (await withLateClaims(act, period, claim)).filter(({ id }) => id !== claimId);
  const fixed = await findFixed(act, others);
  const uses = await findUsesOf(act, [claim.person_id]);
  // an approved benefit has its place among the others of the period, by the order of their decisions
  const counts: Counts = isOwed(claim)
    ? ({ id }, { claim_id }) => claim_id < id || fixed.has(claim_id)
    : countsUnderReview;
  const counted = uses.filter((use) => use.claim_id !== claimId && use.program === claim.program && counts(claim, use));
  const opened = { ...standing, wrapped_key };
  const said =
    change.by === 'facts'
      ? byFacts(act, claim, opened, change.corrections, counted)
      : byAmount(act, claim, opened, change, counted);
  if (!said.ok) return said;
  const { amountFen } = said.value.saying;
  const leftFen = await leftFor(act, claim, counted);
  if (amountFen > leftFen) return fail({ code: 'ruling-over-limit', leftFen });
  if (amountFen === claim.amount_fen) return fail({ code: 'ruling-changes-nothing' });
  return ok({ claim, standing: opened, paidFen, others, uses, fixed, ...said.value });
}

type Said = Pick<AnotherWord, 'secrets' | 'saying' | 'use'>;

/** The rules' word on the corrected facts; what they leave to a person, the committee has let pass. */
function byFacts(
  act: Act,
  claim: ClaimRow,
  standing: OpenableDecision,
  corrections: Corrections,
  counted: readonly BenefitUse[],
): Result<Said, { readonly code: 'ruling-amount-open' }> {
  const decided = decideCorrected(act, claim, standing, corrections, counted);
  const { secrets, saying } = ruledBy(decided);
  if (saying.outcome === 'refer' && saying.amountFen === 0) return fail({ code: 'ruling-amount-open' });
  const outcome = saying.outcome === 'decline' ? 'decline' : 'pay';
  return ok({ secrets, saying: { ...saying, outcome, source: 'committee' }, use: decided.use });
}

/** The committee's own word; the case stays as it was decided before, and takes of its accident what the rules say. */
function byAmount(
  act: Act,
  claim: ClaimRow,
  standing: OpenableDecision,
  { amountFen, clauses }: Extract<RulingChange, { by: 'amount' }>,
  counted: readonly BenefitUse[],
): Result<Said, never> {
  const reasons = clauses.map((clause) => ({ code: 'ruled', clause }));
  const outcome = amountFen === 0 ? 'decline' : 'pay';
  const saying = { source: 'committee', outcome, amountFen, reasons, notices: [], readings: [] } as const;
  const { decision, caseJson } = decideCorrected(act, claim, standing, {}, counted);
  const use = usedBy({ decision: { ...decision, outcome }, caseJson });
  return ok({ secrets: standingSecrets(openDecision(act, claim, standing)), saying, use });
}

/** What the period has left for this claim, beside what counts against it. */
async function leftFor(act: Act, claim: ClaimRow, counted: readonly BenefitUse[]): Promise<Fen> {
  const periods = await findPeriods(act.transaction, act.officeId, claim.person_id, claim.program);
  const period = periods.find(({ id }) => id === claim.period_id);
  return period === undefined ? 0 : leftForClaim(claim.program, claim.benefit, period, counted);
}
