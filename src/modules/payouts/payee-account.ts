import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { personKeyContext } from '#platform/cryptography/seal-person.ts';
import { openJson, type SealContext, sealJson, unwrapPersonKey } from '#platform/cryptography/sealing.ts';

/** Where a benefit goes. */
export interface PayeeAccount {
  readonly holder: string;
  readonly cardNumber: string;
  readonly bankName: string;
  /** 联行号; empty where it is not known. */
  readonly bankNumber: string;
}

/** Whose account it is, and with which key it is sealed. */
export interface AccountKey {
  readonly officeId: string;
  readonly personId: string;
  readonly wrappedKey: Uint8Array;
  /** The account's. */
  readonly id: string;
}

export function sealAccount(ring: KeyRing, key: AccountKey, account: PayeeAccount): Buffer {
  return sealJson(personKeyOf(ring, key), accountContext(key), account);
}

/** Throws where it does not open: the row was tampered with. */
export function openAccount(ring: KeyRing, key: AccountKey, sealed: Uint8Array): PayeeAccount {
  const account = openJson<PayeeAccount>(personKeyOf(ring, key), accountContext(key), sealed);
  if (!account.ok) throw new Error(`a payee's account does not open: ${account.error}`);
  return account.value;
}

function personKeyOf(ring: KeyRing, { officeId, personId, wrappedKey }: AccountKey): Parameters<typeof sealJson>[0] {
  const key = unwrapPersonKey(ring, personKeyContext(officeId, personId), wrappedKey);
  if (!key.ok) throw new Error(`a person's key does not open: ${key.error}`);
  return key.value;
}

function accountContext({ officeId, id }: AccountKey): SealContext {
  return { table: 'payee_account', officeId, id };
}
