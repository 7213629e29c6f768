import { fail, ok, type Result } from '#kernel/result.ts';
import { findOwnLevel, getRootAgencyId } from '#modules/reviews/index.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { type SealContext, sealJson } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import {
  type AppealRow,
  beginRound,
  endAppeal,
  findAppealsOfClaim,
  findFiledAppeals,
  hasReviewed,
  insertAppeal,
  lockAppeal,
} from './appeal-store.ts';
import { type Corrections, correctedDecision } from './correct-claim.ts';
import { opened, personKey } from './sealed-claim.ts';
import type { ClaimState } from './states.ts';
import { type ClaimRow, findClaim, findStandingDecisions, lockClaims, moveClaims } from './store.ts';

/** Something that the member says against a decision, and what the office found. */
export interface Appeal {
  readonly appealId: string;
  readonly claimId: string;
  readonly decisionNumber: number;
  readonly state: AppealRow['state'];
  readonly reason: string;
  readonly filedAt: number;
  readonly finding: string | undefined;
  readonly examinedAt: number | undefined;
}

export type FileAppealRefusal =
  | { readonly code: 'claim-unknown' }
  | { readonly code: 'appeal-not-yet' }
  | { readonly code: 'appeal-filed' }
  | { readonly code: 'person-erased' };

/** In these something is decided that one may be against. */
const DECIDED: readonly ClaimState[] = ['declined', 'denied', 'approved', 'in-payout', 'paid', 'returned'];

/** A member is against the standing decision of his claim (附件1-8.3, 附件2-8.3): once for each decision. */
export async function fileAppeal(
  platform: Platform,
  caller: Caller,
  input: { readonly claimId: string; readonly reason: string },
): Promise<Result<{ readonly appealId: string }, FileAppealRefusal | IdempotencyRefusal>> {
  type Filing = Result<{ readonly appealId: string }, FileAppealRefusal>;
  return await perform(platform, caller, { name: 'file-appeal', input }, async (act): Promise<Filing> => {
    const [claim] = caller.access.scope === 'person' ? await lockClaims(act, [input.claimId]) : [];
    if (claim === undefined) return fail({ code: 'claim-unknown' });
    if (!DECIDED.includes(claim.state)) return fail({ code: 'appeal-not-yet' });
    const stored = await findClaim(act.transaction, act.officeId, claim.id);
    if (stored?.wrapped_key == null) return fail({ code: 'person-erased' });
    const key = personKey(platform.ring(), act.officeId, claim.person_id, stored.wrapped_key);
    const id = act.newId();
    const sealed = sealJson(key, appealContext(act.officeId, id), { reason: input.reason });
    if (!(await insertAppeal(act, claim, { id, sealed }))) return fail({ code: 'appeal-filed' });
    const { agency_id: agencyId, unit_id: unitId, person_id: personId } = claim;
    const trail = { objectKind: 'claim', objectId: claim.id, agencyId, unitId };
    await act.audit({ ...trail, act: 'file-appeal', detail: { appealId: id, decision: claim.decision_count } });
    const waitsForAgencyId = await getRootAgencyId(act.transaction, act.officeId);
    await act.emit({ ...trail, kind: 'appeal-filed', personId, payload: { waitsForAgencyId } });
    return ok({ appealId: id });
  });
}

export interface AppealToExamine {
  readonly appealId: string;
  readonly outcome: 'upheld' | 'changed';
  /** What the office found, in words that the member reads. */
  readonly finding: string;
  /** Of `changed`: which facts of the case were wrong. */
  readonly corrections?: Corrections | undefined;
}

/** In order of precedence. */
export type ExamineAppealRefusal =
  | { readonly code: 'not-a-reviewer' }
  | { readonly code: 'appeal-unknown' }
  | { readonly code: 'appeal-examined' }
  | { readonly code: 'claim-own-submission' }
  | { readonly code: 'claim-reviewed-already' }
  | { readonly code: 'appeal-money-moved' }
  | { readonly code: 'appeal-changes-nothing' }
  | { readonly code: 'person-erased' };

/**
 * The office examines a decision again, by somebody who had no part in it. `upheld`: the decision stands, with the reason.
 * `changed`: the case is decided anew with the corrected facts under the lock of the limits; the new decision replaces the
 * old one and waits for another person of the office. Only where no money has moved: else it is for the committee.
 */
export async function examineAppeal(
  platform: Platform,
  caller: Caller,
  input: AppealToExamine,
): Promise<Result<{ readonly state: ClaimState }, ExamineAppealRefusal | IdempotencyRefusal>> {
  type Examining = Result<{ readonly state: ClaimState }, ExamineAppealRefusal>;
  return await perform(platform, caller, { name: 'examine-appeal', input }, async (act): Promise<Examining> => {
    const level = await findOwnLevel(act.transaction, caller.access);
    if (level === undefined || level.parent_id !== null) return fail({ code: 'not-a-reviewer' });
    const appeal = await lockAppeal(act, input.appealId);
    const [claim] = appeal === undefined ? [] : await lockClaims(act, [appeal.claim_id]);
    if (appeal === undefined || claim === undefined) return fail({ code: 'appeal-unknown' });
    if (appeal.state !== 'filed') return fail({ code: 'appeal-examined' });
    if (claim.submitted_by === act.actorId) return fail({ code: 'claim-own-submission' });
    if (await hasReviewed(act, claim.id)) return fail({ code: 'claim-reviewed-already' });
    if (appeal.wrapped_key === null) return fail({ code: 'person-erased' });
    const changed =
      input.outcome === 'changed' ? await change(act, claim, input.corrections ?? {}, level.id) : ok(claim.state);
    if (!changed.ok) return changed;
    const key = personKey(platform.ring(), act.officeId, claim.person_id, appeal.wrapped_key);
    const sealedFinding = sealJson(key, findingContext(act.officeId, appeal.id), { finding: input.finding });
    await endAppeal(act, appeal.id, { state: input.outcome, sealedFinding });
    const { agency_id: agencyId, unit_id: unitId, person_id: personId } = claim;
    const trail = { objectKind: 'claim', objectId: claim.id, agencyId, unitId };
    const { outcome, finding, corrections } = input;
    await act.audit({
      ...trail,
      act: 'examine-appeal',
      detail: { appealId: appeal.id, outcome, from: claim.state, to: changed.value },
      personal: { finding, corrections: corrections ?? {} },
    });
    await act.emit({ ...trail, kind: `appeal-${outcome}`, personId });
    return ok({ state: changed.value });
  });
}

async function change(
  act: Act,
  claim: ClaimRow,
  corrections: Corrections,
  rootAgencyId: string,
): Promise<Result<ClaimState, ExamineAppealRefusal>> {
  if (claim.state !== 'declined' && claim.state !== 'denied') return fail({ code: 'appeal-money-moved' });
  const standing = (await findStandingDecisions(act, [claim])).get(claim.id);
  if (standing === undefined) throw new Error('a claim without its decision');
  const { wrapped_key } = standing;
  if (wrapped_key === null) return fail({ code: 'person-erased' });
  const outcome = await correctedDecision(act, claim, { ...standing, wrapped_key }, corrections);
  if (outcome === 'decline') return fail({ code: 'appeal-changes-nothing' });
  await beginRound(act, claim);
  await moveClaims(act, [claim], 'referred', rootAgencyId);
  return ok('referred');
}

/** The appeals of a claim that the caller may see. */
export async function findClaimAppeals(
  platform: Platform,
  { access }: Caller,
  claimId: string,
): Promise<readonly Appeal[]> {
  return await read(platform, { access }, (transaction, officeId) =>
    findAppealsOfClaim(transaction, officeId, claimId),
  );
}

const MOST_LISTED = 200;

/** What waits for the office's examination, the oldest first. */
export async function findAppealsToExamine(platform: Platform, { access }: Caller): Promise<readonly Appeal[]> {
  return await read(platform, { access }, (transaction, officeId) =>
    findFiledAppeals(transaction, officeId, MOST_LISTED),
  );
}

async function read(
  platform: Platform,
  { access }: Pick<Caller, 'access'>,
  find: (transaction: Transaction, officeId: string) => Promise<readonly AppealRow[]>,
): Promise<readonly Appeal[]> {
  const { officeId } = access;
  const rows = await platform.database.transaction(access, (transaction) => find(transaction, officeId));
  return rows.flatMap((row) => {
    if (row.wrapped_key === null) return [];
    const key = personKey(platform.ring(), officeId, row.person_id, row.wrapped_key);
    const { reason } = opened<{ reason: string }>(key, appealContext(officeId, row.id), row.sealed);
    const found =
      row.sealed_finding === null
        ? undefined
        : opened<{ finding: string }>(key, findingContext(officeId, row.id), row.sealed_finding).finding;
    return [
      {
        appealId: row.id,
        claimId: row.claim_id,
        decisionNumber: row.decision_number,
        state: row.state,
        reason,
        filedAt: row.filed_at,
        finding: found,
        examinedAt: row.examined_at ?? undefined,
      },
    ];
  });
}

function appealContext(officeId: string, id: string): SealContext {
  return { table: 'appeal', officeId, id };
}

function findingContext(officeId: string, id: string): SealContext {
  return { table: 'appeal_finding', officeId, id };
}
