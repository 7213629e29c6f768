import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addVersion,
  createKeyRing,
  currentKey,
  deriveSecret,
  findKey,
  type KeyRing,
  otherKey,
  promoteVersion,
  readKeyRing,
  retireVersion,
  writeKeyRing,
} from './key-ring.ts';

function added(ring: KeyRing, purpose: 'sealing' | 'lookup' | 'token'): KeyRing {
  const result = addVersion(ring, purpose);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function promoted(ring: KeyRing, purpose: 'sealing' | 'lookup' | 'token'): KeyRing {
  const result = promoteVersion(ring, purpose);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

describe('a rotation', () => {
  test('makes nothing with the new version until it is promoted', () => {
    const ring = createKeyRing();
    const withNext = added(ring, 'lookup');
    expect(currentKey(withNext, 'lookup').version).toBe(1);
    expect(otherKey(withNext, 'lookup')?.version).toBe(2);
    const after = promoted(withNext, 'lookup');
    expect(currentKey(after, 'lookup').version).toBe(2);
    expect(otherKey(after, 'lookup')?.version).toBe(1);
    expect(findKey(after, 'lookup', 1)).toBe(currentKey(ring, 'lookup').key);
  });

  test('leaves the given ring, the root and the other purposes as they were', () => {
    const ring = createKeyRing();
    const before = writeKeyRing(ring);
    const after = promoted(added(ring, 'sealing'), 'sealing');
    expect(writeKeyRing(ring)).toBe(before);
    expect(after.root).toBe(ring.root);
    expect(after.keys.lookup).toBe(ring.keys.lookup);
  });

  test('does not begin before the one before it has ended: hashes have two columns, not three', () => {
    const after = promoted(added(createKeyRing(), 'token'), 'token');
    expect(addVersion(added(createKeyRing(), 'sealing'), 'sealing')).toEqual({
      ok: false,
      error: 'rotation-under-way',
    });
    expect(addVersion(after, 'token')).toEqual({ ok: false, error: 'rotation-under-way' });
    const retired = retireVersion(after, 'token', 1);
    expect(retired.ok && addVersion(retired.value, 'token').ok).toBe(true);
  });

  test('may keep several old sealing keys', () => {
    let ring = createKeyRing();
    for (let round = 0; round < 3; round++) ring = promoted(added(ring, 'sealing'), 'sealing');
    expect(ring.keys.sealing.versions.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });

  test('never retires what new values are made with, and never gives a number twice', () => {
    const ring = added(createKeyRing(), 'lookup');
    expect(retireVersion(ring, 'lookup', 1)).toEqual({ ok: false, error: 'version-in-use' });
    expect(retireVersion(ring, 'lookup', 2)).toEqual({ ok: false, error: 'version-in-use' });
    expect(promoteVersion(createKeyRing(), 'lookup')).toEqual({ ok: false, error: 'no-next-version' });
    const retired = retireVersion(promoted(ring, 'lookup'), 'lookup', 1);
    if (!retired.ok) throw new Error(retired.error);
    expect(retireVersion(retired.value, 'lookup', 1)).toEqual({ ok: false, error: 'unknown-version' });
    expect(otherKey(added(retired.value, 'lookup'), 'lookup')?.version).toBe(3);
  });
});

describe('a ring as text', () => {
  test('reads back the same, with a rotation under way', () => {
    const ring = added(promoted(added(createKeyRing(), 'sealing'), 'sealing'), 'lookup');
    const read = readKeyRing(writeKeyRing(ring));
    if (read === undefined) throw new Error('not read');
    expect(writeKeyRing(read)).toBe(writeKeyRing(ring));
    expect(deriveSecret(read, 'x')).toEqual(deriveSecret(ring, 'x'));
  });

  test('is not read when a part is missing, short, out of order or of another format', () => {
    const text = writeKeyRing(added(createKeyRing(), 'lookup'));
    const spoil = (change: (ring: ReturnType<typeof JSON.parse>) => void): KeyRing | undefined => {
      const json = JSON.parse(text);
      change(json);
      return readKeyRing(JSON.stringify(json));
    };
    expect(spoil(() => undefined)).toBeDefined();
    expect(spoil((json) => (json.format = 'tongzhou-key-ring/2'))).toBeUndefined();
    expect(spoil((json) => delete json.root)).toBeUndefined();
    expect(spoil((json) => delete json.keys.token)).toBeUndefined();
    expect(spoil((json) => (json.root = json.root.slice(4)))).toBeUndefined();
    expect(spoil((json) => (json.root = `${json.root} `))).toBeUndefined();
    expect(spoil((json) => (json.keys.lookup.current = 3))).toBeUndefined();
    expect(spoil((json) => json.keys.lookup.versions.reverse())).toBeUndefined();
    expect(spoil((json) => (json.keys.lookup.versions[0].version = 0))).toBeUndefined();
    expect(spoil((json) => (json.keys.sealing.versions[0].key = json.root))).toBeUndefined();
    for (const other of ['', 'null', '[]', '{}', text.slice(0, -3)]) expect(readKeyRing(other)).toBeUndefined();
  });
});

describe('secrets derived from the root', () => {
  test('are the same for the same label, also after rotations, and unrelated for another', () => {
    const ring = createKeyRing();
    const after = promoted(added(ring, 'sealing'), 'sealing');
    fc.assert(
      fc.property(fc.string(), fc.string(), (label, other) => {
        expect(deriveSecret(after, label)).toEqual(deriveSecret(ring, label));
        expect(deriveSecret(ring, label).equals(deriveSecret(ring, other))).toBe(label === other);
        expect(deriveSecret(createKeyRing(), label).equals(deriveSecret(ring, label))).toBe(false);
      }),
      { numRuns: 30 },
    );
    expect(deriveSecret(ring, 'cookie/1').length).toBe(32);
  });
});

test('a ring shows no key by inspection, as JSON, or as text', () => {
  const ring = added(createKeyRing(), 'lookup');
  const shown = `${inspect(ring, { showHidden: true, depth: 9 })}${JSON.stringify(ring)}${String(ring)}`;
  const keys = [ring.root, ...Object.values(ring.keys).flatMap(({ versions }) => versions.map(({ key }) => key))];
  expect(keys).toHaveLength(5);
  for (const key of keys)
    for (const encoding of ['hex', 'base64'] as const)
      expect(shown).not.toContain(key.export().toString(encoding).slice(0, 8));
});
