import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import { hashPassword, verifyPassword } from '#platform/cryptography/password.ts';
import { type PasswordFault, passwordFault } from '#platform/cryptography/password-policy.ts';
import type { Platform } from '#platform/platform.ts';
import { findAccount } from './account-store.ts';
import { admitGuess, forgetGuesses, guessedAt, type Locked } from './attempts.ts';
import { openAccountFields, ownCaller } from './own-account.ts';
import type { ResolvedSession } from './resolve-session.ts';
import { findSecret, setPassword } from './secret-store.ts';
import { settingsOf } from './security-settings.ts';
import { deleteSessionsOf } from './session-store.ts';

/** In order of precedence. */
export type ChangePasswordRefusal =
  | Locked
  | { readonly code: 'password-wrong' }
  | { readonly code: 'password-faulty'; readonly fault: PasswordFault };

/** Changes one's own password; ends all of the account's other sessions. */
export async function changePassword(
  platform: Platform,
  session: ResolvedSession,
  input: { readonly oldPassword: string; readonly newPassword: string },
  request: Pick<Caller, 'requestId'> = {},
): Promise<Result<undefined, ChangePasswordRefusal>> {
  const { officeId, accountId, sessionId } = session;
  const caller = ownCaller(session, request);
  const { account, secret, settings } = await platform.database.transaction(caller.access, async (transaction) => ({
    account: await findAccount(transaction, officeId, accountId),
    secret: await findSecret(transaction, officeId, accountId),
    settings: await settingsOf(transaction, officeId),
  }));
  if (account === undefined || secret === undefined) throw new Error('a session without its account');
  const subject = guessedAt('password', accountId);
  const locked = await admitGuess(platform, subject, settings);
  if (locked !== undefined) return fail(locked);
  const ring = platform.ring();
  if (!(await verifyPassword(ring, input.oldPassword, secret.passwordHash))) return fail({ code: 'password-wrong' });
  await forgetGuesses(platform, subject);
  const characters = Array.from(input.newPassword.normalize('NFKC')).length;
  const fault =
    characters < settings.passwordCharacters
      ? 'too-short'
      : passwordFault(input.newPassword, openAccountFields(platform, account).signInName);
  if (fault !== undefined) return fail({ code: 'password-faulty', fault });
  const newHash = await hashPassword(ring, input.newPassword);
  await perform(platform, caller, { name: 'change-password', input: accountId }, async (act) => {
    await setPassword(act.transaction, officeId, accountId, newHash, act.now);
    await deleteSessionsOf(act.transaction, officeId, accountId, sessionId);
    await act.audit({ act: 'change-password', objectKind: 'account', objectId: accountId });
    return ok(undefined);
  });
  return ok(undefined);
}
