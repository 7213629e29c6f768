import sql, { raw } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import { normaliseNameDots } from '#kernel/person-name.ts';
import { hashColumns, openMember, personKeyOf, type SealedMember } from '#modules/persons/index.ts';
import { lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
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
  const offices = await platform.database.transaction(OUTSIDE, (transaction) =>
    transaction.rows<{ officeId: string }>(sql`
      SELECT office_id AS "officeId" FROM directory.covering_offices(${[personKeyOf(hash)]}::uuid[], ${current})`),
  );
  const found: MemberCandidate[] = [];
  for (const { officeId } of offices) {
    const members = await membershipsOf(platform, officeId, current, hash);
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

interface Membership extends SealedMember {
  readonly member_id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly covered_until: DayNumber;
}

/** A person's memberships in an office, that of the latest cover first. */
function membershipsOf(
  platform: Platform,
  officeId: string,
  column: 0 | 1,
  hash: Uint8Array,
): Promise<readonly Membership[]> {
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  const hashColumn = raw(column === 0 ? 'resident_hash_0' : 'resident_hash_1');
  return platform.database.transaction(context, (transaction) =>
    transaction.rows<Membership>(sql`
      SELECT m.office_id, m.id AS member_id, m.agency_id, m.unit_id, m.person_id, m.sealed, p.wrapped_key,
        c.covered_until
      FROM tenant.person p
      JOIN tenant.member m ON m.office_id = p.office_id AND m.person_id = p.id
      JOIN (SELECT office_id, member_id, max(end_on) AS covered_until FROM tenant.coverage_period
        WHERE office_id = ${officeId} AND state <> 'cancelled'
          AND person_id IN (SELECT id FROM tenant.person WHERE office_id = ${officeId} AND ${hashColumn} = ${hash})
        GROUP BY office_id, member_id) c ON c.office_id = m.office_id AND c.member_id = m.id
      WHERE p.office_id = ${officeId} AND p.${hashColumn} = ${hash}
      ORDER BY c.covered_until DESC, m.id DESC`),
  );
}
