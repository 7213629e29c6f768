import { fail, ok, type Result } from '#kernel/result.ts';
import { type Act, type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { sqlState } from '#platform/database/database.ts';
import type { Platform } from '#platform/platform.ts';
import { type AccountRow, getSignInHashes, lockAccount, setAccountState } from './account-store.ts';
import { deleteGuesses } from './attempt-store.ts';
import { guessedAt } from './attempts.ts';
import { setTotp } from './secret-store.ts';
import { deleteSessionsOf } from './session-store.ts';

export interface AccountToAdminister {
  readonly accountId: string;
  /** Goes into the trail, sealed. */
  readonly reason: string;
}

/** In order of precedence. */
export type AdministerAccountRefusal =
  | { readonly code: 'not-of-the-administration' }
  | { readonly code: 'own-account' }
  | { readonly code: 'account-not-found' };

type Outcome = Promise<Result<undefined, AdministerAccountRefusal | IdempotencyRefusal>>;

/** Disables an account: it signs in no more, and its sessions end. Its roles stay with it. */
export function disableAccount(platform: Platform, caller: Caller, input: AccountToAdminister): Outcome {
  return administer(platform, caller, 'disable-account', input, async (act, account) => {
    await setAccountState(act.transaction, account, 'disabled');
    await deleteSessionsOf(act.transaction, account.officeId, account.id);
  });
}

/**
 * Lets a disabled account sign in again. Refused as `person-holds-apart-role` where its holder has meanwhile opened an
 * account that must be apart.
 */
export async function enableAccount(
  platform: Platform,
  caller: Caller,
  input: AccountToAdminister,
): Promise<
  Result<undefined, AdministerAccountRefusal | IdempotencyRefusal | { readonly code: 'person-holds-apart-role' }>
> {
  try {
    return await administer(platform, caller, 'enable-account', input, (act, account) =>
      setAccountState(act.transaction, account, 'active'),
    );
  } catch (error) {
    if (sqlState(error) === '23P01' || sqlState(error) === '23505') return fail({ code: 'person-holds-apart-role' });
    throw error;
  }
}

/** Forgets the wrong guesses at an account's sign-in and second factor, so that it need not wait. */
export function unlockAccount(platform: Platform, caller: Caller, input: AccountToAdminister): Outcome {
  return administer(platform, caller, 'unlock-account', input, async (act, { officeId, id }) => {
    const { hash0, hash1 } = await getSignInHashes(act.transaction, officeId, id);
    for (const hash of [hash0, hash1]) {
      if (hash !== null) await deleteGuesses(act.transaction, guessedAt('sign-in', hash));
    }
    await deleteGuesses(act.transaction, guessedAt('second-factor', id));
    await deleteGuesses(act.transaction, guessedAt('password', id));
  });
}

/** Takes away a second factor that was lost: sessions end, and the next sign-in sets up another. */
export function resetSecondFactor(platform: Platform, caller: Caller, input: AccountToAdminister): Outcome {
  return administer(platform, caller, 'reset-second-factor', input, async (act, { officeId, id }) => {
    await setTotp(act.transaction, officeId, id, null);
    await deleteSessionsOf(act.transaction, officeId, id);
  });
}

/** The frame of them all: an administrator, never at his own account, with a reason. */
function administer(
  platform: Platform,
  caller: Caller,
  name: string,
  input: AccountToAdminister,
  work: (act: Act, account: AccountRow) => Promise<void>,
): Outcome {
  return perform(
    platform,
    caller,
    { name, input },
    async (act): Promise<Result<undefined, AdministerAccountRefusal>> => {
      if (caller.access.scope !== 'administration') return fail({ code: 'not-of-the-administration' });
      if (input.accountId === act.actorId) return fail({ code: 'own-account' });
      const account = await lockAccount(act.transaction, act.officeId, input.accountId);
      if (account === undefined) return fail({ code: 'account-not-found' });
      await work(act, account);
      await act.audit({
        act: name,
        objectKind: 'account',
        objectId: account.id,
        agencyId: account.agencyId,
        ...(account.unitId === null ? {} : { unitId: account.unitId }),
        personal: { reason: input.reason },
      });
      return ok(undefined);
    },
  );
}
