import { maskName, maskPhone } from '#kernel/mask.ts';
import type { NamedPerson } from '#modules/accounts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { subtreeOf } from './agency-store.ts';
import type { UnitState } from './states.ts';
import { contactOf } from './unit-particulars.ts';
import { findUnit, findUnitRows, type UnitKey, type UnitRow } from './unit-store.ts';

/** A unit as lists and pages show it. */
export interface Unit extends Omit<UnitRow, 'sealedContact' | 'officeId'> {
  readonly contact: { readonly maskedName: string; readonly maskedPhone: string } | undefined;
}

export interface UnitQuery {
  readonly state?: UnitState;
  /** This node and all below it. */
  readonly agencyId?: string;
  /** How the name begins. */
  readonly namePrefix?: string;
}

export interface UnitPage {
  readonly items: readonly Unit[];
  /** Where more follow: the last row of this page. */
  readonly next: UnitKey | undefined;
}

/** A page of the units in the caller's sight: in the order in which they came, or by name where its beginning is asked for. */
export function findUnits(
  platform: Platform,
  { access }: Pick<Caller, 'access'>,
  { agencyId, ...query }: UnitQuery,
  { after, limit }: { readonly after?: UnitKey; readonly limit: number },
): Promise<UnitPage> {
  const { officeId } = access;
  return platform.database.transaction(access, async (transaction) => {
    // the policy says the same of a county's staff, but only here can the planner go by it
    const inSight = access.scope === 'agencies' ? access.agencyIds : undefined;
    const agencyIds = agencyId === undefined ? inSight : await subtreeOf(transaction, officeId, agencyId);
    const rows = await findUnitRows(
      transaction,
      officeId,
      { ...query, ...(agencyIds === undefined ? {} : { agencyIds }) },
      { ...(after === undefined ? {} : { after }), limit: limit + 1 },
    );
    const items = rows.slice(0, limit).map((row) => shown(platform, row));
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? { name: last.name, id: last.id } : undefined };
  });
}

/** A unit in the caller's sight. */
export function getUnit(
  platform: Platform,
  { access }: Pick<Caller, 'access'>,
  unitId: string,
): Promise<Unit | undefined> {
  return platform.database.transaction(access, async (transaction) => {
    const row = await findUnit(transaction, access.officeId, unitId);
    return row === undefined ? undefined : shown(platform, row);
  });
}

function shown(platform: Platform, row: UnitRow): Unit {
  const { officeId: _, sealedContact, ...unit } = row;
  if (sealedContact === null) return { ...unit, contact: undefined };
  const { name, phone } = contactOf(platform, row);
  return { ...unit, contact: { maskedName: maskName(name), maskedPhone: maskPhone(phone) } };
}

/** The contact of a unit in sight, in full: to be asked for with a reason. */
export async function openUnitContact(
  platform: Platform,
  transaction: Transaction,
  officeId: string,
  unitId: string,
): Promise<{ readonly contact: NamedPerson; readonly agencyId: string } | undefined> {
  const row = await findUnit(transaction, officeId, unitId);
  if (row === undefined || row.sealedContact === null) return undefined;
  return { contact: contactOf(platform, row), agencyId: row.agencyId };
}
