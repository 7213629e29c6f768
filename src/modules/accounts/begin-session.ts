import type { Act } from '#platform/acts/act.ts';
import { type AccountRow, findNodesAround, findRoles, noteSignIn } from './account-store.ts';
import { createSessionToken, sessionTokenHash } from './one-time-code.ts';
import { needsSecondFactor } from './roles.ts';
import { findSecret } from './secret-store.ts';
import { settingsOf } from './security-settings.ts';
import { insertSession, type SessionRow } from './session-store.ts';

/** Of agents and members, who have no second factor and work on their own telephone. */
const OTHERS_IDLE_MINUTES = 60;

export interface BegunSession {
  /** For the cookie; the database knows only its hash. */
  readonly token: string;
  /** Until it ends whatever happens. */
  readonly maxAgeSeconds: number;
  /** What has to be done before anything else. */
  readonly next: 'second-factor' | 'second-factor-setup' | 'nothing';
}

/**
 * Begins a session: what the account's roles reach now is written into it. `undefined` where it holds no role. The act must
 * be the account's own, in the context of its office.
 */
export async function beginSession(
  act: Act,
  account: AccountRow,
  { isProved }: { readonly isProved: boolean },
): Promise<BegunSession | undefined> {
  const { transaction, officeId, now } = act;
  const reach = await reachOf(act, account);
  if (reach === undefined) return undefined;
  const secret = await findSecret(transaction, officeId, account.id);
  const isConfirmed = secret?.isTotpConfirmed === true;
  const needsProof = needsSecondFactor(account.kind) || isConfirmed;
  const settings = await settingsOf(transaction, officeId);
  const token = createSessionToken();
  const maxAgeSeconds = settings.sessionHours * 3_600;
  await insertSession(
    transaction,
    {
      ...reach,
      id: act.newId(),
      officeId,
      accountId: account.id,
      unitId: account.unitId,
      personId: account.personId,
      needsSecondFactor: needsProof,
      secondFactorAt: isProved ? now : null,
      createdAt: now,
      lastSeenAt: now,
      idleMinutes: needsSecondFactor(account.kind) ? settings.idleMinutes : OTHERS_IDLE_MINUTES,
      endsAt: now + maxAgeSeconds * 1_000,
    },
    sessionTokenHash(token),
  );
  await noteSignIn(transaction, officeId, account.id, now);
  const next = !needsProof || isProved ? 'nothing' : isConfirmed ? 'second-factor' : 'second-factor-setup';
  return { token, maxAgeSeconds, next };
}

type Reach = Pick<SessionRow, 'scope' | 'roles' | 'nodeIds' | 'agencyIds'>;

async function reachOf({ transaction, officeId }: Act, account: AccountRow): Promise<Reach | undefined> {
  const held = await findRoles(transaction, officeId, [account.id]);
  if (held.length === 0) return undefined;
  const roles = [...new Set(held.map(({ role }) => role))];
  const nodeIds = [...new Set(held.map(({ agencyId }) => agencyId))];
  switch (account.kind) {
    case 'administrator':
      return { scope: 'administration', roles, nodeIds, agencyIds: [] };
    case 'member':
      return { scope: 'person', roles, nodeIds, agencyIds: [] };
    case 'unit': {
      const above = await findNodesAround(transaction, officeId, [account.agencyId], 'up');
      return { scope: 'unit', roles, nodeIds, agencyIds: above.map(({ id }) => id) };
    }
    case 'staff': {
      const below = await findNodesAround(transaction, officeId, nodeIds, 'down');
      if (below.some(({ kind }) => kind === 'office')) return { scope: 'office', roles, nodeIds, agencyIds: [] };
      return { scope: 'agencies', roles, nodeIds, agencyIds: below.map(({ id }) => id) };
    }
  }
}
