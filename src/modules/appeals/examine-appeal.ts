import { fail, ok, type Result } from '#kernel/result.ts';
import {
  type ClaimState,
  type Corrections,
  hadPartIn,
  lockAppealedClaim,
  type ReopenClaimRefusal,
  reopenClaim,
} from '#modules/claims/index.ts';
import { findOwnLevel } from '#modules/reviews/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { appealContext, keyOf } from './appeal-secrets.ts';
import { lockAppeal, saveEscalation, saveFinding } from './appeal-store.ts';
import { COMMITTEE_DAYS } from './states.ts';

export interface AppealToExamine {
  readonly appealId: string;
  readonly outcome: 'upheld' | 'changed' | 'committee';
  /** What the office found, or why it leaves it to the committee, in words that the member reads. */
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
  | { readonly code: 'person-erased' }
  | ReopenClaimRefusal;

/**
 * The office examines a decision again, by somebody who had no part in it. `upheld`: the decision stands, with the reason.
 * `changed`: the case is decided anew with the corrected facts under the lock of the limits; the new decision replaces the
 * old one and waits for another person of the office. Only where no money has moved: else `committee` puts it before the
 * expert committee, as it may do with any appeal that it does not want to answer alone.
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
    const claim = appeal === undefined ? undefined : await lockAppealedClaim(act, appeal.claim_id);
    if (appeal === undefined || claim === undefined) return fail({ code: 'appeal-unknown' });
    if (appeal.state !== 'filed') return fail({ code: 'appeal-examined' });
    const part = await hadPartIn(act, claim);
    if (part === 'submitted') return fail({ code: 'claim-own-submission' });
    if (part !== undefined) return fail({ code: 'claim-reviewed-already' });
    if (appeal.wrapped_key === null) return fail({ code: 'person-erased' });
    const { outcome, finding, corrections } = input;
    const changed =
      outcome === 'changed' ? await reopenClaim(act, claim, corrections ?? {}, level.id) : ok(claim.state);
    if (!changed.ok) return changed;
    const key = keyOf(platform.ring(), act.officeId, claim.person_id, appeal.wrapped_key);
    if (outcome === 'committee') {
      const sealed = sealJson(key, appealContext('appeal_escalation', act.officeId, appeal.id), { reason: finding });
      await saveEscalation(act, appeal.id, { sealed, dueOn: today(platform.clock) + COMMITTEE_DAYS, byOffice: true });
    } else {
      const sealedFinding = sealJson(key, appealContext('appeal_finding', act.officeId, appeal.id), { finding });
      await saveFinding(act, appeal.id, { state: outcome, sealedFinding });
    }
    const { agency_id: agencyId, unit_id: unitId, person_id: personId } = claim;
    const trail = { objectKind: 'claim', objectId: claim.id, agencyId, unitId };
    await act.audit({
      ...trail,
      act: 'examine-appeal',
      detail: { appealId: appeal.id, outcome, from: claim.state, to: changed.value },
      personal: { finding, corrections: corrections ?? {} },
    });
    await act.emit({ ...trail, kind: outcome === 'committee' ? 'appeal-escalated' : `appeal-${outcome}`, personId });
    return ok({ state: changed.value });
  });
}
