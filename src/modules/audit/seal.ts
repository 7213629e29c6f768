import { type ChainedBatch, isSealOfLink, nextLink, sealLink } from '#platform/cryptography/chain.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { leafHash, merkleRoot } from '#platform/cryptography/merkle.ts';
import type { RowKey } from './audited-row.ts';

/** A row as its seal remembers it. */
export interface Leaf extends RowKey {
  readonly rowHash: Buffer;
}

/** A batch of rows as a link of its office's chain. */
export interface Seal {
  readonly number: number;
  readonly first: RowKey;
  readonly last: RowKey;
  readonly rowCount: number;
  readonly leaves: Buffer;
  readonly root: Buffer;
  readonly previousLink: Buffer;
  readonly link: Buffer;
  readonly linkSeal: Buffer;
  readonly sealedAt: number;
}

const LEAF_BYTES = 48;
const TRANSACTION_AT = 8;
const HASH_AT = 16;

/** The link that follows `previousLink`: these rows, in their order, at least one. */
export function makeSeal(
  ring: KeyRing,
  officeId: string,
  leaves: readonly Leaf[],
  { number, previousLink, sealedAt }: Pick<Seal, 'number' | 'previousLink' | 'sealedAt'>,
): Seal {
  const [first, last] = [leaves[0], leaves.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('nothing to seal');
  const bytes = packLeaves(leaves);
  const unlinked = {
    number,
    first: { transactionId: first.transactionId, id: first.id },
    last: { transactionId: last.transactionId, id: last.id },
    rowCount: leaves.length,
    leaves: bytes,
    root: rootOf(bytes),
    previousLink,
    sealedAt,
  };
  const link = linkOf(officeId, unlinked);
  return { ...unlinked, link, linkSeal: sealLink(ring, link) };
}

/** Whether the seal is one that this installation's sealer made for this office, in every part. */
export function isGenuine(ring: KeyRing, officeId: string, seal: Seal): boolean {
  return (
    seal.leaves.length === LEAF_BYTES * seal.rowCount &&
    rootOf(seal.leaves).equals(seal.root) &&
    linkOf(officeId, seal).equals(seal.link) &&
    isSealOfLink(ring, seal.link, seal.linkSeal)
  );
}

/** The rows that a seal covers, in their order. */
export function* leavesOf(seal: Seal): Generator<Leaf> {
  for (let at = 0; at < seal.leaves.length; at += LEAF_BYTES) {
    yield {
      id: Number(seal.leaves.readBigUInt64BE(at)),
      transactionId: String(seal.leaves.readBigUInt64BE(at + TRANSACTION_AT)),
      rowHash: seal.leaves.subarray(at + HASH_AT, at + LEAF_BYTES),
    };
  }
}

function packLeaves(leaves: readonly Leaf[]): Buffer {
  const bytes = Buffer.alloc(LEAF_BYTES * leaves.length);
  leaves.forEach(({ id, transactionId, rowHash }, index) => {
    const at = index * LEAF_BYTES;
    bytes.writeBigUInt64BE(BigInt(id), at);
    bytes.writeBigUInt64BE(BigInt(transactionId), at + TRANSACTION_AT);
    rowHash.copy(bytes, at + HASH_AT);
  });
  return bytes;
}

function rootOf(leaves: Buffer): Buffer {
  const hashes: Buffer[] = [];
  for (let at = 0; at < leaves.length; at += LEAF_BYTES) hashes.push(leafHash(leaves.subarray(at, at + LEAF_BYTES)));
  return merkleRoot(hashes);
}

function linkOf(officeId: string, seal: Omit<Seal, 'link' | 'linkSeal'>): Buffer {
  const batch: ChainedBatch = {
    chain: officeId,
    number: seal.number,
    root: seal.root,
    count: seal.rowCount,
    first: `${seal.first.transactionId} ${seal.first.id}`,
    last: `${seal.last.transactionId} ${seal.last.id}`,
    at: new Date(seal.sealedAt).toISOString(),
  };
  return nextLink(seal.previousLink, batch);
}
