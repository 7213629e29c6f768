import { fail, ok, type Result } from '#kernel/result.ts';
import { endSessionsOfUnit } from '#modules/accounts/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { mayDo, type UnitState } from './states.ts';
import { lockUnit, releaseCode, setUnitState } from './unit-store.ts';

/** In order of precedence. */
export type MergeUnitsRefusal =
  | { readonly code: 'unit-not-found' }
  | { readonly code: 'unit-is-there' }
  | { readonly code: 'unit-state'; readonly state: UnitState };

/**
 * Merges a unit into another of the office: it ends as `merged`, its rows stay with it, the other is its successor and its
 * code is free. Running covers run on; renewals are the successor's.
 */
export function mergeUnits(
  platform: Platform,
  caller: Caller,
  input: { readonly unitId: string; readonly intoUnitId: string },
): Promise<Result<undefined, MergeUnitsRefusal | IdempotencyRefusal>> {
  return perform(
    platform,
    caller,
    { name: 'merge-units', input },
    async (act): Promise<Result<undefined, MergeUnitsRefusal>> => {
      const { transaction, officeId } = act;
      if (input.unitId === input.intoUnitId) return fail({ code: 'unit-is-there' });
      // always in the same order, so that two merges at the same moment cannot wait for each other
      const [firstId, secondId] = [input.unitId, input.intoUnitId].sort();
      const locked = [
        await lockUnit(transaction, officeId, firstId ?? ''),
        await lockUnit(transaction, officeId, secondId ?? ''),
      ];
      const unit = locked.find((each) => each?.id === input.unitId);
      const into = locked.find((each) => each?.id === input.intoUnitId);
      if (unit === undefined || into === undefined) return fail({ code: 'unit-not-found' });
      if (!mayDo('merge', unit.state)) return fail({ code: 'unit-state', state: unit.state });
      if (into.state !== 'active') return fail({ code: 'unit-state', state: into.state });
      await setUnitState(transaction, unit, 'merged', { successor: { officeId, id: into.id } });
      await releaseCode(transaction, unit);
      const detail = { unitId: unit.id, intoUnitId: into.id };
      for (const each of [unit, into]) {
        await act.audit({
          act: 'merge-units',
          objectKind: 'unit',
          objectId: each.id,
          agencyId: each.agencyId,
          unitId: each.id,
          detail,
        });
      }
      await endSessionsOfUnit(transaction, officeId, unit.id);
      return ok(undefined);
    },
  );
}
