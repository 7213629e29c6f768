import { findOwnLinks, type Link } from '#modules/accounts/index.ts';
import { findMembers, type MemberRecord, openMember } from '#modules/persons/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { PersonSecrets } from '#platform/cryptography/seal-person.ts';
import type { Platform } from '#platform/platform.ts';
import type { Benefit, ProgramId } from '#scheme/case.ts';
import { type DraftRow, findOwnMembership } from './store.ts';

/** Somebody acting for a person: himself, a relative of the one who died, his unit's agent, staff of his agencies. */
export interface ActingFor {
  /** In the person's own scope, with the actor and for whom on record: what is written is the person's, and only his. */
  readonly caller: Caller & { readonly access: { readonly scope: 'person'; readonly personId: string } };
  readonly member: MemberRecord & { readonly wrapped_key: Buffer };
  readonly person: PersonSecrets;
  readonly origin: 'member' | 'unit' | 'agency' | 'relative';
  /** In what sight he came: what others typed for the person in other units and agencies is none of his business. */
  readonly ownAccess: Caller['access'];
}

/**
 * Whoever calls, as the person for whom he acts. `undefined` where the member is not there, not in the caller's sight, or
 * his data were deleted. A person acts for himself, and for a member who died where his agency admitted him as a relative;
 * everybody else names the member.
 */
export async function actFor(
  platform: Platform,
  caller: Caller,
  memberId: string | undefined,
): Promise<ActingFor | undefined> {
  const { access } = caller;
  const { officeId, actorId } = access;
  const own = await findIn(platform, access, memberId);
  const dead = own === undefined && memberId !== undefined ? await findLink(platform, caller, memberId) : undefined;
  const member =
    dead === undefined
      ? own
      : await findIn(platform, { scope: 'person', officeId, personId: dead.personId, actorId }, memberId);
  const person = member === undefined ? undefined : openMember(platform.ring(), member);
  if (member === undefined || person === undefined || member.wrapped_key === null) return undefined;
  const origin = originOf(access.scope, dead !== undefined);
  return {
    caller: {
      ...caller,
      access: { scope: 'person', officeId, personId: member.person_id, actorId },
      ...(origin === 'member' ? {} : { behalfId: member.member_id }),
    },
    member: { ...member, wrapped_key: member.wrapped_key },
    person,
    origin,
    ownAccess: access,
  };
}

function findIn(
  platform: Platform,
  access: Caller['access'],
  memberId: string | undefined,
): Promise<MemberRecord | undefined> {
  const { officeId } = access;
  return platform.database.transaction(access, async (transaction) => {
    const id =
      access.scope === 'person' ? await findOwnMembership(transaction, officeId, access.personId, memberId) : memberId;
    if (id === undefined || access.scope === 'administration') return undefined;
    return (await findMembers(transaction, officeId, [id]))[0];
  });
}

async function findLink(platform: Platform, caller: Caller, memberId: string): Promise<Link | undefined> {
  return (await findOwnLinks(platform, caller)).find((link) => link.memberId === memberId);
}

function originOf(scope: Caller['access']['scope'], isRelative: boolean): ActingFor['origin'] {
  if (isRelative) return 'relative';
  return scope === 'person' ? 'member' : scope === 'unit' ? 'unit' : 'agency';
}

/** What a relative may claim: what is his. */
export function mayBeClaimed(benefit: Benefit, { origin }: Pick<ActingFor, 'origin'>): boolean {
  return origin !== 'relative' || benefit === 'death' || benefit === 'sudden-death';
}

/**
 * A unit sees, and writes to, none that it did not begin, and an agency none of another's members; a relative none but his
 * own, which no other person sees.
 */
export function isInSight(
  draft: Pick<DraftRow, 'origin' | 'opened_by' | 'unit_id' | 'agency_id'>,
  { origin, ownAccess }: Pick<ActingFor, 'origin' | 'ownAccess'>,
): boolean {
  switch (origin) {
    case 'member':
      return true;
    case 'relative':
      return draft.origin === 'relative' && draft.opened_by === ownAccess.actorId;
    case 'unit':
      return draft.origin === 'unit' && ownAccess.scope === 'unit' && draft.unit_id === ownAccess.unitId;
    case 'agency':
      return isInAgencies(draft.agency_id, { ownAccess });
  }
}

/** Whether cover is in somebody's sight: of a unit that in it alone, of a relative that from which he may claim. */
export function isCoverInSight(
  { program, unitId, agencyId }: { readonly program: ProgramId; readonly unitId: string; readonly agencyId: string },
  { origin, ownAccess }: Pick<ActingFor, 'origin' | 'ownAccess'>,
): boolean {
  if (origin === 'relative') return program === 'national-accident';
  if (ownAccess.scope === 'unit') return unitId === ownAccess.unitId;
  return isInAgencies(agencyId, { ownAccess });
}

/** Whether something of that agency is in the sight of staff: an office sees all of its agencies. */
function isInAgencies(agencyId: string, { ownAccess }: Pick<ActingFor, 'ownAccess'>): boolean {
  return ownAccess.scope !== 'agencies' || ownAccess.agencyIds.includes(agencyId);
}
