import type { Caller } from '#platform/acts/act.ts';
import { type AccessContext, SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { type Agency, agenciesInSight, findOffice, officesOpen } from './agency-store.ts';
import { findUnit, unitNames } from './unit-store.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Where somebody stands, in names. */
export interface Place {
  readonly office: Named & { readonly code: string };
  readonly nodes: readonly Named[];
  readonly unit: Named | undefined;
}

/** The names of the caller's office, of these nodes and of his unit. */
export function findPlace(
  platform: Platform,
  { access }: Pick<Caller, 'access'>,
  nodeIds: readonly string[],
): Promise<Place> {
  const { officeId } = access;
  return platform.database.transaction(access, async (transaction) => {
    const office = await findOffice(transaction, officeId);
    if (office === undefined) throw new Error('a caller without an office');
    const agencies = await agenciesInSight(transaction, officeId);
    const unit = access.scope === 'unit' ? await findUnit(transaction, officeId, access.unitId) : undefined;
    return {
      office,
      nodes: agencies.filter(({ id }) => nodeIds.includes(id)).map(({ id, name }) => ({ id, name })),
      unit: unit === undefined ? undefined : { id: unit.id, name: unit.name },
    };
  });
}

export interface OfficeTree extends Named {
  readonly agencies: readonly Agency[];
}

/** The offices with their open agencies: where a unit may register itself. No secret of anybody. */
export async function findRegistrationPlaces(platform: Platform): Promise<readonly OfficeTree[]> {
  const outside: AccessContext = { scope: 'platform', actorId: SYSTEM_ACTOR_ID };
  const offices = await platform.database.transaction(outside, officesOpen);
  const trees: OfficeTree[] = [];
  for (const { id, name } of offices) {
    const agencies = await platform.database.transaction(
      { scope: 'office', officeId: id, actorId: SYSTEM_ACTOR_ID },
      (transaction) => agenciesInSight(transaction, id),
    );
    trees.push({ id, name, agencies: agencies.filter(({ isOpen }) => isOpen) });
  }
  return trees;
}

/** The names of units of an office, for papers of their members, who see no more of them. */
export async function findUnitNames(
  platform: Platform,
  officeId: string,
  unitIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  return await platform.database.transaction(context, (transaction) => unitNames(transaction, officeId, unitIds));
}
