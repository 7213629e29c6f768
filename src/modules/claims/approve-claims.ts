import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { ok, type Result } from '#kernel/result.ts';
import { type LedgerMonthClosed, type Posting, postMany } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { INPATIENT_TERMS } from '#scheme/programs/henan-inpatient/terms.ts';
import { termsOn } from '#scheme/term.ts';
import {
  type BenefitUse,
  findUsesOf,
  lockCounters,
  type PeriodLimits,
  type Reservation,
  release,
  reserve,
  withUse,
} from './benefit-store.ts';
import { type DecidedAgain, decideAgain, nextDecision, ruledBy, usedBy } from './decide-again.ts';
import type { ClaimState } from './states.ts';
import { appendDecisions, type ClaimRow, findStandingDecisions, moveClaims, type NewDecision } from './store.ts';
import { hold } from './submission-store.ts';

export interface Approval {
  readonly approved: readonly ClaimRow[];
  /** All levels agreed that the rules pay nothing: corrected facts or asserted exclusions say so. */
  readonly declined: readonly ClaimRow[];
  /** Decided anew because what counts against their limits has changed; the new decision waits for review. */
  readonly redecided: readonly RedecidedClaim[];
  /** Nothing of them opens any more: the person's key was deleted. */
  readonly erased: readonly ClaimRow[];
}

export interface RedecidedClaim {
  readonly claimId: string;
  readonly state: ClaimState;
  readonly amountFen: Fen;
  /** The level that the new decision waits for. */
  readonly waitsAt: string | undefined;
}

/**
 * The final approval of claims that all levels have passed, in the order in which they were decided.
 *
 * Under the lock of each person's counters every claim is decided again with what was decided before it and what is
 * reserved by now. Where outcome and amount are the same, the benefit is reserved and posted; where not, the claim gets a
 * new decision, and nobody has passed that. So two approvals at the same moment never exceed a limit.
 */
export async function approveClaims(
  act: Act,
  claims: readonly ClaimRow[],
): Promise<Result<Approval, LedgerMonthClosed>> {
  const personIds = [...new Set(claims.map(({ person_id }) => person_id))];
  await lockCounters(act, personIds);
  const uses = new Map(personIds.map((id): [string, BenefitUse[]] => [id, []]));
  for (const use of await findUsesOf(act, personIds)) uses.get(use.person_id)?.push(use);
  const standing = await findStandingDecisions(act, claims);

  const reservations: (Reservation & { readonly termsOn: DayNumber })[] = [];
  const further: NewDecision[] = [];
  const redecided: RedecidedClaim[] = [];
  const declined: ClaimRow[] = [];
  const erased: ClaimRow[] = [];
  for (const claim of claims) {
    const before = standing.get(claim.id);
    if (before === undefined) throw new Error('a claim without its decision');
    const { wrapped_key, terms_on } = before;
    if (wrapped_key === null) {
      erased.push(claim);
      continue;
    }
    const ofPerson = uses.get(claim.person_id) ?? [];
    const again = decideAgain(act, claim, { ...before, wrapped_key }, ofPerson);
    const { decision } = again;
    const { secrets, saying } = ruledBy(again);
    const use = usedBy(again);
    if (decision.outcome !== claim.outcome || decision.amountFen !== claim.amount_fen) {
      further.push(nextDecision(act, claim, { terms_on, wrapped_key }, secrets, saying));
      redecided.push(await settleRedecided(act, claim, again));
      const heldFen = decision.outcome === 'pay' ? decision.amountFen : 0;
      uses.set(claim.person_id, withUse(ofPerson, claim, { amountFen: heldFen, state: 'held', use }));
      continue;
    }
    if (decision.outcome === 'decline') {
      declined.push(claim);
      continue;
    }
    if (claim.period_id === null) throw new Error('a benefit without its period');
    if (decision.outcome === 'refer') {
      // the rules left it to a person, who lets it pass
      const passed = { ...saying, source: 'reviewer', outcome: 'pay' } as const;
      further.push(nextDecision(act, claim, { terms_on, wrapped_key }, secrets, passed));
    }
    reservations.push({ claim, periodId: claim.period_id, amountFen: claim.amount_fen, use, termsOn: terms_on });
    uses.set(claim.person_id, withUse(ofPerson, claim, { amountFen: claim.amount_fen, state: 'reserved', use }));
  }

  await appendDecisions(act, further);
  if (reservations.length > 0) await reserve(act, reservations, limitsOf);
  const approved = reservations.map(({ claim }) => claim);
  await moveClaims(act, approved, 'approved', null);
  await moveClaims(act, declined, 'declined', null);
  const posted = await postMany(act, postingsOf(approved, today(act.platform.clock)));
  return posted.ok ? ok({ approved, declined, redecided, erased }) : posted;
}

/** Where a claim stands after a decision that nobody has reviewed yet, and what it holds of the limits. */
async function settleRedecided(act: Act, claim: ClaimRow, again: DecidedAgain): Promise<RedecidedClaim> {
  const { outcome, amountFen } = again.decision;
  if (outcome === 'pay') await hold(act, claim, amountFen, usedBy(again));
  else await release(act, claim.id);
  const state = outcome === 'pay' ? 'in-review' : outcome === 'refer' ? 'referred' : 'declined';
  const waitsAt = outcome === 'decline' ? null : claim.reviewing_agency_id;
  await moveClaims(act, [claim], state, waitsAt);
  return { claimId: claim.id, state, amountFen, waitsAt: waitsAt ?? undefined };
}

/** The limits of a whole period; those of the accident program hold for each benefit apart and are its rules' to keep. */
export function limitsOf({
  claim,
  termsOn: day,
}: Reservation & { readonly termsOn: DayNumber }): PeriodLimits | undefined {
  if (claim.program !== 'henan-inpatient') return undefined;
  const { paidStaysLimit, benefitCeilingFen } = termsOn(INPATIENT_TERMS, day);
  return { mostStays: paidStaysLimit, mostFen: benefitCeilingFen };
}

function postingsOf(approved: readonly ClaimRow[], onDay: DayNumber): readonly Posting[] {
  return approved.map((claim) => ({
    event: 'benefit-approved',
    objectKind: 'claim',
    objectId: claim.id,
    onDay,
    agencyId: claim.agency_id,
    unitId: claim.unit_id,
    amountFen: claim.amount_fen,
  }));
}
