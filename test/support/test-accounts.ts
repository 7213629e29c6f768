import type { Role } from '#contracts/permissions.ts';
import { acceptInvitation, inviteAccount } from '#modules/accounts/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { must } from './scheme-fixture.ts';

export interface TestAccount {
  readonly officeId: string;
  readonly accountId: string;
  readonly signInName: string;
  readonly password: string;
}

/** Passes the policy for every name that the tests choose. */
export const TEST_PASSWORD = 'Kuai-Ma-7-Bai-Tuo';

let phones = 0;

/** A mobile number that no other call gives. */
export function newPhone(): string {
  phones += 1;
  return `137${String(phones).padStart(8, '0')}`;
}

/** An account of that role, invited and accepted. */
export async function openTestAccount(
  platform: Platform,
  inviter: Caller,
  signInName: string,
  at: { readonly role: Role; readonly agencyId?: string; readonly unitId?: string; readonly phone?: string },
): Promise<TestAccount> {
  const { code } = must(await inviteAccount(platform, inviter, { name: '试用人', phone: newPhone(), ...at }));
  const { officeId, accountId } = must(await acceptInvitation(platform, { code, signInName, password: TEST_PASSWORD }));
  return { officeId, accountId, signInName, password: TEST_PASSWORD };
}
