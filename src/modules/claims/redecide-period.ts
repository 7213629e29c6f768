import type { Fen } from '#kernel/money.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { LedgerMonthClosed } from '#modules/ledger/index.ts';
import { getRootAgencyId } from '#modules/reviews/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { type BenefitUse, findUsesOf, lockCounters, release, withUse } from './benefit-store.ts';
import {
  type Counts,
  countsUnderReview,
  type DecidedAgain,
  decideAgain,
  nextDecision,
  ruledBy,
  usedBy,
} from './decide-again.ts';
import { beginAnew, lockPeriodClaims, markLimitChanged, withLateClaims } from './period-store.ts';
import { findClaimMoney } from './ruling-store.ts';
import type { LimitChange } from './sealed-claim.ts';
import { isOwed, type OpenableDecision, standAnew } from './stand-anew.ts';
import type { ClaimState } from './states.ts';
import { appendDecisions, type ClaimRow, findStandingDecisions, moveClaims } from './store.ts';
import { hold } from './submission-store.ts';

/** A claim of the period that comes to something else now. */
interface Redecision {
  readonly claim: ClaimRow;
  readonly standing: OpenableDecision;
  readonly again: DecidedAgain;
  readonly amountFen: Fen;
  /** Of an approved one. */
  readonly paidFen: Fen;
}

export interface RedecisionPlan {
  /** Approved, and owed less from now on: they make room, and go first. */
  readonly lowered: readonly Redecision[];
  readonly others: readonly Redecision[];
  /** They would come to more once their money, or what is proposed to be taken back of it, is decided. */
  readonly delayed: readonly ClaimRow[];
}

/** What became of a claim of the period. */
export interface Redecided {
  readonly claimId: string;
  readonly state: ClaimState;
  readonly beforeFen: Fen;
  readonly amountFen: Fen;
  readonly topUpFen: Fen;
  /** Paid already, and not owed any more: to be proposed for recovery. */
  readonly excessFen: Fen;
}

/** Reasons that rest on what was paid before: a limit, or a stay of the accident that was used up. */
const LIMITS: ReadonlySet<string> = new Set(['stay-limit', 'amount-limit', 'nothing-to-pay']);

/**
 * What the other claims of a period come to when what counts against their limits is `uses`, in the order in which they were
 * decided.
 *
 * One that was approved is lowered only by those decided before it, where `mayLower`, and raised by what all leave free. One
 * under review, or declined because of a limit, is decided as its final approval would. Sent back, it is decided anyway when
 * it comes again; taken back by the insurer, it waits for a person; an amount of the committee's own stays as it was ruled.
 */
export async function planRedecisions(
  act: Act,
  period: readonly ClaimRow[],
  uses: readonly BenefitUse[],
  { fixed, mayLower }: { readonly fixed: Fixed; readonly mayLower: boolean },
): Promise<RedecisionPlan> {
  const standings = await findStandingDecisions(act, period);
  const lowered: Redecision[] = [];
  const others: Redecision[] = [];
  const delayed: ClaimRow[] = [];
  let counted = uses;
  for (const claim of period) {
    const { wrapped_key = null, ...standing } = standings.get(claim.id) ?? {};
    if (wrapped_key === null || claim.period_id === null || claim.reversal_import_id !== null) continue;
    const openable = { ...standing, wrapped_key } as OpenableDecision;
    const decide = (counts: Counts): Redecision => {
      const again = decideAgain(act, claim, openable, counted, counts);
      const { outcome, amountFen } = again.decision;
      return { claim, standing: openable, again, amountFen: outcome === 'decline' ? 0 : amountFen, paidFen: 0 };
    };
    if (isOwed(claim) || claim.state === 'in-payout') {
      if (isRuledAmount(openable)) continue;
      const raised = decide(countsUnderReview);
      if (fixed.has(claim.id)) {
        if (fixed.get(claim.id) === 'for-now' && raised.amountFen > claim.amount_fen) delayed.push(claim);
        continue;
      }
      const least = decide(({ id }, { claim_id }) => claim_id < id || fixed.has(claim_id));
      const isLowered = mayLower && least.amountFen < claim.amount_fen;
      const chosen = isLowered ? least : raised;
      if (!isLowered && raised.amountFen <= claim.amount_fen) continue;
      const { live_fen: paidFen } = await findClaimMoney(act, claim);
      (isLowered ? lowered : others).push({ ...chosen, paidFen });
      counted = withUse(counted, claim, { amountFen: chosen.amountFen, state: 'reserved', use: usedBy(chosen.again) });
    } else if (claim.state === 'in-review' || claim.state === 'referred' || isLimited(claim, openable)) {
      const chosen = decide(countsUnderReview);
      const { outcome, amountFen } = chosen.again.decision;
      if (outcome === claim.outcome && amountFen === claim.amount_fen) continue;
      if (claim.state === 'declined' && outcome === 'decline') continue;
      others.push(chosen);
      const heldFen = outcome === 'pay' ? amountFen : 0;
      counted = withUse(counted, claim, { amountFen: heldFen, state: 'held', use: usedBy(chosen.again) });
    }
  }
  return { lowered, others, delayed };
}

function isRuledAmount({ source, reasons }: OpenableDecision): boolean {
  return source === 'committee' && reasons.some(({ code }) => code === 'ruled');
}

function isLimited({ state }: ClaimRow, { source, reasons }: OpenableDecision): boolean {
  return state === 'declined' && source === 'rules' && reasons.some(({ code }) => LIMITS.has(code));
}

/**
 * Approved claims of which nothing else can be said: for now, while their money is under way or a recovery waits for its
 * second person; for good where that one has decided, or the insurer or the committee has spoken.
 */
export type Fixed = ReadonlyMap<string, 'for-now' | 'for-good'>;

export async function findFixed(act: Act, period: readonly ClaimRow[]): Promise<Fixed> {
  const fixed = new Map<string, 'for-now' | 'for-good'>();
  const standings = await findStandingDecisions(act, period);
  for (const claim of period) {
    const standing = standings.get(claim.id);
    if (!isOwed(claim) && claim.state !== 'in-payout') continue;
    const money = await findClaimMoney(act, claim);
    const { is_moving, is_recovered, is_recovery_decided, excess_fen, live_fen } = money;
    const isUnderWay = claim.state === 'in-payout' || is_moving || (claim.state !== 'paid' && live_fen > 0);
    const isSaid = claim.reversal_import_id !== null || standing === undefined || standing.wrapped_key === null;
    const isFinal = is_recovery_decided || isSaid || isRuledAmount(standing as OpenableDecision);
    if (!isFinal && (isUnderWay || is_recovered)) fixed.set(claim.id, 'for-now');
    else if (isFinal || excess_fen > 0) fixed.set(claim.id, 'for-good');
  }
  return fixed;
}

/**
 * Decides the other claims of a period again after one of them counts otherwise. The period's claims and the counters are
 * locked; that claim's own use is written.
 */
export async function redecideOthers(
  act: Act,
  period: readonly ClaimRow[],
  because: LimitChange,
  { mayLower }: { readonly mayLower: boolean },
): Promise<Result<readonly Redecided[], LedgerMonthClosed>> {
  // a correction may free a deductible or a stay and come to the same amount
  if (because.by !== 'correction' && because.beforeFen === because.afterFen) return ok([]);
  const claim = period.find(({ id }) => id === because.claimId);
  if (claim === undefined) throw new Error('a claim is not of its period');
  const others = (await withLateClaims(act, period, claim)).filter(({ id }) => id !== claim.id);
  const [first] = others;
  if (first === undefined) return ok([]);
  const uses = await findUsesOf(act, [first.person_id]);
  const plan = await planRedecisions(act, others, uses, { fixed: await findFixed(act, others), mayLower });
  return await carryOut(act, plan, because);
}

/**
 * What was delayed while its money was under way, or a recovery was proposed, is made up for once that is known; nothing
 * where nothing of the claim's period was delayed.
 */
export async function redecideDelayed(
  act: Act,
  claimId: string,
): Promise<Result<readonly Redecided[], LedgerMonthClosed>> {
  const period = await lockPeriodClaims(act, claimId);
  const [first] = period;
  if (first === undefined) throw new Error('a claim that was delayed is not there');
  if (!period.some(({ flags }) => flags.includes('limit-changed'))) return ok([]);
  await lockCounters(act, [first.person_id]);
  for (const claim of period) await markLimitChanged(act, claim, false);
  const uses = await findUsesOf(act, [first.person_id]);
  const plan = await planRedecisions(act, period, uses, { fixed: await findFixed(act, period), mayLower: false });
  return await carryOut(act, plan, { by: 'settled', claimId, beforeFen: 0, afterFen: 0 });
}

/** Writes a plan: those that make room first. */
export async function carryOut(
  act: Act,
  { lowered, others, delayed }: RedecisionPlan,
  because: LimitChange,
): Promise<Result<readonly Redecided[], LedgerMonthClosed>> {
  const redecided: Redecided[] = [];
  for (const redecision of [...lowered, ...others]) {
    const done = await carryOutOne(act, redecision, because);
    if (!done.ok) return done;
    redecided.push(done.value);
  }
  for (const claim of delayed) await markLimitChanged(act, claim, true);
  return ok(redecided);
}

async function carryOutOne(
  act: Act,
  { claim, standing, again, amountFen, paidFen }: Redecision,
  because: LimitChange,
): Promise<Result<Redecided, LedgerMonthClosed>> {
  const ruled = ruledBy(again);
  const secrets = { ...ruled.secrets, because };
  const use = usedBy(again);
  const { id: claimId, amount_fen: beforeFen } = claim;
  let done: Redecided;
  if (isOwed(claim)) {
    // what the rules leave to a person, a person has let pass; what the committee ruled stays its word
    const passed = ruled.saying.outcome === 'refer' ? { source: standing.source, outcome: 'pay' as const } : {};
    const final = standing.source === 'committee' ? { source: standing.source } : {};
    const saying = { ...ruled.saying, ...passed, ...final };
    const stands = await standAnew(act, { claim, standing, secrets, saying, use, paidFen });
    if (!stands.ok) return stands;
    done = { claimId, beforeFen, amountFen, ...stands.value };
  } else {
    const { outcome } = again.decision;
    await appendDecisions(act, [nextDecision(act, claim, standing, secrets, ruled.saying)]);
    if (outcome === 'pay') await hold(act, claim, amountFen, use);
    else await release(act, claimId);
    const state = outcome === 'decline' ? 'declined' : outcome === 'refer' ? 'referred' : reviewed(claim.state);
    if (claim.state === 'declined') await beginAnew(act, claim);
    await moveClaims(act, [claim], state, await waitsAt(act, claim, state));
    done = { claimId, beforeFen, amountFen, state, topUpFen: 0, excessFen: 0 };
  }
  await tell(act, claim, done, because);
  return ok(done);
}

function reviewed(state: ClaimState): ClaimState {
  return state === 'referred' ? 'referred' : 'in-review';
}

/** The level before which it waits: where it waited, a reopened one at its first; the office decides what is left to a person. */
async function waitsAt(act: Act, claim: ClaimRow, state: ClaimState): Promise<string | null> {
  if (state === 'declined') return null;
  if (state === 'referred') return await getRootAgencyId(act.transaction, act.officeId);
  return claim.reviewing_agency_id ?? claim.agency_id;
}

async function tell(act: Act, claim: ClaimRow, redecided: Redecided, because: LimitChange): Promise<void> {
  const { id: objectId, agency_id: agencyId, unit_id: unitId, person_id: personId } = claim;
  const { state: to, beforeFen, amountFen, topUpFen, excessFen } = redecided;
  const isReopened = claim.state === 'declined';
  const about = { objectKind: 'claim', objectId, agencyId, unitId } as const;
  await act.audit({
    ...about,
    act: isReopened ? 'reopen-claim' : 'redecide-claim',
    detail: {
      from: claim.state,
      to,
      beforeFen,
      amountFen,
      topUpFen,
      excessFen,
      by: because.by,
      becauseOf: because.claimId,
    },
  });
  const isWaiting = to === 'in-review' || to === 'referred';
  const waitsForAgencyId = isWaiting ? await waitsAt(act, claim, to) : null;
  const owed = amountFen > beforeFen ? 'claim-raised' : 'claim-lowered';
  await act.emit({
    ...about,
    kind: isReopened ? 'claim-reopened' : isOwed(claim) ? owed : 'claim-redecided',
    personId,
    payload: waitsForAgencyId === null ? { amountFen } : { amountFen, waitsForAgencyId },
  });
}
