import type { DayNumber } from '#kernel/civil-date.ts';
import { normaliseNameDots } from '#kernel/person-name.ts';
import { hashColumns, openMember, personKeyOf } from '#modules/persons/index.ts';
import { lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { findCoveringOffices, findMemberships } from './membership-store.ts';
import { OUTSIDE } from './resolve-session.ts';

/** Who somebody says he is, in one form however it was typed. */
export interface MemberIdentity {
  readonly name: string;
  /** 18 characters. */
  readonly residentId: string;
}

/** A person of an office who has cover there, by the newest of his memberships, or whom it admitted as a relative. */
export interface MemberCandidate {
  readonly officeId: string;
  /** `undefined` for a relative: he may be no person of the office yet. */
  readonly personId: string | undefined;
  /** His own membership; that of the one who died, for a relative. */
  readonly memberId: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly name: string;
  readonly residentId: string;
  /** As the unit gave it, or the relative himself; `undefined` where nobody gave one. */
  readonly phone: string | undefined;
  /** The last day of his latest period. */
  readonly coveredUntil: DayNumber;
}

/** One form for a name however it is typed. */
export function normaliseMemberName(typed: string): string {
  return normaliseNameDots(typed.normalize('NFKC').trim());
}

/** The persons of this name and resident ID who have or had cover, one for each office, the longest cover first. */
export async function findMemberCandidates(
  platform: Platform,
  { name, residentId }: MemberIdentity,
): Promise<readonly MemberCandidate[]> {
  const { hash0, hash1, current } = hashColumns(lookupHashes(platform.ring(), 'resident-id', residentId));
  const hash = current === 0 ? hash0 : hash1;
  if (hash === null) throw new Error('the current look-up hash is missing');
  const officeIds = await platform.database.transaction(OUTSIDE, (transaction) =>
    findCoveringOffices(transaction, personKeyOf(hash), current),
  );
  const found: MemberCandidate[] = [];
  for (const officeId of officeIds) {
    const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
    const members = await platform.database.transaction(context, (transaction) =>
      findMemberships(transaction, officeId, current, hash),
    );
    for (const member of members) {
      const secrets = openMember(platform.ring(), member);
      if (secrets === undefined || secrets.name !== name) continue;
      found.push({
        officeId,
        personId: member.person_id,
        memberId: member.member_id,
        agencyId: member.agency_id,
        unitId: member.unit_id,
        name: secrets.name,
        residentId: secrets.residentId,
        phone: secrets.phone,
        coveredUntil: member.covered_until,
      });
      break;
    }
  }
  return found.sort((a, b) => b.coveredUntil - a.coveredUntil);
}
