import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { correct, type LedgerMonthClosed, lastOccurrence, post, reverse } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import type { MedicalUse } from '#scheme/programs/national-accident/medical-use.ts';
import { limitsOf } from './approve-claims.ts';
import { findUsesOf, lockCounters, reserve } from './benefit-store.ts';
import { type Corrections, decideCorrected } from './correct-claim.ts';
import { nextDecision, openDecision, ruledBy, type Saying, usedBy } from './decide-again.ts';
import { leftForClaim } from './find-entitlements.ts';
import { findClaimMoney, reserveAnew, setExcess } from './ruling-store.ts';
import type { DecisionSecrets } from './sealed-claim.ts';
import type { ClaimState } from './states.ts';
import {
  appendDecisions,
  type ClaimRow,
  type DecisionRow,
  findStandingDecisions,
  lockClaims,
  moveClaims,
} from './store.ts';
import { findPeriods, hold } from './submission-store.ts';

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
export interface AppliedRuling extends RuledAmount {
  readonly state: ClaimState;
  readonly decisionNumber: number;
  /** Still to be paid out. */
  readonly topUpFen: Fen;
  /** Paid already, and not owed any more. */
  readonly excessFen: Fen;
}

interface PreparedRuling extends RuledAmount {
  readonly claim: ClaimRow;
  readonly standing: DecisionRow & { readonly wrapped_key: Buffer };
  readonly paidFen: Fen;
  readonly secrets: DecisionSecrets;
  readonly saying: Saying;
  readonly use: MedicalUse | undefined;
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
  const { amountFen, beforeFen } = prepared.value;
  return ok({ amountFen, beforeFen });
}

/**
 * Carries a final ruling out: its decision stands from now on in the place of every one before, is counted against the
 * limits and posted, and waits for nobody's review. What is owed beyond what was paid is paid with the next batch; what was
 * paid beyond it is told, so that a recovery can be proposed. In the act of whoever rules; the caller leaves the audit row.
 */
export async function ruleOnClaim(
  act: Act,
  claimId: string,
  change: RulingChange,
): Promise<Result<AppliedRuling, RulingRefusal>> {
  const prepared = await prepare(act, claimId, change);
  if (!prepared.ok) return prepared;
  const { claim, standing, amountFen, beforeFen, paidFen, secrets, saying, use } = prepared.value;
  // of a benefit that is owed there is an amount
  if (amountFen === 0) await moveClaims(act, [claim], 'denied', null);
  await appendDecisions(act, [nextDecision(act, claim, standing, secrets, saying)]);
  const ruled = { ...claim, amount_fen: amountFen };
  if (isOwed(claim)) await reserveAnew(act, claim, beforeFen, { amountFen, use });
  else if (amountFen > 0 && claim.period_id !== null) {
    await hold(act, ruled, amountFen, use);
    const reservation = { claim: ruled, periodId: claim.period_id, amountFen, use, termsOn: standing.terms_on };
    await reserve(act, [reservation], limitsOf);
  }
  const posted = await postRuling(act, claim, { amountFen, paidFen });
  if (!posted.ok) return posted;
  const excessFen = Math.max(0, paidFen - amountFen);
  const topUpFen = Math.max(0, amountFen - paidFen);
  const state: ClaimState = topUpFen > 0 ? 'approved' : amountFen > 0 ? 'paid' : 'denied';
  await setExcess(act, claim, excessFen);
  await moveClaims(act, [claim], state, null);
  return ok({ amountFen, beforeFen, state, decisionNumber: claim.decision_count + 1, topUpFen, excessFen });
}

function isOwed({ state }: ClaimRow): boolean {
  return state === 'approved' || state === 'paid' || state === 'returned';
}

async function prepare(
  act: Act,
  claimId: string,
  change: RulingChange,
): Promise<Result<PreparedRuling, RulingRefusal>> {
  const [claim] = await lockClaims(act, [claimId]);
  if (claim === undefined) return fail({ code: 'claim-unknown' });
  const standing = (await findStandingDecisions(act, [claim])).get(claim.id);
  if (standing === undefined) throw new Error('a claim without its decision');
  const { wrapped_key } = standing;
  if (wrapped_key === null) return fail({ code: 'person-erased' });
  if (!DECIDED.includes(claim.state)) return fail({ code: 'ruling-not-decided' });
  const money = await findClaimMoney(act, claim);
  const isUnderWay = claim.state === 'in-payout' || money.has_open || money.excess_fen > 0;
  const isPartlyPaid = claim.state !== 'paid' && money.live_fen > 0;
  if (isUnderWay || isPartlyPaid) return fail({ code: 'ruling-money-under-way' });
  if (claim.period_id === null) return fail({ code: 'ruling-without-cover' });
  await lockCounters(act, [claim.person_id]);
  const opened = { ...standing, wrapped_key };
  const said =
    change.by === 'facts'
      ? await byFacts(act, claim, opened, change.corrections)
      : await byAmount(act, claim, opened, change);
  if (!said.ok) return said;
  const { amountFen } = said.value.saying;
  const leftFen = await leftFor(act, claim);
  if (amountFen > leftFen) return fail({ code: 'ruling-over-limit', leftFen });
  const beforeFen = claim.amount_fen;
  if (amountFen === beforeFen) return fail({ code: 'ruling-changes-nothing' });
  return ok({ claim, standing: opened, amountFen, beforeFen, paidFen: money.live_fen, ...said.value });
}

interface Said {
  readonly secrets: DecisionSecrets;
  readonly saying: Saying;
  readonly use: MedicalUse | undefined;
}

/** The rules' word on the corrected facts; what they leave to a person, the committee has let pass. */
async function byFacts(
  act: Act,
  claim: ClaimRow,
  standing: PreparedRuling['standing'],
  corrections: Corrections,
): Promise<Result<Said, { readonly code: 'ruling-amount-open' }>> {
  const decided = await decideCorrected(act, claim, standing, corrections);
  const { secrets, saying } = ruledBy(decided);
  if (saying.outcome === 'refer' && saying.amountFen === 0) return fail({ code: 'ruling-amount-open' });
  const outcome = saying.outcome === 'decline' ? 'decline' : 'pay';
  return ok({ secrets, saying: { ...saying, outcome, source: 'committee' }, use: decided.use });
}

/** The committee's own word; the case stays as it was decided before, and takes of its accident what the rules say. */
async function byAmount(
  act: Act,
  claim: ClaimRow,
  standing: PreparedRuling['standing'],
  { amountFen, clauses }: Extract<RulingChange, { by: 'amount' }>,
): Promise<Result<Said, never>> {
  const reasons = clauses.map((clause) => ({ code: 'ruled', clause }));
  const outcome = amountFen === 0 ? 'decline' : 'pay';
  const saying = { source: 'committee', outcome, amountFen, reasons, notices: [], readings: [] } as const;
  const { decision, caseJson } = await decideCorrected(act, claim, standing, {});
  const use = usedBy({ decision: { ...decision, outcome }, caseJson });
  return ok({ secrets: openDecision(act, claim, standing), saying, use });
}

/** What the period has left for this claim, beside all that others hold and have reserved. */
async function leftFor(act: Act, claim: ClaimRow): Promise<Fen> {
  const uses = (await findUsesOf(act, [claim.person_id])).filter(
    ({ claim_id, program }) => claim_id !== claim.id && program === claim.program,
  );
  const periods = await findPeriods(act.transaction, act.officeId, claim.person_id, claim.program);
  const period = periods.find(({ id }) => id === claim.period_id);
  return period === undefined ? 0 : leftForClaim(claim.program, claim.benefit, period, uses);
}

/** The books owe from now on what the ruling says, beside what was paid before it. */
async function postRuling(
  act: Act,
  claim: ClaimRow,
  { amountFen, paidFen }: { readonly amountFen: Fen; readonly paidFen: Fen },
): Promise<Result<undefined, LedgerMonthClosed>> {
  const ref = { event: 'benefit-approved', objectId: claim.id } as const;
  const onDay = today(act.platform.clock);
  const { agency_id: agencyId, unit_id: unitId } = claim;
  const last = await lastOccurrence(act, ref);
  const standing = last === null ? undefined : { ...ref, occurrence: last };
  const right = { ...ref, objectKind: 'claim', onDay, agencyId, unitId } as const;
  // what was paid stays posted; what was not, and is owed no more or otherwise, is taken back
  if (paidFen === 0 && isOwed(claim) && standing !== undefined) {
    const posted =
      amountFen === 0 ? await reverse(act, standing, onDay) : await correct(act, standing, { ...right, amountFen });
    if (posted.ok) return ok(undefined);
    if (posted.error.code === 'ledger-month-closed') return fail(posted.error);
    throw new Error(`a benefit was posted otherwise than it stands: ${posted.error.code}`);
  }
  const topUpFen = amountFen - paidFen;
  if (topUpFen <= 0) return ok(undefined);
  const occurrence = last === null ? 0 : last + 1;
  const posted = await post(act, { ...right, amountFen: topUpFen, occurrence });
  return posted.ok ? ok(undefined) : posted;
}
