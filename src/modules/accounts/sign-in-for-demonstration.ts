import { fail, ok, type Result } from '#kernel/result.ts';
import { perform } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { findAccount } from './account-store.ts';
import { type BegunSession, beginSession } from './begin-session.ts';
import { ownCaller } from './own-account.ts';

/**
 * Signs in without password or second factor. For a demonstration on this machine and its own data only: the caller answers
 * for that.
 */
export async function signInForDemonstration(
  platform: Platform,
  account: { readonly officeId: string; readonly accountId: string },
): Promise<Result<BegunSession, { readonly code: 'account-not-found' }>> {
  const signedIn = await perform(
    platform,
    ownCaller(account),
    { name: 'sign-in-for-demonstration', input: account },
    async (act): Promise<Result<BegunSession, { readonly code: 'account-not-found' }>> => {
      const row = await findAccount(act.transaction, account.officeId, account.accountId);
      const begun = row?.state === 'active' ? await beginSession(act, row, { isProved: true }) : undefined;
      if (begun === undefined) return fail({ code: 'account-not-found' });
      await act.audit({ act: 'sign-in-for-demonstration', objectKind: 'account', objectId: account.accountId });
      return ok(begun);
    },
  );
  return signedIn as Result<BegunSession, { readonly code: 'account-not-found' }>;
}
