import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { openAccount } from './payee-account.ts';
import { findStandingAccount } from './payee-account-store.ts';

/** A card as its owner sees it again. */
export interface OwnPayeeAccount {
  readonly bankName: string;
  /** The last four digits. */
  readonly cardTail: string;
  readonly registeredAt: number;
}

const TAIL_DIGITS = 4;

/** The card of the person who asks; `undefined` where he has registered none. */
export async function findOwnPayeeAccount(
  platform: Platform,
  { access }: Caller,
): Promise<OwnPayeeAccount | undefined> {
  if (access.scope !== 'person') return undefined;
  const { officeId, personId } = access;
  const row = await platform.database.transaction(access, (transaction) =>
    findStandingAccount(transaction, officeId, personId),
  );
  if (row === undefined || row.wrappedKey === null) return undefined;
  const { id, wrappedKey, sealed, registeredAt } = row;
  const { bankName, cardNumber } = openAccount(platform.ring(), { officeId, personId, wrappedKey, id }, sealed);
  return { bankName, cardTail: cardNumber.slice(-TAIL_DIGITS), registeredAt };
}
