import { hash } from 'node:crypto';

/**
 * The tree of RFC 6962 with SM3: its root stands for a list of rows in their order, and a proof of a few hashes shows
 * that one row is in it.
 *
 * Leaves and nodes are hashed with different first bytes, so that no node can be passed off as a leaf.
 */
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** SM3 over the bytes of one row. */
export function leafHash(row: Uint8Array | string): Buffer {
  return sm3(LEAF, typeof row === 'string' ? Buffer.from(row) : row);
}

/** The root over leaf hashes in their order; over none, SM3 of nothing. */
export function merkleRoot(leafHashes: readonly Buffer[]): Buffer {
  if (leafHashes.length === 0) return sm3();
  let level = leafHashes;
  while (level.length > 1) level = levelAbove(level);
  return level[0] ?? sm3();
}

/** The hashes beside the way from one leaf up to the root, lowest first. */
export function inclusionProof(leafHashes: readonly Buffer[], index: number): readonly Buffer[] {
  if (!Number.isInteger(index) || index < 0 || index >= leafHashes.length) throw new RangeError('no such leaf');
  const proof: Buffer[] = [];
  let level = leafHashes;
  for (let at = index; level.length > 1; at >>= 1) {
    const beside = level[at ^ 1];
    if (beside !== undefined) proof.push(beside);
    level = levelAbove(level);
  }
  return proof;
}

/** Whether the proof shows that the leaf stands at `index` among the `count` leaves of the root. */
export function isIncluded(
  root: Buffer,
  { leaf, index, count }: { readonly leaf: Buffer; readonly index: number; readonly count: number },
  proof: readonly Buffer[],
): boolean {
  if (!Number.isInteger(index) || index < 0 || index >= count) return false;
  let hash = leaf;
  let used = 0;
  let at = index;
  for (let last = count - 1; last > 0; last >>= 1) {
    const isLeft = at % 2 === 0;
    if (!isLeft || at < last) {
      const beside = proof[used++];
      if (beside === undefined) return false;
      hash = isLeft ? nodeHash(hash, beside) : nodeHash(beside, hash);
    }
    at >>= 1;
  }
  return used === proof.length && hash.equals(root);
}

/** Neighbours joined; a last one without a neighbour rises as it is, which gives the same root as RFC 6962's halves. */
function levelAbove(level: readonly Buffer[]): readonly Buffer[] {
  const above: Buffer[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at], level[at + 1]];
    if (left !== undefined) above.push(right === undefined ? left : nodeHash(left, right));
  }
  return above;
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return sm3(NODE, left, right);
}

function sm3(...parts: readonly Uint8Array[]): Buffer {
  return hash('sm3', Buffer.concat(parts), 'buffer');
}
