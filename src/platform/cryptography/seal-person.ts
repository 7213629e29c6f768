import { createHmac, type KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { type LookupHashes, lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { allNameTokens, type NameTokens } from '#platform/cryptography/name-tokens.ts';
import {
  createPersonKey,
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
}

/** What the database stores of a person in place of the secrets. */
export interface SealedPerson {
  readonly sealed: Buffer;
  readonly wrappedKey: Buffer;
  readonly residentIdHashes: LookupHashes;
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
  return ok({
    sealed: sealJson(key.value, personContext(officeId, personId), { name, residentId, phone, fields }),
    wrappedKey:
      person.wrappedKey === undefined ? wrapPersonKey(ring, keyContext, key.value) : Buffer.from(person.wrappedKey),
    residentIdHashes: lookupHashes(ring, 'resident-id', residentId),
    phoneHashes: phone === undefined ? undefined : lookupHashes(ring, 'phone', phone),
    nameTokens: allNameTokens(ring, name),
    particulars: markParticulars(key.value, [name, phone ?? '', JSON.stringify(fields)]),
  });
}

function markParticulars(personKey: KeyObject, values: readonly string[]): Buffer {
  const key = createHmac('sm3', personKey).update('person-particulars/1').digest();
  return Buffer.concat(
    values.map((value, at) => createHmac('sm3', key).update(`${at}\0${value}`).digest().subarray(0, MARK_BYTES)),
  );
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
