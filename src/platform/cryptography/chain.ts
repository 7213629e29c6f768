import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '#platform/cryptography/canonical-json.ts';
import { deriveSecret, type KeyRing } from '#platform/cryptography/key-ring.ts';

/** A batch of rows of the audit trail, as one link of its chain. */
export interface ChainedBatch {
  /** Which chain: an office's, or the installation's own. */
  readonly chain: string;
  /** 1, 2, 3, … without a gap. */
  readonly number: number;
  /** Merkle root over the rows in their order. */
  readonly root: Buffer;
  readonly count: number;
  /** Keys of the first and of the last row, as texts. */
  readonly first: string;
  readonly last: string;
  /** Instant of sealing, ISO 8601 in UTC. */
  readonly at: string;
}

const LINK = 'tongzhou audit link/1\0';

/** What the first batch of a chain follows. */
export const START_OF_CHAIN: Buffer = Buffer.alloc(32);

/**
 * SM3 over the link before and all that the batch says: whoever changes a row, or takes a batch out, must change every
 * later link.
 */
export function nextLink(previous: Buffer, batch: ChainedBatch): Buffer {
  if (previous.length !== 32 || batch.root.length !== 32) throw new RangeError('a link and a root have 32 bytes');
  const said = canonicalJson({ ...batch, root: batch.root.toString('hex') });
  return hash('sm3', Buffer.concat([Buffer.from(LINK), previous, Buffer.from(said)]), 'buffer');
}

/**
 * The link under a key that is not in the database: a superuser there can compute a changed chain anew, not its seals.
 */
export function sealLink(ring: KeyRing, link: Buffer): Buffer {
  return createHmac('sm3', deriveSecret(ring, 'audit-chain/1')).update(link).digest();
}

export function isSealOfLink(ring: KeyRing, link: Buffer, seal: Buffer): boolean {
  return seal.length === 32 && timingSafeEqual(sealLink(ring, link), seal);
}
