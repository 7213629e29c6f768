import { fail, ok, type Result } from '#kernel/result.ts';
import { endSessionsOfUnit } from '#modules/accounts/index.ts';
import { Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { sealWithRing } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { findAgency } from './agency-store.ts';
import { mayDo, type UnitState } from './states.ts';
import { contactContext, contactOf } from './unit-particulars.ts';
import { findUnitByCode, insertUnit, lockUnit, passCodeOn, setUnitState, type UnitRow } from './unit-store.ts';
import { inTheOffice, isOfTheOffice } from './who.ts';

export interface UnitToHandOver {
  readonly creditCode: string;
  readonly toOfficeId: string;
  readonly toAgencyId: string;
}

export interface Successor {
  readonly officeId: string;
  readonly unitId: string;
}

/** In order of precedence. */
export type MoveUnitAcrossRefusal =
  | { readonly code: 'not-of-the-office' }
  | { readonly code: 'unit-is-there' }
  | { readonly code: 'unit-not-found' }
  | { readonly code: 'unit-state'; readonly state: UnitState }
  | { readonly code: 'agency-not-found' }
  | { readonly code: 'agency-closed' };

/**
 * Hands a unit over to another office. The old unit ends as `moved` and all its rows stay: its past belongs to the old
 * office, whose staff alone see it, and so do the unit's old agents. The successor begins there as `registered`: that office
 * reviews it, and so consents, before it is active and its contact invited. Both rows name each other; the credit code leads
 * to the successor.
 *
 * The one act that touches two offices: one transaction that changes its context, so that no unit is ever in both or in none.
 */
export function moveUnitAcross(
  platform: Platform,
  caller: Caller,
  input: UnitToHandOver,
): Promise<Result<Successor, MoveUnitAcrossRefusal | IdempotencyRefusal>> {
  const here = inTheOffice(caller);
  const there: Caller = {
    ...here,
    access: { scope: 'office', officeId: input.toOfficeId, actorId: here.access.actorId },
  };
  return perform(
    platform,
    here,
    { name: 'move-unit-across', input },
    async (act): Promise<Result<Successor, MoveUnitAcrossRefusal>> => {
      if (!isOfTheOffice(caller)) return fail({ code: 'not-of-the-office' });
      if (input.toOfficeId === act.officeId) return fail({ code: 'unit-is-there' });
      const { transaction, officeId } = act;
      const found = await findUnitByCode(transaction, officeId, input.creditCode);
      const unit = found === undefined ? undefined : await lockUnit(transaction, officeId, found.unitId);
      if (unit === undefined) return fail({ code: 'unit-not-found' });
      if (!mayDo('move-across', unit.state)) return fail({ code: 'unit-state', state: unit.state });
      const successor = { officeId: input.toOfficeId, id: act.newId() };
      await setUnitState(transaction, unit, 'moved', { successor });
      await endSessionsOfUnit(transaction, officeId, unit.id);
      await auditMove(act, 'move-unit-across', unit, { to: successor });
      await act.emit({
        kind: 'unit-moved-across',
        objectKind: 'unit',
        objectId: unit.id,
        agencyId: unit.agencyId,
        unitId: unit.id,
        payload: { successor },
      });

      await transaction.enter({ scope: 'platform', actorId: act.actorId });
      await passCodeOn(transaction, unit, successor);

      await transaction.enter(there.access);
      const arrival = new Act(transaction, platform, there);
      const agency = await findAgency(transaction, successor.officeId, input.toAgencyId);
      if (agency === undefined) return fail({ code: 'agency-not-found' });
      if (!agency.isOpen) return fail({ code: 'agency-closed' });
      const newUnit: UnitRow = {
        ...unit,
        officeId: successor.officeId,
        id: successor.id,
        agencyId: agency.id,
        state: 'registered',
        predecessorOfficeId: officeId,
        predecessorId: unit.id,
        sealedContact: sealWithRing(
          platform.ring(),
          contactContext(successor.officeId, successor.id),
          contactOf(platform, unit),
        ),
        registeredAt: act.now,
      };
      await insertUnit(transaction, newUnit);
      await auditMove(arrival, 'receive-unit', newUnit, { from: { officeId, id: unit.id } });

      await transaction.enter(here.access);
      return ok({ officeId: successor.officeId, unitId: successor.id });
    },
  );
}

function auditMove(act: Act, name: string, unit: UnitRow, detail: Readonly<Record<string, unknown>>): Promise<void> {
  return act.audit({
    act: name,
    objectKind: 'unit',
    objectId: unit.id,
    agencyId: unit.agencyId,
    unitId: unit.id,
    detail,
  });
}
