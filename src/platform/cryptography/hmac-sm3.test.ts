import { createHmac, createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmacSm3, keptHmacSm3 } from './hmac-sm3.ts';

test('is what OpenSSL gives for the same key and text, whatever their lengths and the texts before', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { minLength: 1, maxLength: 3 }),
      (key, texts) => {
        const hasher = hmacSm3(key);
        const kept = keptHmacSm3(createSecretKey(key));
        for (const text of texts) {
          const expected = createHmac('sm3', key).update(text).digest();
          expect([hasher(text), kept(text)]).toEqual([expected, expected]);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test.each([0, 65])('takes no key of %i bytes', (length) => {
  expect(() => hmacSm3(new Uint8Array(length))).toThrow(RangeError);
});
