import sql from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import type { MemberCandidate, MemberIdentity } from './member-candidate.ts';
import { type AskedByRelative, openRequest, relativeIdentity } from './member-request.ts';
import { OUTSIDE } from './resolve-session.ts';

/** Somebody as the relative that an agency admitted, by the latest of his requests in each office. */
export async function findRelativeCandidates(
  platform: Platform,
  identity: MemberIdentity,
): Promise<readonly MemberCandidate[]> {
  const hash = relativeIdentity(platform.ring(), identity);
  const asked = await platform.database.transaction(OUTSIDE, (transaction) =>
    transaction.rows<{ officeId: string; requestIds: string[] }>(sql`
      SELECT office_id AS "officeId", array_agg(request_id::text) AS "requestIds" FROM directory.relative
      WHERE identity = ${hash} GROUP BY office_id ORDER BY office_id`),
  );
  const found: MemberCandidate[] = [];
  for (const { officeId, requestIds } of asked) {
    const row = await latestGranted(platform, officeId, requestIds);
    if (row === undefined || row.wrappedKey === null) continue;
    const at = { officeId, requestId: row.id, personId: row.personId, wrappedKey: row.wrappedKey };
    const { phone } = openRequest<AskedByRelative>(platform.ring(), at, row.sealed, 'asked');
    const { memberId, agencyId, unitId } = row;
    found.push({ officeId, personId: undefined, memberId, agencyId, unitId, ...identity, phone, coveredUntil: 0 });
  }
  return found;
}

interface GrantedRow {
  readonly id: string;
  readonly personId: string;
  readonly memberId: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly sealed: Buffer;
  readonly wrappedKey: Buffer | null;
}

function latestGranted(
  platform: Platform,
  officeId: string,
  requestIds: readonly string[],
): Promise<GrantedRow | undefined> {
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  return platform.database.transaction(context, (transaction) =>
    transaction.findRow<GrantedRow>(sql`
      SELECT r.id, r.person_id AS "personId", r.member_id AS "memberId", r.agency_id AS "agencyId",
        r.unit_id AS "unitId", r.sealed, p.wrapped_key AS "wrappedKey"
      FROM tenant.member_request r JOIN tenant.person p ON p.office_id = r.office_id AND p.id = r.person_id
      WHERE r.office_id = ${officeId} AND r.id = ANY (${requestIds}::uuid[]) AND r.state = 'granted'
        AND p.wrapped_key IS NOT NULL
      ORDER BY r.id DESC LIMIT 1`),
  );
}

/** What he was admitted to becomes his account's. The act must be in the office's scope. */
export async function linkRelative(act: Act, identity: MemberIdentity, accountId: string): Promise<void> {
  const hash = relativeIdentity(act.platform.ring(), identity);
  await act.transaction.run(sql`
    UPDATE tenant.member_request SET account_id = ${accountId}
    WHERE office_id = ${act.officeId} AND state = 'granted' AND account_id IS NULL AND id IN (
      SELECT request_id FROM directory.relative WHERE office_id = ${act.officeId} AND identity = ${hash})`);
}
