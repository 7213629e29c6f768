import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { addVersion, createKeyRing, type KeyRing, promoteVersion, retireVersion } from './key-ring.ts';
import { lookupHash, lookupHashes, onceHasher } from './lookup-hash.ts';

function must(result: ReturnType<typeof addVersion>): KeyRing {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

test('the same text has the same hash under a ring, another in each domain, and another under each ring', () => {
  const ring = createKeyRing();
  const hash = lookupHash(ring, 'phone', '13812345678');
  expect(hash).toHaveLength(32);
  expect(lookupHash(ring, 'phone', '13812345678')).toEqual(hash);
  expect(lookupHash(ring, 'card', '13812345678')).not.toEqual(hash);
  expect(lookupHash(ring, 'phone', '13812345679')).not.toEqual(hash);
  expect(lookupHash(createKeyRing(), 'phone', '13812345678')).not.toEqual(hash);
});

test('a hash is the HMAC-SM3 of domain, NUL and text', () => {
  const ring = createKeyRing();
  const key = ring.keys.lookup.versions[0]?.key.export() ?? Buffer.alloc(0);
  expect(lookupHash(ring, 'sign-in', '李雷')).toEqual(createHmac('sm3', key).update('sign-in\0李雷').digest());
});

test('through a rotation a row is found at every step by a process that is one step behind or ahead', () => {
  const before = createKeyRing();
  const added = must(addVersion(before, 'lookup'));
  const promoted = must(promoteVersion(added, 'lookup'));
  const retired = must(retireVersion(promoted, 'lookup', 1));
  const columns = (ring: KeyRing): ReadonlyMap<number, string> => {
    const { current, other } = lookupHashes(ring, 'phone', '13812345678');
    return new Map(
      [current, other]
        .filter((each) => each !== undefined)
        .map((each) => [each.version % 2, each.hash.toString('hex')]),
    );
  };
  const looksFor = (ring: KeyRing): [number, string] => {
    const { current } = lookupHashes(ring, 'phone', '13812345678');
    return [current.version % 2, current.hash.toString('hex')];
  };
  const steps = [before, added, promoted, retired];
  for (const [at, writer] of steps.entries()) {
    for (const reader of steps.slice(Math.max(at - 1, 0), at + 2)) {
      const [column, hash] = looksFor(reader);
      expect(columns(writer).get(column)).toBe(hash);
    }
  }
  expect(columns(added).size).toBe(2);
  expect(columns(retired).size).toBe(1);
});

test('what comes in once has the same hash before and after every rotation, another in each kind and installation', () => {
  const ring = createKeyRing();
  const added = addVersion(ring, 'lookup');
  if (!added.ok) throw new Error(added.error);
  const hash = onceHasher(ring, 'bank-entry/1')('R1');
  expect(onceHasher(added.value, 'bank-entry/1')('R1')).toEqual(hash);
  expect(onceHasher(ring, 'settlement/1')('R1')).not.toEqual(hash);
  expect(onceHasher(createKeyRing(), 'bank-entry/1')('R1')).not.toEqual(hash);
  expect(hash).toHaveLength(32);
});
