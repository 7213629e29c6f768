import { type CreditCodeFault, parseCreditCode } from '#kernel/credit-code.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { repairCode } from '#kernel/safe-text.ts';
import { type Invitation, type InviteAccountRefusal, inviteWithin } from '#modules/accounts/index.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { mayDo, type UnitState } from './states.ts';
import { checkUnit, type FaultyUnit, type TypedUnit } from './unit-particulars.ts';
import { insertUnit, lockUnit, reserveCode, setStaffNumbers, type UnitRow } from './unit-store.ts';

/** In order of precedence. */
export type SplitUnitRefusal =
  | { readonly code: 'unit-not-found' }
  | { readonly code: 'unit-state'; readonly state: UnitState }
  | { readonly code: 'unit-code-faulty'; readonly fault: CreditCodeFault }
  | FaultyUnit
  | { readonly code: 'split-counts-faulty' }
  | { readonly code: 'unit-code-taken' }
  | InviteAccountRefusal;

/**
 * Splits a new unit off another one, at the same agency. The new one is active at once, names the old as its predecessor,
 * and its contact is invited; its staff are taken off the old one's numbers. Running covers stay where they are, to their
 * end; who joins with the new unit's first roster keeps his chain of periods, which is his own and not a unit's.
 */
export function splitUnit(
  platform: Platform,
  caller: Caller,
  input: { readonly unitId: string; readonly creditCode: string } & TypedUnit,
): Promise<
  Result<{ readonly unitId: string; readonly invitation: Invitation }, SplitUnitRefusal | IdempotencyRefusal>
> {
  type Split = Result<{ readonly unitId: string; readonly invitation: Invitation }, SplitUnitRefusal>;
  return perform(platform, caller, { name: 'split-unit', input }, async (act): Promise<Split> => {
    const { transaction, officeId } = act;
    const unit = await lockUnit(transaction, officeId, input.unitId);
    if (unit === undefined) return fail({ code: 'unit-not-found' });
    if (!mayDo('split', unit.state)) return fail({ code: 'unit-state', state: unit.state });
    const creditCode = parseCreditCode(repairCode(input.creditCode).text);
    if (!creditCode.ok) return fail({ code: 'unit-code-faulty', fault: creditCode.error });
    const newId = act.newId();
    const checked = checkUnit(platform, { officeId, unitId: newId }, input);
    if (!checked.ok) return checked;
    const left = {
      staffCount: unit.staffCount - input.staffCount,
      womenCount: unit.womenCount - input.womenCount,
      eligibleCount: unit.eligibleCount - input.eligibleCount,
    };
    const isLess = left.staffCount > 0 && left.womenCount >= 0 && left.eligibleCount >= 0;
    if (!isLess || left.womenCount > left.staffCount || left.eligibleCount > left.staffCount) {
      return fail({ code: 'split-counts-faulty' });
    }
    const { particulars, contact } = checked.value;
    const newUnit: UnitRow = {
      ...unit,
      ...particulars,
      id: newId,
      creditCode: creditCode.value.code,
      state: 'active',
      successorOfficeId: null,
      successorId: null,
      predecessorOfficeId: officeId,
      predecessorId: unit.id,
      refusalReason: null,
      registeredAt: act.now,
    };
    if (!(await reserveCode(transaction, newUnit))) return fail({ code: 'unit-code-taken' });
    await insertUnit(transaction, newUnit);
    await setStaffNumbers(transaction, unit, left);
    const detail = { fromUnitId: unit.id, newUnitId: newId, staffCount: input.staffCount };
    for (const each of [unit, newUnit]) {
      await act.audit({
        act: 'split-unit',
        objectKind: 'unit',
        objectId: each.id,
        agencyId: each.agencyId,
        unitId: each.id,
        detail,
      });
    }
    await act.emit({
      kind: 'unit-split',
      objectKind: 'unit',
      objectId: unit.id,
      agencyId: unit.agencyId,
      unitId: unit.id,
      payload: { newUnitId: newId },
    });
    const invitation = await inviteWithin(act, { ...contact, role: 'unitAgent', unitId: newId });
    return invitation.ok ? ok({ unitId: newId, invitation: invitation.value }) : invitation;
  });
}
