import { shanghaiDay } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { lockAppealedClaim } from '#modules/claims/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import { sealJson } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { appealContext, keyOf } from './appeal-secrets.ts';
import { lockAppeal, saveEscalation } from './appeal-store.ts';
import { COMMITTEE_DAYS, ESCALATION_DAYS } from './states.ts';

/** In order of precedence. */
export type EscalateAppealRefusal =
  | { readonly code: 'appeal-unknown' }
  | { readonly code: 'appeal-not-examined' }
  /** The decision that it is against stands no more. */
  | { readonly code: 'appeal-overtaken' }
  | { readonly code: 'appeal-too-late' }
  | { readonly code: 'person-erased' };

/** A member who is not content with the office's finding goes before the expert committee. */
export async function escalateAppeal(
  platform: Platform,
  caller: Caller,
  input: { readonly appealId: string; readonly reason: string },
): Promise<Result<undefined, EscalateAppealRefusal | IdempotencyRefusal>> {
  type Escalating = Result<undefined, EscalateAppealRefusal>;
  return await perform(platform, caller, { name: 'escalate-appeal', input }, async (act): Promise<Escalating> => {
    const appeal = caller.access.scope === 'person' ? await lockAppeal(act, input.appealId) : undefined;
    const claim = appeal === undefined ? undefined : await lockAppealedClaim(act, appeal.claim_id);
    if (appeal === undefined || claim === undefined) return fail({ code: 'appeal-unknown' });
    if (appeal.state !== 'upheld' || appeal.examined_at === null) return fail({ code: 'appeal-not-examined' });
    if (claim.decision_count !== appeal.decision_number) return fail({ code: 'appeal-overtaken' });
    const now = today(platform.clock);
    if (now > shanghaiDay(appeal.examined_at) + ESCALATION_DAYS) return fail({ code: 'appeal-too-late' });
    if (appeal.wrapped_key === null) return fail({ code: 'person-erased' });
    const key = keyOf(platform.ring(), act.officeId, appeal.person_id, appeal.wrapped_key);
    const context = appealContext('appeal_escalation', act.officeId, appeal.id);
    const sealed = sealJson(key, context, { reason: input.reason });
    await saveEscalation(act, appeal.id, { sealed, dueOn: now + COMMITTEE_DAYS, byOffice: false });
    const { agency_id: agencyId, unit_id: unitId, person_id: personId } = appeal;
    const trail = { objectKind: 'claim', objectId: appeal.claim_id, agencyId, unitId };
    await act.audit({ ...trail, act: 'escalate-appeal', detail: { appealId: appeal.id } });
    await act.emit({ ...trail, kind: 'appeal-escalated', personId });
    return ok(undefined);
  });
}
