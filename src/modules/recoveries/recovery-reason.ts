import type { SealContext } from '#platform/cryptography/sealing.ts';

/** Where the reason of a recovery stands, sealed under the ring: it may name a person. */
export function reasonContext(officeId: string, recoveryId: string): SealContext {
  return { table: 'recovery', officeId, id: recoveryId };
}
