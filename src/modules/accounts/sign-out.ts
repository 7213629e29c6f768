import { ok } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { ownCaller } from './own-account.ts';
import type { ResolvedSession } from './resolve-session.ts';
import { deleteSession } from './session-store.ts';

/** Ends a session. */
export async function signOut(
  platform: Platform,
  session: ResolvedSession,
  request: Pick<Caller, 'requestId'> = {},
): Promise<void> {
  const { sessionId, accountId } = session;
  await perform(platform, ownCaller(session, request), { name: 'sign-out', input: sessionId }, async (act) => {
    await deleteSession(act.transaction, sessionId);
    await act.audit({ act: 'sign-out', objectKind: 'account', objectId: accountId });
    return ok(undefined);
  });
}
