import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { mayDo, type UnitState } from './states.ts';
import { checkUnit, contactOf, type FaultyUnit, type TypedUnit } from './unit-particulars.ts';
import { lockUnit, type UnitParticulars, updateUnit } from './unit-store.ts';

/** A contact who is left out stays. */
export interface UnitToAmend extends Omit<TypedUnit, 'contact'> {
  readonly unitId: string;
  readonly contact?: TypedUnit['contact'] | undefined;
}

/** In order of precedence. */
export type AmendUnitRefusal =
  | { readonly code: 'unit-not-found' }
  | { readonly code: 'unit-state'; readonly state: UnitState }
  | FaultyUnit;

/** Changes what a unit says of itself; its credit code, by which it is known, stays. Before and after go into the trail. */
export function amendUnit(
  platform: Platform,
  caller: Caller,
  input: UnitToAmend,
): Promise<Result<undefined, AmendUnitRefusal | IdempotencyRefusal>> {
  return perform(
    platform,
    caller,
    { name: 'amend-unit', input },
    async (act): Promise<Result<undefined, AmendUnitRefusal>> => {
      const unit = await lockUnit(act.transaction, act.officeId, input.unitId);
      if (unit === undefined) return fail({ code: 'unit-not-found' });
      if (!mayDo('amend', unit.state)) return fail({ code: 'unit-state', state: unit.state });
      const before = contactOf(platform, unit);
      const typed = { ...input, contact: input.contact ?? before };
      const checked = checkUnit(platform, { officeId: act.officeId, unitId: unit.id }, typed);
      if (!checked.ok) return checked;
      const { particulars, contact } = checked.value;
      await updateUnit(act.transaction, unit, particulars);
      await act.audit({
        act: 'amend-unit',
        objectKind: 'unit',
        objectId: unit.id,
        agencyId: unit.agencyId,
        unitId: unit.id,
        detail: { before: legible(unit), after: legible(particulars) },
        personal: { before, after: contact },
      });
      return ok(undefined);
    },
  );
}

/** How many people a unit has. */
export interface StaffNumbers {
  readonly staffCount: number;
  readonly womenCount: number;
  readonly eligibleCount: number;
}

/** In order of precedence. */
export type DeclareStaffRefusal = Exclude<AmendUnitRefusal, FaultyUnit> | { readonly code: 'unit-counts-faulty' };

/**
 * States anew how many people a unit has, as the unit itself did when it registered. Rosters under way keep the number that
 * they were filed with; before and after go into the trail, where reviewers see them.
 */
export function declareStaff(
  platform: Platform,
  caller: Caller,
  input: { readonly unitId: string } & StaffNumbers,
): Promise<Result<undefined, DeclareStaffRefusal | IdempotencyRefusal>> {
  return perform(
    platform,
    caller,
    { name: 'declare-staff', input },
    async (act): Promise<Result<undefined, DeclareStaffRefusal>> => {
      const unit = await lockUnit(act.transaction, act.officeId, input.unitId);
      if (unit === undefined) return fail({ code: 'unit-not-found' });
      if (!mayDo('amend', unit.state)) return fail({ code: 'unit-state', state: unit.state });
      const { staffCount, womenCount, eligibleCount } = input;
      if (womenCount > staffCount || eligibleCount > staffCount) return fail({ code: 'unit-counts-faulty' });
      const particulars = { ...unit, staffCount, womenCount, eligibleCount };
      await updateUnit(act.transaction, unit, particulars);
      await act.audit({
        act: 'amend-unit',
        objectKind: 'unit',
        objectId: unit.id,
        agencyId: unit.agencyId,
        unitId: unit.id,
        detail: { before: legible(unit), after: legible(particulars) },
      });
      return ok(undefined);
    },
  );
}

function legible({ sealedContact: _, ...particulars }: UnitParticulars): Omit<UnitParticulars, 'sealedContact'> {
  const { name, unionName, unionCreditCode, address, staffCount, womenCount, eligibleCount } = particulars;
  return { name, unionName, unionCreditCode, address, staffCount, womenCount, eligibleCount };
}
