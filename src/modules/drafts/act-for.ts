import { findMembers, type MemberRecord, openMember } from '#modules/persons/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { PersonSecrets } from '#platform/cryptography/seal-person.ts';
import type { Platform } from '#platform/platform.ts';
import { type DraftRow, findOwnMembership } from './store.ts';

/** Somebody acting for a person: himself, his unit's agent, staff of his agencies. */
export interface ActingFor {
  /** In the person's own scope, with the actor and for whom on record: what is written is the person's, and only his. */
  readonly caller: Caller & { readonly access: { readonly scope: 'person'; readonly personId: string } };
  readonly member: MemberRecord & { readonly wrapped_key: Buffer };
  readonly person: PersonSecrets;
  readonly origin: 'member' | 'unit' | 'agency';
}

/**
 * Whoever calls, as the person for whom he acts. `undefined` where the member is not there, not in the caller's sight, or
 * his data were deleted. A person acts for himself alone; everybody else names the member.
 */
export async function actFor(
  platform: Platform,
  caller: Caller,
  memberId: string | undefined,
): Promise<ActingFor | undefined> {
  const { access } = caller;
  const { officeId, actorId } = access;
  const member = await platform.database.transaction(access, async (transaction) => {
    const id =
      access.scope === 'person' ? await findOwnMembership(transaction, officeId, access.personId, memberId) : memberId;
    if (id === undefined || access.scope === 'administration') return undefined;
    return (await findMembers(transaction, officeId, [id]))[0];
  });
  const person = member === undefined ? undefined : openMember(platform.ring(), member);
  if (member === undefined || person === undefined || member.wrapped_key === null) return undefined;
  const origin = access.scope === 'person' ? 'member' : access.scope === 'unit' ? 'unit' : 'agency';
  return {
    caller: {
      ...caller,
      access: { scope: 'person', officeId, personId: member.person_id, actorId },
      ...(origin === 'member' ? {} : { behalfId: member.member_id }),
    },
    member: { ...member, wrapped_key: member.wrapped_key },
    person,
    origin,
  };
}

/** A unit sees, and writes to, none that it did not begin. */
export function isInSight(draft: Pick<DraftRow, 'origin'>, acting: Pick<ActingFor, 'origin'>): boolean {
  return acting.origin !== 'unit' || draft.origin === 'unit';
}
