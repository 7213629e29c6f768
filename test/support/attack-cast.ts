import type { Platform } from '#platform/platform.ts';
import type { Attacker } from './attack.ts';
import type { Owner } from './attack-rows.ts';

/** Two offices, two cities, counties, units and persons, with nothing in common; and who attacks from the first of them. */
export function castOf({ newId }: Platform): {
  readonly owners: readonly Owner[];
  readonly attackers: readonly Attacker[];
} {
  const [officeId, agencyId, unitId, personId] = [newId(), newId(), newId(), newId()];
  const [rootId, cityId, otherCountyId] = [newId(), newId(), newId()];
  const owner = (name: string, own: Partial<Owner>): Owner => ({
    name,
    officeId,
    agencyId: newId(),
    unitId: newId(),
    personId: newId(),
    actorId: newId(),
    ...own,
  });
  const mine = owner('the attackers themselves', { agencyId, unitId, personId });
  const owners = [
    mine,
    owner('another person of the unit', { agencyId, unitId }),
    owner('another unit of the county', { agencyId }),
    owner('another county of the city', { agencyId: otherCountyId }),
    owner('another city', {}),
    owner('the office itself', { agencyId: null, unitId: null, personId: null }),
    owner('another office', { officeId: newId() }),
    owner('another office itself', { officeId: newId(), agencyId: null, unitId: null, personId: null }),
  ];
  const { actorId } = mine;
  const attackers: Attacker[] = [
    { name: 'office', access: { scope: 'office', officeId, actorId } },
    { name: 'committee', access: { scope: 'committee', officeId, actorId } },
    { name: 'city', access: { scope: 'agencies', officeId, agencyIds: [cityId, agencyId, otherCountyId], actorId } },
    { name: 'county', access: { scope: 'agencies', officeId, agencyIds: [agencyId], actorId } },
    { name: 'unit', access: { scope: 'unit', officeId, unitId, agencyIds: [rootId, cityId, agencyId], actorId } },
    { name: 'person', access: { scope: 'person', officeId, personId, actorId } },
    { name: 'administrator', access: { scope: 'administration', officeId, actorId } },
    { name: 'nobody', access: { scope: 'platform', actorId } },
  ];
  return { owners, attackers };
}
