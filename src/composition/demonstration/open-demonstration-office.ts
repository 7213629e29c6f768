import { randomBytes } from 'node:crypto';
import { acceptInvitation, type Invitation, inviteAccount } from '#modules/accounts/index.ts';
import { type OpenedHenan, openHenan } from '#modules/organisations/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { done } from './done.ts';
import { ADMINISTRATORS, type PlannedStaff, STAFF, type StaffKey } from './staff.ts';

/** Somebody with an account, as his session would let him act. */
export interface Person {
  readonly accountId: string;
  readonly caller: Caller;
}

/** The opened office with everybody who works in it. */
export interface DemonstrationOffice extends OpenedHenan {
  readonly platform: Platform;
  /** The caller of what the program does by itself. */
  readonly program: Caller;
  readonly person: (key: StaffKey) => Person;
  readonly reviewerOf: (level: 'county' | 'city' | 'office', county: string) => Caller;
}

/** A mobile number for each who needs one, none twice. */
export type NextPhone = () => string;

const COUNTY_REVIEWERS: Readonly<Record<string, StaffKey>> = {
  川汇区: 'county-reviewer',
  太康县: 'taikang-reviewer',
  项城市: 'xiangcheng-reviewer',
};

/** Opens Henan's office and tree; the administrators accept their invitations and invite all others, who accept too. */
export async function openDemonstrationOffice(platform: Platform, nextPhone: NextPhone): Promise<DemonstrationOffice> {
  const named = ({ name }: PlannedStaff): { readonly name: string; readonly phone: string } => ({
    name,
    phone: nextPhone(),
  });
  const henan = done(
    'open-office',
    await openHenan(platform, {
      systemAdministrator: named(ADMINISTRATORS.systemAdministrator),
      securityAdministrator: named(ADMINISTRATORS.securityAdministrator),
      auditAdministrator: named(ADMINISTRATORS.auditAdministrator),
    }),
  );
  const { officeId, rootAgencyId, cityAgencyId, countyAgencyIds } = henan;
  const people = new Map<string, Person>();
  for (const role of ['systemAdministrator', 'securityAdministrator', 'auditAdministrator'] as const) {
    const { key } = ADMINISTRATORS[role];
    const accountId = await accept(platform, henan.invitations[role], key);
    people.set(key, { accountId, caller: { access: { scope: 'administration', officeId, actorId: accountId } } });
  }
  const person = (key: StaffKey): Person => {
    const found = people.get(key);
    if (found === undefined) throw new Error(`nobody is ${key}`);
    return found;
  };
  const nodesOf = (at: string): readonly string[] => {
    if (at === 'office') return [rootAgencyId];
    if (at === 'city') return [cityAgencyId, ...countyAgencyIds.values()];
    return [agencyOf(henan, at)];
  };
  for (const staff of STAFF) {
    const agencyIds = nodesOf(staff.at);
    const [agencyId] = agencyIds;
    if (agencyId === undefined) throw new Error(`no node for ${staff.key}`);
    const { role } = staff;
    const system = person('system-administrator').caller;
    const invitation = done('invite', await inviteAccount(platform, system, { ...named(staff), role, agencyId }));
    const accountId = await accept(platform, invitation, staff.key);
    const at = { officeId, actorId: accountId };
    const access =
      staff.at === 'office' ? { ...at, scope: 'office' as const } : { ...at, scope: 'agencies' as const, agencyIds };
    people.set(staff.key, { accountId, caller: { access } });
  }
  return {
    ...henan,
    platform,
    program: { access: { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } },
    person,
    reviewerOf: (level, county) => {
      const key = level === 'county' ? COUNTY_REVIEWERS[county] : (`${level}-reviewer` as const);
      if (key === undefined) throw new Error(`nobody reviews in ${county}`);
      return person(key).caller;
    },
  };
}

export function agencyOf({ countyAgencyIds }: Pick<OpenedHenan, 'countyAgencyIds'>, county: string): string {
  const id = countyAgencyIds.get(county);
  if (id === undefined) throw new Error(`no county is called ${county}`);
  return id;
}

/** Accepts an invitation with a password that nobody knows: one signs in by a click. */
export async function accept(platform: Platform, { code }: Invitation, key: string): Promise<string> {
  const password = randomBytes(18).toString('base64url');
  return done('accept', await acceptInvitation(platform, { code, signInName: `yanshi-${key}`, password })).accountId;
}
