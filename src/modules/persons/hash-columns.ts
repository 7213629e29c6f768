import { currentKey, type KeyRing } from '#platform/cryptography/key-ring.ts';
import type { LookupHashes } from '#platform/cryptography/lookup-hash.ts';

/** A text's look-up hashes as their two columns hold them: that of key version n in the column n mod 2. */
export interface HashColumns {
  readonly hash0: Buffer | null;
  readonly hash1: Buffer | null;
  /** The column of the current version: the one to look up by. */
  readonly current: 0 | 1;
}

export function hashColumns({ current, other }: LookupHashes): HashColumns {
  const isEven = current.version % 2 === 0;
  return {
    hash0: isEven ? current.hash : (other?.hash ?? null),
    hash1: isEven ? (other?.hash ?? null) : current.hash,
    current: isEven ? 0 : 1,
  };
}

/** The column in which the current version's hashes of resident IDs stand. */
export function lookUpColumn(ring: KeyRing): 0 | 1 {
  return currentKey(ring, 'lookup').version % 2 === 0 ? 0 : 1;
}

/** The first 16 bytes of a person's hash, by which the nationwide directory knows him; `null` stays `null`. */
export function personKeyOf(hash: Uint8Array): string;
export function personKeyOf(hash: Uint8Array | null): string | null;
export function personKeyOf(hash: Uint8Array | null): string | null {
  if (hash === null) return null;
  const hex = Buffer.from(hash.buffer, hash.byteOffset, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
