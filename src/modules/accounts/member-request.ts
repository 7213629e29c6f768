import { createHmac } from 'node:crypto';
import { deriveSecret, type KeyRing } from '#platform/cryptography/key-ring.ts';
import { personKeyContext } from '#platform/cryptography/seal-person.ts';
import { type DataKey, openJson, type SealContext, sealJson, unwrapPersonKey } from '#platform/cryptography/sealing.ts';
import type { MemberIdentity } from './member-candidate.ts';

export type Kinship = 'spouse' | 'parent' | 'child';

/** What a relative says of himself and of the one who died. */
export interface AskedByRelative extends MemberIdentity {
  readonly phone: string;
  readonly kinship: Kinship;
  /** YYYY-MM-DD */
  readonly diedOn: string;
}

/** Another telephone for a member's sign-in, and why. */
export interface AskedPhone {
  readonly phone: string;
  readonly reason: string;
}

/** Whose request something sealed is. */
export interface RequestSeal {
  readonly officeId: string;
  readonly requestId: string;
  readonly personId: string;
  readonly wrappedKey: Uint8Array;
}

export function sealRequest(ring: KeyRing, at: RequestSeal, value: unknown, part: 'asked' | 'finding'): Buffer {
  return sealJson(keyOf(ring, at), contextOf(at, part), value);
}

export function openRequest<T>(ring: KeyRing, at: RequestSeal, sealed: Uint8Array, part: 'asked' | 'finding'): T {
  const opened = openJson<T>(keyOf(ring, at), contextOf(at, part), sealed);
  if (!opened.ok) throw new Error(`a member's request does not open: ${opened.error}`);
  return opened.value;
}

/** By what a relative is found: under a key that is never rotated. */
export function relativeIdentity(ring: KeyRing, { name, residentId }: MemberIdentity): Buffer {
  return createHmac('sm3', deriveSecret(ring, 'relative/1')).update(`${residentId}\0${name}`).digest();
}

function contextOf({ officeId, requestId }: RequestSeal, part: 'asked' | 'finding'): SealContext {
  return { table: part === 'asked' ? 'member_request' : 'member_request_finding', officeId, id: requestId };
}

function keyOf(ring: KeyRing, { officeId, personId, wrappedKey }: RequestSeal): DataKey {
  const key = unwrapPersonKey(ring, personKeyContext(officeId, personId), wrappedKey);
  if (!key.ok) throw new Error(`a person's key does not open: ${key.error}`);
  return key.value;
}
