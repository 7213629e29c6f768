import { describe, expect, test } from 'vitest';
import { createTotpSecret, totpCode, totpUri, verifyTotp } from './totp.ts';

/** The key of RFC 6238, appendix B, `12345678901234567890`, in base32. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const NOW_MS = Date.UTC(2026, 10, 25, 13, 0, 10);
const STEP_MS = 30_000;

describe('the code of an app', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i is %s, the last six digits of RFC 6238', (second, code) => {
    expect(totpCode(RFC_SECRET, second * 1000)).toBe(code);
    expect(verifyTotp(RFC_SECRET, code, second * 1000, undefined)).toEqual({
      ok: true,
      value: Math.floor(second / 30),
    });
  });

  test('is taken one step early or late, and no more', () => {
    const secret = createTotpSecret();
    const step = Math.floor(NOW_MS / STEP_MS);
    const verifyFrom = (steps: number): ReturnType<typeof verifyTotp> =>
      verifyTotp(secret, totpCode(secret, NOW_MS + steps * STEP_MS), NOW_MS, undefined);
    for (const steps of [-1, 0, 1]) expect(verifyFrom(steps)).toEqual({ ok: true, value: step + steps });
    // codes of far steps may by chance be that of a near one; among eight hardly any is
    const far = [-5, -4, -3, -2, 2, 3, 4, 5].filter((steps) => verifyFrom(steps).ok);
    expect(far.length).toBeLessThan(3);
  });

  test('is taken once, and none that is older than one taken', () => {
    const secret = createTotpSecret();
    const now = verifyTotp(secret, totpCode(secret, NOW_MS), NOW_MS, undefined);
    if (!now.ok) throw new Error(now.error);
    expect(verifyTotp(secret, totpCode(secret, NOW_MS), NOW_MS, now.value)).toEqual({ ok: false, error: 'used' });
    expect(verifyTotp(secret, totpCode(secret, NOW_MS - STEP_MS), NOW_MS, now.value)).toEqual({
      ok: false,
      error: 'used',
    });
    expect(verifyTotp(secret, totpCode(secret, NOW_MS + STEP_MS), NOW_MS, now.value).ok).toBe(true);
  });

  test.each(['', '12345', '1234567', '12345a', '１２３４５６', ' 287082'])('%j is wrong', (code) => {
    expect(verifyTotp(RFC_SECRET, code, 59_000, undefined)).toEqual({ ok: false, error: 'wrong' });
  });
});

test('the address for the QR code names issuer, account, secret and the usual settings', () => {
  const uri = new URL(totpUri(RFC_SECRET, { issuer: '同舟', account: 'li.wei' }));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toContain('同舟:li.wei');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: '同舟',
    secret: RFC_SECRET,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});

test('a new secret has 160 bits, another each time', () => {
  expect(createTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(createTotpSecret()).not.toBe(createTotpSecret());
});
