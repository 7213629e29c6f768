import { type CreditCodeFault, parseCreditCode } from '#kernel/credit-code.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { repairCode } from '#kernel/safe-text.ts';
import { type Invitation, type InviteAccountRefusal, inviteWithin } from '#modules/accounts/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { findAgency } from './agency-store.ts';
import type { UnitState } from './states.ts';
import { checkUnit, type FaultyUnit, type TypedUnit } from './unit-particulars.ts';
import { insertUnit, reserveCode, type UnitRow } from './unit-store.ts';

export interface UnitToRegister extends TypedUnit {
  readonly agencyId: string;
  readonly creditCode: string;
}

export interface RegisteredUnit {
  readonly unitId: string;
  readonly state: UnitState;
  /** For the contact, where the unit is active at once. */
  readonly invitation?: Invitation;
}

/** In order of precedence. */
export type RegisterUnitRefusal =
  | { readonly code: 'agency-not-found' }
  | { readonly code: 'agency-closed' }
  | { readonly code: 'unit-code-faulty'; readonly fault: CreditCodeFault }
  | FaultyUnit
  | { readonly code: 'unit-code-taken' }
  | InviteAccountRefusal;

/**
 * Registers a unit under an agency. One that registers itself (the program calls, see {@link selfRegistration}) waits for
 * the agency's review; one that a reviewer enters is active at once, and its contact invited.
 */
export function registerUnit(
  platform: Platform,
  caller: Caller,
  input: UnitToRegister,
): Promise<Result<RegisteredUnit, RegisterUnitRefusal | IdempotencyRefusal>> {
  return perform(
    platform,
    caller,
    { name: 'register-unit', input },
    async (act): Promise<Result<RegisteredUnit, RegisterUnitRefusal>> => {
      const { transaction, officeId } = act;
      const agency = await findAgency(transaction, officeId, input.agencyId);
      if (agency === undefined) return fail({ code: 'agency-not-found' });
      if (!agency.isOpen) return fail({ code: 'agency-closed' });
      const creditCode = parseCreditCode(repairCode(input.creditCode).text);
      if (!creditCode.ok) return fail({ code: 'unit-code-faulty', fault: creditCode.error });
      const unitId = act.newId();
      const checked = checkUnit(platform, { officeId, unitId }, input);
      if (!checked.ok) return checked;
      const state = act.actorId === SYSTEM_ACTOR_ID ? 'registered' : 'active';
      const unit: UnitRow = {
        ...checked.value.particulars,
        officeId,
        id: unitId,
        agencyId: agency.id,
        creditCode: creditCode.value.code,
        state,
        successorOfficeId: null,
        successorId: null,
        predecessorOfficeId: null,
        predecessorId: null,
        refusalReason: null,
        registeredAt: act.now,
      };
      if (!(await reserveCode(transaction, unit))) return fail({ code: 'unit-code-taken' });
      await insertUnit(transaction, unit);
      await act.audit({
        act: 'register-unit',
        objectKind: 'unit',
        objectId: unitId,
        agencyId: agency.id,
        unitId,
        detail: { state, creditCode: unit.creditCode },
      });
      await act.emit({ kind: `unit-${state}`, objectKind: 'unit', objectId: unitId, agencyId: agency.id, unitId });
      if (state === 'registered') return ok({ unitId, state });
      const invitation = await inviteWithin(act, { ...checked.value.contact, role: 'unitAgent', unitId });
      return invitation.ok ? ok({ unitId, state, invitation: invitation.value }) : invitation;
    },
  );
}

/** The caller of a unit that registers itself: the program, reaching no more than the agency that was chosen. */
export function selfRegistration(
  officeId: string,
  agencyId: string,
  request: Pick<Caller, 'requestId' | 'idempotencyKey'> = {},
): Caller {
  return { ...request, access: { scope: 'agencies', officeId, agencyIds: [agencyId], actorId: SYSTEM_ACTOR_ID } };
}
