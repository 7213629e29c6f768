import { argon2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createKeyRing } from './key-ring.ts';
import { hashPassword, isOutdatedHash, verifyAgainstNothing, verifyPassword } from './password.ts';

const ring = createKeyRing();

test("argon2id of the system gives RFC 9106's test vector", () => {
  const tag = argon2Sync('argon2id', {
    message: Buffer.alloc(32, 1),
    nonce: Buffer.alloc(16, 2),
    secret: Buffer.alloc(8, 3),
    associatedData: Buffer.alloc(12, 4),
    memory: 32,
    passes: 3,
    parallelism: 4,
    tagLength: 32,
  });
  expect(tag.toString('hex')).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
});

test('a password belongs to its hash, and no other does', async () => {
  const hash = await hashPassword(ring, 'Zhang-3-feng');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await verifyPassword(ring, 'Zhang-3-feng', hash)).toBe(true);
  expect(await verifyPassword(ring, 'zhang-3-feng', hash)).toBe(false);
  expect(await verifyPassword(ring, '', hash)).toBe(false);
  expect(await hashPassword(ring, 'Zhang-3-feng')).not.toBe(hash);
});

test('a password typed in full-width letters is the same one', async () => {
  expect(await verifyPassword(ring, 'Ｚhang-3-feng', await hashPassword(ring, 'Zhang-3-feng'))).toBe(true);
});

test('a hash is worth nothing without the ring', async () => {
  expect(await verifyPassword(createKeyRing(), 'Zhang-3-feng', await hashPassword(ring, 'Zhang-3-feng'))).toBe(false);
});

test('a hash with other costs still verifies, and is told to be outdated', async () => {
  const hash = await hashPassword(ring, 'Zhang-3-feng');
  expect(isOutdatedHash(hash)).toBe(false);
  const old = hash.replace('t=2', 't=1');
  expect(isOutdatedHash(old)).toBe(true);
  expect(await verifyPassword(ring, 'Zhang-3-feng', old)).toBe(false);
});

test('a stored text that is no hash of ours is a broken invariant, and is not repeated', async () => {
  await expect(verifyPassword(ring, 'x', 'plain-secret')).rejects.toThrow(/^(?!.*plain-secret)/);
});

test('an unknown sign-in costs as much as a known one', async () => {
  const hash = await hashPassword(ring, 'Zhang-3-feng');
  // processor time, which other programs do not lengthen
  const leastMs = async (work: () => Promise<unknown>): Promise<number> => {
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 3; round++) {
      const from = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(from);
      least = Math.min(least, (user + system) / 1000);
    }
    return least;
  };
  expect(await verifyAgainstNothing(ring, 'Zhang-3-feng')).toBe(false);
  const known = await leastMs(() => verifyPassword(ring, 'wrong', hash));
  const unknown = await leastMs(() => verifyAgainstNothing(ring, 'wrong'));
  // an early return would be below one hundredth
  expect(unknown / known).toBeGreaterThan(0.2);
  expect(unknown / known).toBeLessThan(5);
});
