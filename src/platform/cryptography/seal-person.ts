import { fail, ok, type Result } from '#kernel/result.ts';
import { hmacSm3 } from '#platform/cryptography/hmac-sm3.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { type LookupHashes, lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { allNameTokens, type NameTokens } from '#platform/cryptography/name-tokens.ts';
import {
  createPersonKey,
  type DataKey,
  openJson,
  type SealContext,
  type SealFault,
  sealJson,
  unwrapPersonKey,
  wrapPersonKey,
} from '#platform/cryptography/sealing.ts';

/** What is sealed of a person, in one value. Numbers are normalised already, so that they are found again. */
export interface PersonSecrets {
  readonly name: string;
  readonly residentId: string;
  readonly phone: string | undefined;
  /** Whatever else is to be read only with the person's key, as JSON: card, address, … */
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface PersonToSeal extends PersonSecrets {
  readonly officeId: string | number | bigint;
  readonly personId: string;
  /** The key of a person who is there already, as stored; a new one gets a new key. */
  readonly wrappedKey: Uint8Array | undefined;
  /** What is sealed of him now: where it says just the same, it stays. */
  readonly sealedBefore?: Uint8Array | undefined;
}

/** What the database stores of a person in place of the secrets. */
export interface SealedPerson {
  readonly sealed: Buffer;
  /** `sealed` is what was given as sealed before. */
  readonly isAsBefore: boolean;
  readonly wrappedKey: Buffer;
  readonly phoneHashes: LookupHashes | undefined;
  readonly nameTokens: readonly NameTokens[];
  /**
   * {@link MARK_BYTES} each of name, phone and further fields, under the person's own key: equal where the values are.
   * Says nothing of anybody whose key was deleted.
   */
  readonly particulars: Buffer;
}

/** Two values of one person meet by chance once in 2^64. */
export const MARK_BYTES = 8;

/** Where the key of a person stands. */
export function personKeyContext(officeId: SealContext['officeId'], personId: string): SealContext {
  return { table: 'person_key', officeId, id: personId };
}

/** Where the sealed value of a person stands. */
export function personContext(officeId: SealContext['officeId'], personId: string): SealContext {
  return { table: 'person', officeId, id: personId };
}

/** Seals a person. Fails only where there is a `wrappedKey` and it is not this person's. */
export function sealPerson(ring: KeyRing, person: PersonToSeal): Result<SealedPerson, SealFault> {
  const { officeId, personId, name, residentId, phone, fields } = person;
  const keyContext = personKeyContext(officeId, personId);
  const key =
    person.wrappedKey === undefined ? ok(createPersonKey()) : unwrapPersonKey(ring, keyContext, person.wrappedKey);
  if (!key.ok) return fail(key.error);
  const context = personContext(officeId, personId);
  const secrets = { name, residentId, phone, fields };
  const kept = keptSeal(key.value, context, person.sealedBefore, secrets);
  return ok({
    sealed: kept ?? sealJson(key.value, context, secrets),
    isAsBefore: kept !== undefined,
    wrappedKey:
      person.wrappedKey === undefined ? wrapPersonKey(ring, keyContext, key.value) : Buffer.from(person.wrappedKey),
    phoneHashes: phone === undefined ? undefined : lookupHashes(ring, 'phone', phone),
    nameTokens: allNameTokens(ring, name),
    particulars: markParticulars(key.value, [name, phone ?? '', JSON.stringify(fields)]),
  });
}

/** The stored value, where it opens and says just these secrets. */
function keptSeal(
  key: DataKey,
  context: SealContext,
  sealed: Uint8Array | undefined,
  secrets: PersonSecrets,
): Buffer | undefined {
  if (sealed === undefined) return undefined;
  const opened = openJson<PersonSecrets>(key, context, sealed);
  return opened.ok && JSON.stringify(opened.value) === JSON.stringify(secrets) ? Buffer.from(sealed) : undefined;
}

function markParticulars(personKey: DataKey, values: readonly string[]): Buffer {
  const mark = hmacSm3(hmacSm3(personKey)('person-particulars/1'));
  return Buffer.concat(values.map((value, at) => mark(`${at}\0${value}`).subarray(0, MARK_BYTES)));
}

export function openPerson(
  ring: KeyRing,
  stored: {
    readonly officeId: SealContext['officeId'];
    readonly personId: string;
    readonly wrappedKey: Uint8Array;
    readonly sealed: Uint8Array;
  },
): Result<PersonSecrets, SealFault> {
  const key = unwrapPersonKey(ring, personKeyContext(stored.officeId, stored.personId), stored.wrappedKey);
  if (!key.ok) return key;
  return openJson<PersonSecrets>(key.value, personContext(stored.officeId, stored.personId), stored.sealed);
}
