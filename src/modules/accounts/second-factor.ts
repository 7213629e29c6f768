import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import { createRecoveryCodes, findRecoveryCode } from '#platform/cryptography/recovery-codes.ts';
import { openWithRing, sealWithRing } from '#platform/cryptography/sealing.ts';
import { createTotpSecret, totpUri, verifyTotp } from '#platform/cryptography/totp.ts';
import type { Platform } from '#platform/platform.ts';
import { findAccount } from './account-store.ts';
import { admitGuess, forgetGuesses, guessedAt, type Locked } from './attempts.ts';
import { openAccountFields, ownCaller } from './own-account.ts';
import type { ResolvedSession } from './resolve-session.ts';
import {
  confirmTotp,
  lockSecret,
  noteTotpStep,
  type SecretRow,
  setRecoveryHashes,
  setTotp,
  totpContext,
} from './secret-store.ts';
import { settingsOf } from './security-settings.ts';
import { proveSession } from './session-store.ts';

type Request = Pick<Caller, 'requestId'>;

/** What an authenticator app needs, shown once. */
export interface TotpSetUp {
  readonly secret: string;
  /** Behind the QR code. */
  readonly uri: string;
}

export interface SetUpRefusal {
  readonly code: 'second-factor-set-up';
}

export type CodeRefusal =
  | Locked
  | { readonly code: 'second-factor-not-set-up' }
  | { readonly code: 'second-factor-wrong' }
  | { readonly code: 'second-factor-used' };
export type ConfirmRefusal = SetUpRefusal | CodeRefusal;

/**
 * Makes a new secret for the account's authenticator app; nothing is asked for until a code confirms it. Refused where one
 * is confirmed already: an administrator takes that away first.
 */
export async function setUpSecondFactor(
  platform: Platform,
  session: ResolvedSession,
  request: Request = {},
): Promise<Result<TotpSetUp, SetUpRefusal>> {
  const { officeId, accountId } = session;
  const done = await perform(
    platform,
    ownCaller(session, request),
    { name: 'set-up-second-factor', input: accountId },
    async (act): Promise<Result<TotpSetUp, SetUpRefusal>> => {
      const before = await lockSecret(act.transaction, officeId, accountId);
      if (before.isTotpConfirmed) return fail({ code: 'second-factor-set-up' });
      const account = await findAccount(act.transaction, officeId, accountId);
      if (account === undefined) throw new Error('a session without its account');
      const secret = createTotpSecret();
      const sealed = sealWithRing(platform.ring(), totpContext(officeId, accountId), secret);
      await setTotp(act.transaction, officeId, accountId, sealed);
      await act.audit({ act: 'set-up-second-factor', objectKind: 'account', objectId: accountId });
      const { signInName } = openAccountFields(platform, account);
      return ok({ secret, uri: totpUri(secret, { issuer: '同舟', account: signInName }) });
    },
  );
  return done as Result<TotpSetUp, SetUpRefusal>;
}

/** Takes the first code of the app: from now on it is asked for at each sign-in. Gives the recovery codes, shown once. */
export function confirmSecondFactor(
  platform: Platform,
  session: ResolvedSession,
  input: { readonly code: string },
  request: Request = {},
): Promise<Result<{ readonly recoveryCodes: readonly string[] }, ConfirmRefusal>> {
  const { officeId, accountId, sessionId } = session;
  return judged<{ readonly recoveryCodes: readonly string[] }, ConfirmRefusal>(
    platform,
    session,
    'confirm-second-factor',
    request,
    async (act, secret) => {
      if (secret.isTotpConfirmed) return fail({ code: 'second-factor-set-up' });
      const step = checkTotp(act, accountId, secret, input.code);
      if (!step.ok) return step;
      const { codes, hashes } = createRecoveryCodes(platform.ring(), accountId);
      await confirmTotp(act.transaction, officeId, accountId, step.value, hashes);
      await proveSession(act.transaction, sessionId, act.now);
      await act.audit({ act: 'confirm-second-factor', objectKind: 'account', objectId: accountId });
      return ok({ recoveryCodes: codes });
    },
  );
}

/** Proves a session by a code of the app, each taken once, or by one of the recovery codes, which it uses up. */
export function verifySecondFactor(
  platform: Platform,
  session: ResolvedSession,
  input: { readonly code: string },
  request: Request = {},
): Promise<Result<undefined, CodeRefusal>> {
  const { officeId, accountId, sessionId } = session;
  return judged<undefined, CodeRefusal>(platform, session, 'verify-second-factor', request, async (act, secret) => {
    if (!secret.isTotpConfirmed) return fail({ code: 'second-factor-not-set-up' });
    const at = findRecoveryCode(platform.ring(), accountId, input.code, secret.recoveryHashes);
    if (at === undefined) {
      const step = checkTotp(act, accountId, secret, input.code);
      if (!step.ok) return step;
      await noteTotpStep(act.transaction, officeId, accountId, step.value);
    } else {
      await setRecoveryHashes(
        act.transaction,
        officeId,
        accountId,
        secret.recoveryHashes.filter((_, each) => each !== at),
      );
    }
    await proveSession(act.transaction, sessionId, act.now);
    const by = at === undefined ? 'totp' : 'recovery-code';
    await act.audit({ act: 'verify-second-factor', objectKind: 'account', objectId: accountId, detail: { by } });
    return ok(undefined);
  });
}

/** Judges a code under the account's lock, its guesses counted before. */
async function judged<T, R extends { readonly code: string }>(
  platform: Platform,
  session: ResolvedSession,
  name: string,
  request: Request,
  judge: (act: Act, secret: SecretRow) => Promise<Result<T, R>>,
): Promise<Result<T, R | Locked>> {
  const { officeId, accountId } = session;
  const caller = ownCaller(session, request);
  const settings = await platform.database.transaction(caller.access, (transaction) =>
    settingsOf(transaction, officeId),
  );
  const subject = guessedAt('second-factor', accountId);
  const locked = await admitGuess(platform, subject, settings);
  if (locked !== undefined) return fail(locked);
  const result = await perform<T, R>(platform, caller, { name, input: accountId }, async (act) =>
    judge(act, await lockSecret(act.transaction, officeId, accountId)),
  );
  if (result.ok) await forgetGuesses(platform, subject);
  return result as Result<T, R>;
}

function checkTotp(
  act: Act,
  accountId: string,
  { sealedTotp, totpStep }: SecretRow,
  code: string,
): Result<number, Exclude<CodeRefusal, Locked>> {
  if (sealedTotp === null) return fail({ code: 'second-factor-not-set-up' });
  const secret = openWithRing<string>(act.platform.ring(), totpContext(act.officeId, accountId), sealedTotp);
  if (!secret.ok) throw new Error(`a second factor does not open: ${secret.error}`);
  const step = verifyTotp(secret.value, code.replaceAll(/\s/g, ''), act.now, totpStep ?? undefined);
  if (step.ok) return step;
  return fail({ code: step.error === 'used' ? 'second-factor-used' : 'second-factor-wrong' });
}
