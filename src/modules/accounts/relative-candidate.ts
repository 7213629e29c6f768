import type { Act } from '#platform/acts/act.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import type { MemberCandidate, MemberIdentity } from './member-candidate.ts';
import { type AskedByRelative, openRequest, relativeIdentity } from './member-request.ts';
import { findLatestGranted, findListedRelative, setAccountOfRelative } from './member-request-store.ts';
import { OUTSIDE } from './resolve-session.ts';

/** Somebody as the relative that an agency admitted, by the latest of his requests in each office. */
export async function findRelativeCandidates(
  platform: Platform,
  identity: MemberIdentity,
): Promise<readonly MemberCandidate[]> {
  const hash = relativeIdentity(platform.ring(), identity);
  const asked = await platform.database.transaction(OUTSIDE, (transaction) => findListedRelative(transaction, hash));
  const found: MemberCandidate[] = [];
  for (const { officeId, requestIds } of asked) {
    const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
    const row = await platform.database.transaction(context, (transaction) =>
      findLatestGranted(transaction, officeId, requestIds),
    );
    if (row === undefined || row.wrappedKey === null) continue;
    const at = { officeId, requestId: row.id, personId: row.personId, wrappedKey: row.wrappedKey };
    const { phone } = openRequest<AskedByRelative>(platform.ring(), at, row.sealed, 'asked');
    const { memberId, agencyId, unitId } = row;
    found.push({ officeId, personId: undefined, memberId, agencyId, unitId, ...identity, phone, coveredUntil: 0 });
  }
  return found;
}

/** What he was admitted to becomes his account's. The act must be in the office's scope. */
export async function linkRelative(act: Act, identity: MemberIdentity, accountId: string): Promise<void> {
  await setAccountOfRelative(act, relativeIdentity(act.platform.ring(), identity), accountId);
}
