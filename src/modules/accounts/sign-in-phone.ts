import { openWithRing } from '#platform/cryptography/sealing.ts';
import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { type AccountFields, accountContext, findMemberAccount } from './account-store.ts';
import type { MemberCandidate } from './member-candidate.ts';
import { type AskedPhone, openRequest } from './member-request.ts';
import { findGrantedPhone } from './member-request-store.ts';

/**
 * The phone to which a member's codes go: the one that his agency granted last, else the one with which he signed in for
 * the first time. A roster that gives another number changes neither. `undefined` before his first sign-in.
 */
export async function signInPhoneOf(
  platform: Platform,
  { officeId, personId }: Pick<MemberCandidate, 'officeId' | 'personId'>,
): Promise<string | undefined> {
  if (personId === undefined) return undefined;
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  return await platform.database.transaction(context, async (transaction) => {
    const granted = await findGrantedPhone(transaction, officeId, personId);
    if (granted !== undefined && granted.wrappedKey !== null) {
      const at = { officeId, requestId: granted.id, personId, wrappedKey: granted.wrappedKey };
      return openRequest<AskedPhone>(platform.ring(), at, granted.sealed, 'asked').phone;
    }
    const account = await findMemberAccount(transaction, officeId, personId);
    if (account === undefined) return undefined;
    const fields = openWithRing<AccountFields>(platform.ring(), accountContext(officeId, account.id), account.sealed);
    if (!fields.ok) throw new Error(`an account does not open: ${fields.error}`);
    return fields.value.phone === '' ? undefined : fields.value.phone;
  });
}
