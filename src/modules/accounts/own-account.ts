import type { Caller } from '#platform/acts/act.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Platform } from '#platform/platform.ts';
import { type AccountFields, type AccountRow, accountContext } from './account-store.ts';
import type { ResolvedSession } from './resolve-session.ts';

/** The caller of what somebody does to his own account, before his second factor too. */
export function ownCaller(
  { officeId, accountId }: Pick<ResolvedSession, 'officeId' | 'accountId'>,
  request: Pick<Caller, 'requestId'> = {},
): Caller {
  return { ...request, access: { scope: 'office', officeId, actorId: accountId } };
}

/** Name, phone and sign-in name of an account. */
export function openAccountFields(platform: Platform, { officeId, id, sealed }: AccountRow): AccountFields {
  const fields = openWithRing<AccountFields>(platform.ring(), accountContext(officeId, id), sealed);
  if (!fields.ok) throw new Error(`an account does not open: ${fields.error}`);
  return fields.value;
}
