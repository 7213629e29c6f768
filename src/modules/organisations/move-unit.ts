import { fail, ok, type Result } from '#kernel/result.ts';
import { endSessionsOfUnit } from '#modules/accounts/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { findAgency } from './agency-store.ts';
import { mayDo, type UnitState } from './states.ts';
import { findUnitByCode, lockUnit, rehang } from './unit-store.ts';
import { inTheOffice, isOfTheOffice } from './who.ts';

/** In order of precedence. */
export type MoveUnitRefusal =
  | { readonly code: 'not-of-the-office' }
  | { readonly code: 'unit-not-found' }
  | { readonly code: 'unit-state'; readonly state: UnitState }
  | { readonly code: 'agency-not-found' }
  | { readonly code: 'agency-closed' }
  | { readonly code: 'unit-is-there' };

/**
 * Hangs a unit, known by its credit code, under another agency of its office. All that carries the unit's agency follows
 * it: from now on the new agency and those above it see the unit's whole past, and the old agency sees no more than its own
 * trail, whose rows keep the agency of their day. Its agents sign in anew.
 *
 * For administrators, who see no units: the act runs in the whole office's context and answers with the unit's id alone.
 */
export function moveUnit(
  platform: Platform,
  caller: Caller,
  input: { readonly creditCode: string; readonly agencyId: string },
): Promise<Result<{ readonly unitId: string }, MoveUnitRefusal | IdempotencyRefusal>> {
  return perform(
    platform,
    inTheOffice(caller),
    { name: 'move-unit', input },
    async (act): Promise<Result<{ readonly unitId: string }, MoveUnitRefusal>> => {
      if (!isOfTheOffice(caller)) return fail({ code: 'not-of-the-office' });
      const { transaction, officeId } = act;
      const found = await findUnitByCode(transaction, officeId, input.creditCode);
      const unit = found === undefined ? undefined : await lockUnit(transaction, officeId, found.unitId);
      if (unit === undefined) return fail({ code: 'unit-not-found' });
      if (!mayDo('move-within', unit.state)) return fail({ code: 'unit-state', state: unit.state });
      const agency = await findAgency(transaction, officeId, input.agencyId);
      if (agency === undefined) return fail({ code: 'agency-not-found' });
      if (!agency.isOpen) return fail({ code: 'agency-closed' });
      if (agency.id === unit.agencyId) return fail({ code: 'unit-is-there' });
      const movedRows = await rehang(transaction, unit, agency.id);
      await endSessionsOfUnit(transaction, officeId, unit.id);
      const detail = { before: unit.agencyId, after: agency.id };
      const about = { objectKind: 'unit', objectId: unit.id, unitId: unit.id };
      // one row for the agency that lost it, one for the one that has it
      await act.audit({ ...about, act: 'move-unit', agencyId: unit.agencyId, detail });
      await act.audit({ ...about, act: 'receive-unit', agencyId: agency.id, detail: { ...detail, movedRows } });
      await act.emit({ ...about, kind: 'unit-moved', agencyId: agency.id, payload: detail });
      return ok({ unitId: unit.id });
    },
  );
}
