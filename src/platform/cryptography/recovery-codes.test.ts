import { expect, test } from 'vitest';
import { createKeyRing } from './key-ring.ts';
import { createRecoveryCodes, findRecoveryCode } from './recovery-codes.ts';

const ring = createKeyRing();

test('ten codes differ, are easy to copy, and each is found under its own hash', () => {
  const { codes, hashes } = createRecoveryCodes(ring, 'account-1');
  expect(new Set(codes).size).toBe(10);
  for (const [at, code] of codes.entries()) {
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{5}-[2-9A-HJKMNP-TV-Z]{5}$/);
    expect(findRecoveryCode(ring, 'account-1', code, hashes)).toBe(at);
    expect(findRecoveryCode(ring, 'account-1', ` ${code.toLowerCase().replace('-', ' ')} `, hashes)).toBe(at);
  }
});

test('a code is no longer found when its hash is struck off, nor for another account, nor under another ring', () => {
  const { codes, hashes } = createRecoveryCodes(ring, 'account-1');
  const [code = ''] = codes;
  expect(findRecoveryCode(ring, 'account-1', code, hashes.slice(1))).toBeUndefined();
  expect(findRecoveryCode(ring, 'account-2', code, hashes)).toBeUndefined();
  expect(findRecoveryCode(createKeyRing(), 'account-1', code, hashes)).toBeUndefined();
  expect(findRecoveryCode(ring, 'account-1', '', hashes)).toBeUndefined();
});
