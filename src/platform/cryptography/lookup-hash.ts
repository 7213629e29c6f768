import type { KeyObject } from 'node:crypto';
import { hmacSm3, keptHmacSm3 } from '#platform/cryptography/hmac-sm3.ts';
import { currentKey, deriveSecret, type KeyRing, type KeyVersion, otherKey } from '#platform/cryptography/key-ring.ts';

/** What kind of text is looked up: the same text in two domains has two unrelated hashes. */
export type LookupDomain = 'resident-id' | 'phone' | 'card' | 'sign-in' | 'unit-code' | 'invitation' | 'session';

/** 32 bytes and the version of the key that they were made with. */
export interface LookupHash {
  readonly version: number;
  readonly hash: Buffer;
}

/** While the key rotates a text has two hashes, and its row two columns: the hash of version n stands in column n mod 2. */
export interface LookupHashes {
  readonly current: LookupHash;
  /** Of the next version, or after its promotion of the one before, until that is retired. */
  readonly other: LookupHash | undefined;
}

/**
 * By what an encrypted text is found: HMAC-SM3 under the current `lookup` key.
 *
 * The text must be normalised already (`parseResidentId`, `parseMobilePhone`, …): every difference gives another hash.
 */
export function lookupHash(ring: KeyRing, domain: LookupDomain, normalisedText: string): Buffer {
  return hashWith(currentKey(ring, 'lookup').key, domain, normalisedText);
}

/** Both hashes of a text, for writing a row and for looking one up while processes change from one version to the next. */
export function lookupHashes(ring: KeyRing, domain: LookupDomain, normalisedText: string): LookupHashes {
  const withVersion = ({ version, key }: KeyVersion): LookupHash => ({
    version,
    hash: hashWith(key, domain, normalisedText),
  });
  const other = otherKey(ring, 'lookup');
  return {
    current: withVersion(currentKey(ring, 'lookup')),
    other: other === undefined ? undefined : withVersion(other),
  };
}

function hashWith(key: KeyObject, domain: LookupDomain, text: string): Buffer {
  return keptHmacSm3(key)(`${domain}\0${text}`);
}

/**
 * Hashes by which something comes in once and never again, of one kind (`bank-entry/1`): under a key that follows from the
 * ring's root and so never changes. What came before a rotation is known after it.
 */
export function onceHasher(ring: KeyRing, kind: string): (text: string) => Buffer {
  return hmacSm3(deriveSecret(ring, kind));
}
