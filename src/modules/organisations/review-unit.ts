import { fail, ok, type Result } from '#kernel/result.ts';
import { type Invitation, type InviteAccountRefusal, inviteWithin } from '#modules/accounts/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { mayDo, type UnitState } from './states.ts';
import { contactOf } from './unit-particulars.ts';
import { lockUnit, releaseCode, setUnitState } from './unit-store.ts';

export type UnitReview =
  | { readonly unitId: string; readonly decision: 'pass' }
  | { readonly unitId: string; readonly decision: 'refuse'; readonly reason: string };

export interface ReviewedUnit {
  readonly state: UnitState;
  /** For the contact of a unit that was passed. */
  readonly invitation?: Invitation;
}

/** In order of precedence. */
export type ReviewUnitRefusal =
  | { readonly code: 'unit-not-found' }
  | { readonly code: 'unit-state'; readonly state: UnitState }
  | { readonly code: 'refusal-reason-missing' }
  | InviteAccountRefusal;

/**
 * Decides on a unit that registered itself: it becomes active and its contact is invited, or it is refused with a reason and
 * its code is free again.
 */
export function reviewUnit(
  platform: Platform,
  caller: Caller,
  input: UnitReview,
): Promise<Result<ReviewedUnit, ReviewUnitRefusal | IdempotencyRefusal>> {
  return perform(
    platform,
    caller,
    { name: 'review-unit', input },
    async (act): Promise<Result<ReviewedUnit, ReviewUnitRefusal>> => {
      const { transaction, officeId } = act;
      const unit = await lockUnit(transaction, officeId, input.unitId);
      if (unit === undefined) return fail({ code: 'unit-not-found' });
      if (!mayDo(input.decision, unit.state)) return fail({ code: 'unit-state', state: unit.state });
      const reason = input.decision === 'refuse' ? input.reason.trim() : null;
      if (reason === '') return fail({ code: 'refusal-reason-missing' });
      const state = reason === null ? 'active' : 'refused';
      await setUnitState(transaction, unit, state, { reason });
      if (reason !== null) await releaseCode(transaction, unit);
      const where = { objectKind: 'unit', objectId: unit.id, agencyId: unit.agencyId, unitId: unit.id };
      await act.audit({
        ...where,
        act: 'review-unit',
        detail: { before: unit.state, after: state },
        ...(reason === null ? {} : { personal: { reason } }),
      });
      await act.emit({ ...where, kind: `unit-${state}` });
      if (reason !== null) return ok({ state });
      const invitation = await inviteWithin(act, { ...contactOf(platform, unit), role: 'unitAgent', unitId: unit.id });
      return invitation.ok ? ok({ state, invitation: invitation.value }) : invitation;
    },
  );
}
