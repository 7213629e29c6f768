import { createCipheriv, createHash, createHmac, createSecretKey } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addVersion, createKeyRing, type KeyRing, promoteVersion, retireVersion } from './key-ring.ts';
import {
  createPersonKey,
  openJson,
  openWithRing,
  resealWithRing,
  rewrapPersonKey,
  type SealContext,
  sealJson,
  sealWithRing,
  unwrapPersonKey,
  wrapPersonKey,
} from './sealing.ts';

const context: SealContext = { table: 'person', officeId: 7, id: '0190f3c2-0000-7000-8000-000000000001' };
const person = { name: '张三丰', residentId: '412701199001011234', phone: '13812345678' };

function rotated(ring: KeyRing): KeyRing {
  const added = addVersion(ring, 'sealing');
  if (!added.ok) throw new Error(added.error);
  const promoted = promoteVersion(added.value, 'sealing');
  if (!promoted.ok) throw new Error(promoted.error);
  return promoted.value;
}

describe('official vectors', () => {
  test('SM3 of GB/T 32905-2016, both examples', () => {
    const sm3 = (text: string): string => createHash('sm3').update(text).digest('hex');
    expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(sm3('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
  });

  test('SM4-GCM of RFC 8998, appendix A.1', () => {
    const cipher = createCipheriv(
      'sm4-gcm' as string as 'aes-128-gcm',
      Buffer.from('0123456789abcdeffedcba9876543210', 'hex'),
      Buffer.from('00001234567800000000abcd', 'hex'),
      { authTagLength: 16 },
    );
    cipher.setAAD(Buffer.from('feedfacedeadbeeffeedfacedeadbeefabaddad2', 'hex'));
    const plain = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'ee', 'aa'].map((byte) => byte.repeat(8)).join('');
    expect(cipher.update(plain, 'hex', 'hex') + cipher.final('hex')).toBe(
      '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735' +
        'd82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
    );
    expect(cipher.getAuthTag().toString('hex')).toBe('83de3541e4c2b58177e065a9bf7b62ec');
  });

  test('HMAC-SM3 by its definition in RFC 2104, worked out from SM3 alone', () => {
    const hmacFromSm3 = (key: Uint8Array, message: Uint8Array): Buffer => {
      const block = Buffer.alloc(64);
      block.set(key.length > 64 ? createHash('sm3').update(key).digest() : key);
      const inner = createHash('sm3')
        .update(block.map((byte) => byte ^ 0x36))
        .update(message)
        .digest();
      return createHash('sm3')
        .update(block.map((byte) => byte ^ 0x5c))
        .update(inner)
        .digest();
    };
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 100 }),
        fc.uint8Array({ maxLength: 200 }),
        (key, message) => {
          expect(createHmac('sm3', key).update(message).digest()).toEqual(hmacFromSm3(key, message));
        },
      ),
    );
  });
});

describe('a value sealed under the key of a person', () => {
  const key = createPersonKey();

  test('opens again, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const opened = openJson(key, context, sealJson(key, context, value));
        expect(opened).toEqual({ ok: true, value: JSON.parse(JSON.stringify(value)) });
      }),
    );
  });

  test('is refused when any single bit of it is changed', () => {
    const sealed = sealJson(key, context, person);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8((sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
      expect(openJson(key, context, changed)).toEqual({ ok: false, error: bit < 8 ? 'malformed' : 'not-authentic' });
    }
  });

  test('is refused when it is cut short or made longer anywhere', () => {
    const sealed = sealJson(key, context, person);
    for (let length = 0; length < sealed.length; length++)
      expect(openJson(key, context, sealed.subarray(0, length)).ok).toBe(false);
    expect(openJson(key, context, Buffer.concat([sealed, Buffer.of(0)]))).toEqual({
      ok: false,
      error: 'not-authentic',
    });
  });

  test('is refused in every other table, office and row', () => {
    const sealed = sealJson(key, context, person);
    const part = fc.oneof(fc.string(), fc.constantFrom('person', '7', '1', '', '"', '","'));
    fc.assert(
      fc.property(part, part, part, (table, officeId, id) => {
        fc.pre(table !== context.table || officeId !== String(context.officeId) || id !== context.id);
        expect(openJson(key, { table, officeId, id }, sealed)).toEqual({ ok: false, error: 'not-authentic' });
      }),
    );
  });

  test('opens where a bigint came back from the database as a text', () => {
    const sealed = sealJson(key, { table: 'claim', officeId: 7, id: 12n }, person);
    expect(openJson(key, { table: 'claim', officeId: '7', id: '12' }, sealed).ok).toBe(true);
  });

  test('is refused with the key of somebody else', () => {
    const sealed = sealJson(key, context, person);
    expect(openJson(createPersonKey(), context, sealed)).toEqual({ ok: false, error: 'not-authentic' });
  });

  test('differs each time it is sealed, and shows nothing of what is in it', () => {
    const seals = Array.from({ length: 500 }, () => sealJson(key, context, person).toString('latin1'));
    expect(new Set(seals.map((sealed) => sealed.slice(1, 13))).size).toBe(seals.length);
    expect(seals.filter((sealed) => sealed.includes(person.phone))).toEqual([]);
  });

  test('cannot be made from what has no JSON form', () => {
    expect(() => sealJson(key, context, undefined)).toThrow(TypeError);
  });
});

describe('a value sealed under the ring', () => {
  test('opens under the ring, also after a rotation, and no more once the version is retired', () => {
    const ring = createKeyRing();
    const sealed = sealWithRing(ring, context, person);
    const newRing = rotated(ring);
    expect(openWithRing(newRing, context, sealed)).toEqual({ ok: true, value: person });
    const retired = retireVersion(newRing, 'sealing', 1);
    expect(retired.ok && openWithRing(retired.value, context, sealed)).toEqual({
      ok: false,
      error: 'unknown-key-version',
    });
  });

  test('is sealed anew once after a rotation', () => {
    const ring = rotated(createKeyRing());
    const old = { ...ring, keys: { ...ring.keys, sealing: { ...ring.keys.sealing, current: 1 } } };
    const resealed = resealWithRing(ring, context, sealWithRing(old, context, person));
    if (!resealed.ok || resealed.value === undefined) throw new Error('not sealed anew');
    expect(resealed.value.readUInt16BE(1)).toBe(2);
    expect(openWithRing(ring, context, resealed.value)).toEqual({ ok: true, value: person });
    expect(resealWithRing(ring, context, resealed.value)).toEqual({ ok: true, value: undefined });
  });

  test('is refused when any byte of it is changed, in another context, and under another ring', () => {
    const ring = createKeyRing();
    const sealed = sealWithRing(ring, context, person);
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8((sealed[at] ?? 0) ^ 0xff, at);
      expect(openWithRing(ring, context, changed).ok).toBe(false);
    }
    expect(openWithRing(ring, { ...context, id: 'another' }, sealed).ok).toBe(false);
    expect(openWithRing(createKeyRing(), context, sealed)).toEqual({ ok: false, error: 'not-authentic' });
  });
});

describe('the key of a person', () => {
  const ring = createKeyRing();
  const key = createPersonKey();

  test('comes out of its wrapping as it went in, and opens what it sealed', () => {
    const wrapped = wrapPersonKey(ring, context, key);
    expect(wrapped.length).toBe(47);
    const unwrapped = unwrapPersonKey(ring, context, wrapped);
    expect(unwrapped.ok && openJson(unwrapped.value, context, sealJson(key, context, person))).toEqual({
      ok: true,
      value: person,
    });
  });

  test('stays the same when it is wrapped anew, so that nothing under it needs to be sealed again', () => {
    const newRing = rotated(ring);
    const wrapped = rewrapPersonKey(newRing, context, wrapPersonKey(ring, context, key));
    if (!wrapped.ok || wrapped.value === undefined) throw new Error('not wrapped anew');
    const unwrapped = unwrapPersonKey(newRing, context, wrapped.value);
    expect(unwrapped.ok && unwrapped.value.equals(key)).toBe(true);
    expect(rewrapPersonKey(newRing, context, wrapped.value)).toEqual({ ok: true, value: undefined });
  });

  test('is refused in the row of another person', () => {
    const wrapped = wrapPersonKey(ring, context, key);
    expect(unwrapPersonKey(ring, { ...context, id: 'another' }, wrapped)).toEqual({
      ok: false,
      error: 'not-authentic',
    });
  });

  test('cannot be taken for a sealed value, nor a sealed value for a key', () => {
    expect(openWithRing(ring, context, wrapPersonKey(ring, context, key))).toEqual({ ok: false, error: 'malformed' });
    expect(unwrapPersonKey(ring, context, sealWithRing(ring, context, 'x'))).toEqual({ ok: false, error: 'malformed' });
  });

  test('is shown neither by inspection nor as JSON', () => {
    const known = createSecretKey(Buffer.from('0123456789abcdef'));
    const shown = `${inspect(known, { showHidden: true, depth: 9 })}${JSON.stringify(known)}${String(known)}`;
    for (const encoding of ['utf8', 'hex', 'base64'] as const)
      expect(shown).not.toContain(known.export().toString(encoding).slice(0, 8));
  });
});
