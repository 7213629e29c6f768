import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inclusionProof, isIncluded, leafHash, merkleRoot } from './merkle.ts';

const sm3 = (...parts: readonly Uint8Array[]): Buffer => createHash('sm3').update(Buffer.concat(parts)).digest();

/** RFC 6962, 2.1, word for word: halves split at the largest power of two below the count. */
function rootByDefinition(rows: readonly string[]): Buffer {
  const [only] = rows;
  if (only === undefined) return sm3();
  if (rows.length === 1) return sm3(Buffer.of(0), Buffer.from(only));
  let half = 1;
  while (half * 2 < rows.length) half *= 2;
  return sm3(Buffer.of(1), rootByDefinition(rows.slice(0, half)), rootByDefinition(rows.slice(half)));
}

const rows = fc.array(fc.string({ maxLength: 5 }), { maxLength: 40 });

describe('a Merkle root', () => {
  test('is that of RFC 6962 with SM3, for every number of rows', () => {
    fc.assert(
      fc.property(rows, (list) => {
        expect(merkleRoot(list.map(leafHash))).toEqual(rootByDefinition(list));
      }),
    );
  });

  test('changes when a row changes, goes, comes or changes its place', () => {
    const list = Array.from({ length: 9 }, (_, at) => `row ${at}`);
    const lists = [
      list,
      ...list.map((_, at) => list.with(at, 'other')),
      ...list.map((_, at) => list.toSpliced(at, 1)),
      ...list.map((_, at) => list.toSpliced(at, 0, 'more')),
      ...list.slice(1).map((row, at) => list.with(at, row).with(at + 1, list[at] ?? '')),
      [...list, list[8] ?? ''],
    ];
    const roots = new Set(lists.map((each) => merkleRoot(each.map(leafHash)).toString('hex')));
    expect(roots.size).toBe(lists.length);
  });

  test('of two rows is not the leaf that their hashes would make', () => {
    const [left, right] = [leafHash('a'), leafHash('b')];
    expect(merkleRoot([left, right])).not.toEqual(leafHash(Buffer.concat([left, right])));
  });
});

describe('a proof of inclusion', () => {
  test('shows every row in its place, and in no other', () => {
    for (let count = 1; count <= 18; count++) {
      const leaves = Array.from({ length: count }, (_, at) => leafHash(`row ${at}`));
      const root = merkleRoot(leaves);
      for (const [index, leaf] of leaves.entries()) {
        const proof = inclusionProof(leaves, index);
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(count)));
        expect(isIncluded(root, { leaf, index, count }, proof)).toBe(true);
        const others = leaves.map((_, other) => other).filter((other) => other !== index);
        expect(others.filter((other) => isIncluded(root, { leaf, index: other, count }, proof))).toEqual([]);
      }
    }
  });

  test('shows no other row, and fails with a hash changed, missing or too many', () => {
    const leaves = Array.from({ length: 21 }, (_, at) => leafHash(`row ${at}`));
    const root = merkleRoot(leaves);
    fc.assert(
      fc.property(fc.nat({ max: 20 }), fc.nat(), fc.nat({ max: 255 }), (index, at, bit) => {
        const leaf = leaves[index] ?? Buffer.alloc(0);
        const proof = inclusionProof(leaves, index);
        const place = { leaf, index, count: 21 };
        const changed = Buffer.from(proof[at % proof.length] ?? Buffer.alloc(32));
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(isIncluded(root, { ...place, leaf: leafHash('other') }, proof)).toBe(false);
        expect(isIncluded(root, place, proof.with(at % proof.length, changed))).toBe(false);
        expect(isIncluded(root, place, proof.slice(1))).toBe(false);
        expect(isIncluded(root, place, [...proof, changed])).toBe(false);
        expect(isIncluded(root, { ...place, index: -1 }, proof)).toBe(false);
        expect(isIncluded(root, { ...place, index: 21 }, proof)).toBe(false);
      }),
    );
    expect(() => inclusionProof(leaves, 21)).toThrow(RangeError);
  });
});
