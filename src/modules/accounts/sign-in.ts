import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import { hashPassword, isOutdatedHash, verifyAgainstNothing, verifyPassword } from '#platform/cryptography/password.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { type AccountRow, findAccount, findSignIn, normaliseSignInName, signInHashes } from './account-store.ts';
import { admitGuess, forgetGuesses, guessedAt, type Locked, writeNothing } from './attempts.ts';
import { type BegunSession, beginSession } from './begin-session.ts';
import { OUTSIDE } from './resolve-session.ts';
import { findSecret, setPassword } from './secret-store.ts';
import { type SecuritySettings, settingsOf } from './security-settings.ts';

/**
 * - `sign-in-locked`: too many wrong guesses at this name; told of names that nobody has as well
 * - `sign-in-wrong`: name or password, or the account is disabled: not told which
 * - `account-without-role`
 */
export type SignInRefusal = Locked | { readonly code: 'sign-in-wrong' } | { readonly code: 'account-without-role' };

/** The office of names that nobody has: looked up like any other, to take as long. */
const NO_OFFICE = '00000000-0000-0000-0000-000000000000';

/** What is looked up of a name, before its password is judged. */
interface Candidate {
  readonly account: AccountRow | undefined;
  readonly passwordHash: string | undefined;
  readonly settings: SecuritySettings;
}

/**
 * Signs somebody in by name and password. Guesses are counted by name, whether anybody has it or not, so that neither the
 * answer nor its time tells who exists; they are counted before the password is judged.
 */
export async function signIn(
  platform: Platform,
  input: { readonly signInName: string; readonly password: string },
  request: Pick<Caller, 'requestId'> = {},
): Promise<Result<BegunSession, SignInRefusal>> {
  const hashes = signInHashes(platform.ring(), normaliseSignInName(input.signInName));
  const holder = await platform.database.transaction(OUTSIDE, (transaction) => findSignIn(transaction, hashes));
  const { account, passwordHash, settings } = await lookUp(platform, holder);
  const nameHash = hashes.current === 0 ? hashes.hash0 : hashes.hash1;
  if (nameHash === null) throw new Error('the current look-up hash is missing');
  const subject = guessedAt('sign-in', nameHash);
  const locked = await admitGuess(platform, subject, settings);
  if (locked !== undefined) return fail(locked);
  const isRight =
    passwordHash === undefined
      ? await verifyAgainstNothing(platform.ring(), input.password)
      : await verifyPassword(platform.ring(), input.password, passwordHash);
  if (account === undefined) {
    await writeNothing(platform, subject);
    return fail({ code: 'sign-in-wrong' });
  }
  if (!isRight || account.state !== 'active') {
    await noteFailure(platform, account, isRight ? 'disabled' : 'password', request);
    return fail({ code: 'sign-in-wrong' });
  }
  await forgetGuesses(platform, subject);
  const newHash =
    passwordHash !== undefined && isOutdatedHash(passwordHash)
      ? await hashPassword(platform.ring(), input.password)
      : undefined;
  return await admit(platform, account, newHash, request);
}

async function lookUp(
  platform: Platform,
  holder: { readonly officeId: string; readonly accountId: string } | undefined,
): Promise<Candidate> {
  const officeId = holder?.officeId ?? NO_OFFICE;
  const accountId = holder?.accountId ?? NO_OFFICE;
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  return await platform.database.transaction(context, async (transaction) => ({
    account: await findAccount(transaction, officeId, accountId),
    passwordHash: (await findSecret(transaction, officeId, accountId))?.passwordHash,
    settings: await settingsOf(transaction, officeId),
  }));
}

async function admit(
  platform: Platform,
  { officeId, id, agencyId, unitId }: AccountRow,
  newHash: string | undefined,
  request: Pick<Caller, 'requestId'>,
): Promise<Result<BegunSession, SignInRefusal>> {
  const caller: Caller = { ...request, access: { scope: 'office', officeId, actorId: id } };
  const admitted = await perform(
    platform,
    caller,
    { name: 'sign-in', input: id },
    async (act): Promise<Result<BegunSession, SignInRefusal>> => {
      const account = await findAccount(act.transaction, officeId, id);
      if (account === undefined || account.state !== 'active') return fail({ code: 'sign-in-wrong' });
      const begun = await beginSession(act, account, { isProved: false });
      if (begun === undefined) return fail({ code: 'account-without-role' });
      if (newHash !== undefined) await setPassword(act.transaction, officeId, id, newHash, act.now);
      await act.audit({
        act: 'sign-in',
        objectKind: 'account',
        objectId: id,
        agencyId,
        ...(unitId === null ? {} : { unitId }),
      });
      return ok(begun);
    },
  );
  return admitted as Result<BegunSession, SignInRefusal>;
}

async function noteFailure(
  platform: Platform,
  { officeId, id, agencyId, unitId }: AccountRow,
  cause: 'password' | 'disabled',
  request: Pick<Caller, 'requestId'>,
): Promise<void> {
  const caller: Caller = { ...request, access: { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } };
  await perform(platform, caller, { name: 'fail-sign-in', input: id }, async (act) => {
    await act.audit({
      act: 'fail-sign-in',
      objectKind: 'account',
      objectId: id,
      agencyId,
      ...(unitId === null ? {} : { unitId }),
      detail: { cause },
    });
    return ok(undefined);
  });
}
