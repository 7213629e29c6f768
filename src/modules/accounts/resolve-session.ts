import { type Permission, permissionsOf, type Role } from '#contracts/permissions.ts';
import type { Caller } from '#platform/acts/act.ts';
import { type AccessContext, SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { sessionTokenHash } from './one-time-code.ts';
import { seesAllClaims } from './roles.ts';
import { deleteEnded, findSession, type SessionRow, touchSession } from './session-store.ts';

/** Where the program looks before it knows the office. */
export const OUTSIDE: AccessContext = { scope: 'platform', actorId: SYSTEM_ACTOR_ID };

/** How fine the time of the last request is kept: a write for each request would be one for nothing. */
const SEEN_EVERY_MS = 60_000;

/** Who a session stands for, and all that its requests may reach. */
export interface ResolvedSession {
  readonly sessionId: string;
  readonly accountId: string;
  readonly officeId: string;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
  readonly agencyIds: readonly string[];
  readonly unitId?: string;
  readonly personId?: string;
  readonly isSecondFactorDone: boolean;
  readonly access: Caller['access'];
}

/** The session of a token, `undefined` where it is unknown or has ended. One query, and a second once a minute. */
export async function resolveSession(platform: Platform, token: string): Promise<ResolvedSession | undefined> {
  const now = platform.clock.now();
  const row = await platform.database.transaction(OUTSIDE, async (transaction) => {
    const found = await findSession(transaction, sessionTokenHash(token), now);
    if (found !== undefined && found.lastSeenAt + SEEN_EVERY_MS <= now) await touchSession(transaction, found.id, now);
    return found;
  });
  if (row === undefined) return undefined;
  return {
    sessionId: row.id,
    accountId: row.accountId,
    officeId: row.officeId,
    roles: row.roles,
    permissions: permissionsOf(row.roles),
    agencyIds: row.nodeIds,
    ...(row.unitId === null ? {} : { unitId: row.unitId }),
    ...(row.personId === null ? {} : { personId: row.personId }),
    isSecondFactorDone: !row.needsSecondFactor || row.secondFactorAt !== null,
    access: accessOf(row),
  };
}

/** Forgets sessions that have ended and guesses that no longer count; for a job, some times a day. */
export function forgetEndedSessions(platform: Platform): Promise<void> {
  return platform.database.transaction(OUTSIDE, (transaction) => deleteEnded(transaction, platform.clock.now()));
}

/** The context of a session's transactions, from the roles of its account as they stood when it began. */
function accessOf(session: SessionRow): Caller['access'] {
  const { scope, officeId, accountId, agencyIds, unitId, personId } = session;
  const by = { officeId, actorId: accountId };
  switch (scope) {
    case 'office':
      return { scope: seesAllClaims(session.roles) ? scope : 'committee', ...by };
    case 'administration':
      return { scope, ...by };
    case 'agencies':
      return { scope, ...by, agencyIds };
    case 'unit':
      return { scope, ...by, agencyIds, unitId: present(unitId) };
    case 'person':
      return { scope, ...by, personId: present(personId) };
  }
}

function present(id: string | null): string {
  if (id === null) throw new Error('a session lacks what its scope needs');
  return id;
}
