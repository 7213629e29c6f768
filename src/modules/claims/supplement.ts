import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { deadlinesFrom, findOwnLevel, getRootAgencyId, type ReviewLevel } from '#modules/reviews/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import { type SealContext, sealJson } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { findUsesOf, lockCounters, release } from './benefit-store.ts';
import { decideAgain, nextDecision, ruledBy, usedBy } from './decide-again.ts';
import { opened, personKey } from './sealed-claim.ts';
import type { ClaimState } from './states.ts';
import { appendDecisions, type ClaimRow, findStandingDecisions, lockClaims, moveClaims } from './store.ts';
import { hold } from './submission-store.ts';
import { beginRound, findSupplement, insertSupplement, markAnswered, type SupplementRow } from './supplement-store.ts';

/** One thing that a claim lacks. */
export interface SupplementItem {
  /** A kind of paper; `other` for anything else, a fact to be told among it. */
  readonly material: string;
  /** What is wrong or missing, in words that the member reads. */
  readonly text: string;
}

/** What a claim lacks, whole, told once (附件1-7.4, 附件2-7.7). */
export interface Supplement {
  readonly level: SupplementRow['level'];
  readonly dueOn: DayNumber;
  readonly askedBy: string;
  readonly askedAt: number;
  readonly items: readonly SupplementItem[];
  /** `undefined` while nothing came. */
  readonly answer: { readonly by: string; readonly at: number; readonly text: string } | undefined;
}

export interface SupplementToAsk {
  readonly items: readonly SupplementItem[];
  /** By when; left out, as the office has set it. */
  readonly dueOn?: DayNumber | undefined;
}

/** So far ahead a member may be given time. */
const LONGEST_DAYS = 180;

export type AskSupplementRefusal =
  | { readonly code: 'supplement-due' }
  /** It was sent back before, with the full list. */
  | { readonly code: 'claim-sent-back-before' };

/** Asks once for everything that a claim lacks. */
export async function askSupplement(
  act: Act,
  claim: ClaimRow,
  level: ReviewLevel,
  wrappedKey: Uint8Array,
  { items, dueOn }: SupplementToAsk,
): Promise<Result<DayNumber, AskSupplementRefusal>> {
  const now = today(act.platform.clock);
  const due = dueOn ?? (await deadlinesFrom(act)).supplement;
  if (due <= now || due > now + LONGEST_DAYS) return fail({ code: 'supplement-due' });
  const key = personKey(act.platform.ring(), act.officeId, claim.person_id, wrappedKey);
  const sealed = sealJson(key, supplementContext(act.officeId, claim.id), { items });
  const isFirst = await insertSupplement(act, claim, level, { dueOn: due, sealed });
  return isFirst ? ok(due) : fail({ code: 'claim-sent-back-before' });
}

/** What a claim was sent back for, opened; `undefined` where it never was. */
export async function openSupplement(
  platform: Platform,
  transaction: Transaction,
  officeId: string,
  claim: { readonly id: string; readonly person_id: string; readonly wrapped_key: Uint8Array },
): Promise<Supplement | undefined> {
  const row = await findSupplement(transaction, officeId, claim.id);
  if (row === undefined) return undefined;
  const key = personKey(platform.ring(), officeId, claim.person_id, claim.wrapped_key);
  const { items } = opened<{ items: readonly SupplementItem[] }>(
    key,
    supplementContext(officeId, claim.id),
    row.sealed,
  );
  const { answered_by, answered_at, sealed_answer } = row;
  const text =
    sealed_answer === null ? '' : opened<{ text: string }>(key, answerContext(officeId, claim.id), sealed_answer).text;
  return {
    level: row.level,
    dueOn: row.due_on,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    items,
    answer: answered_by === null || answered_at === null ? undefined : { by: answered_by, at: answered_at, text },
  };
}

/** In order of precedence. */
export type ResumeClaimRefusal =
  | { readonly code: 'claim-unknown' }
  | { readonly code: 'claim-not-sent-back' }
  | { readonly code: 'person-erased' };

export interface ResumedClaim {
  readonly claimId: string;
  readonly state: ClaimState;
  readonly amountFen: Fen;
}

interface Resuming {
  /** What was said with it. */
  readonly text: string;
  /** The level that goes on, where nobody brought anything; left out, the first one, and whoever answers has submitted it. */
  readonly at?: string | undefined;
}

/**
 * What a claim lacked has come: its case is decided again with what counts against its limits now and goes the whole way of
 * review once more. In the act of whoever answers; the caller leaves the audit row.
 */
export async function resumeClaim(
  act: Act,
  claimId: string,
  { text, at }: Resuming,
): Promise<Result<ResumedClaim, ResumeClaimRefusal>> {
  const [claim] = await lockClaims(act, [claimId]);
  if (claim === undefined) return fail({ code: 'claim-unknown' });
  if (claim.state !== 'sent-back') return fail({ code: 'claim-not-sent-back' });
  const standing = (await findStandingDecisions(act, [claim])).get(claim.id);
  if (standing === undefined) throw new Error('a claim without its decision');
  const { wrapped_key } = standing;
  if (wrapped_key === null) return fail({ code: 'person-erased' });
  await lockCounters(act, [claim.person_id]);
  const again = decideAgain(act, claim, { ...standing, wrapped_key }, await findUsesOf(act, [claim.person_id]));
  const { outcome, amountFen } = again.decision;
  if (outcome !== claim.outcome || amountFen !== claim.amount_fen) {
    const { secrets, saying } = ruledBy(again);
    await appendDecisions(act, [nextDecision(act, claim, { ...standing, wrapped_key }, secrets, saying)]);
    if (outcome !== 'pay') await release(act, claim.id);
    else await hold(act, claim, amountFen, usedBy(again));
  }
  const root = await getRootAgencyId(act.transaction, act.officeId);
  const next = outcome === 'refer' ? root : (at ?? claim.agency_id);
  const isOver = outcome === 'decline' && claim.outcome !== 'decline';
  const state: ClaimState = isOver ? 'declined' : outcome === 'refer' ? 'referred' : 'in-review';
  await beginRound(act, claim, at === undefined ? act.actorId : claim.submitted_by);
  await moveClaims(act, [claim], state, isOver ? null : next);
  const key = personKey(act.platform.ring(), act.officeId, claim.person_id, wrapped_key);
  const answer = { text: text.trim() };
  const sealedAnswer = answer.text === '' ? null : sealJson(key, answerContext(act.officeId, claim.id), answer);
  await markAnswered(act, claim.id, sealedAnswer);
  await act.emit({
    kind: 'claim-completed',
    objectKind: 'claim',
    objectId: claim.id,
    agencyId: claim.agency_id,
    unitId: claim.unit_id,
    personId: claim.person_id,
    payload: isOver ? {} : { waitsForAgencyId: next },
  });
  return ok({ claimId: claim.id, state, amountFen });
}

export type GoOnWithoutRefusal =
  | ResumeClaimRefusal
  | { readonly code: 'claim-at-other-level' }
  /** Its day has not passed: the member may still bring it. */
  | { readonly code: 'supplement-not-due'; readonly dueOn: DayNumber };

/** The level that asked goes on with what it has, when the day is over. */
export async function goOnWithout(
  platform: Platform,
  caller: Caller,
  input: { readonly claimId: string },
): Promise<Result<ResumedClaim, GoOnWithoutRefusal | IdempotencyRefusal>> {
  type GoingOn = Result<ResumedClaim, GoOnWithoutRefusal>;
  return await perform(platform, caller, { name: 'go-on-without', input }, async (act): Promise<GoingOn> => {
    const [claim] = await lockClaims(act, [input.claimId]);
    if (claim === undefined) return fail({ code: 'claim-unknown' });
    const asked = await findSupplement(act.transaction, act.officeId, claim.id);
    if (claim.state !== 'sent-back' || asked === undefined) return fail({ code: 'claim-not-sent-back' });
    const level = await findOwnLevel(act.transaction, caller.access);
    if (level?.id !== asked.reviewing_agency_id) return fail({ code: 'claim-at-other-level' });
    if (today(platform.clock) <= asked.due_on) return fail({ code: 'supplement-not-due', dueOn: asked.due_on });
    const resumed = await resumeClaim(act, claim.id, { text: '', at: level.id });
    if (!resumed.ok) return resumed;
    await act.audit({
      act: 'go-on-without',
      objectKind: 'claim',
      objectId: claim.id,
      agencyId: claim.agency_id,
      unitId: claim.unit_id,
      detail: { state: resumed.value.state },
    });
    return resumed;
  });
}

function supplementContext(officeId: string, claimId: string): SealContext {
  return { table: 'claim_supplement', officeId, id: claimId };
}

function answerContext(officeId: string, claimId: string): SealContext {
  return { table: 'claim_supplement_answer', officeId, id: claimId };
}
