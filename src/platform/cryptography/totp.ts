import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { fail, ok, type Result } from '#kernel/result.ts';

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, 30 seconds. The key is random, so SHA-1 is no weakness. */
const ALGORITHM = 'SHA1';
const DIGITS = 6;
const STEP_SECONDS = 30;

/** How many steps a phone's clock may be off, before and after. */
const WINDOW_STEPS = 1;

const SECRET_BYTES = 20;

/** A new secret in base32, as the app takes it when typed. To be stored sealed. */
export function createTotpSecret(): string {
  return new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer }).base32;
}

/** The `otpauth://` address behind the QR code that the app scans. It holds the secret. */
export function totpUri(secret: string, { issuer, account }: { issuer: string; account: string }): string {
  return generator(secret, issuer, account).toString();
}

/**
 * Checks a code at an instant (milliseconds since 1970) and gives the time step that it belongs to.
 *
 * The caller stores the step and passes it in next time: no code is taken twice, and none that is older than one taken.
 *
 * - `wrong`: not the code of this step or of its neighbours
 * - `used`: the right code of a step not after `lastStep`
 */
export function verifyTotp(
  secret: string,
  code: string,
  atMs: number,
  lastStep: number | undefined,
): Result<number, 'wrong' | 'used'> {
  if (!/^\d{6}$/.test(code)) return fail('wrong');
  const delta = generator(secret).validate({ token: code, timestamp: atMs, window: WINDOW_STEPS });
  if (delta === null) return fail('wrong');
  const step = Math.floor(atMs / 1000 / STEP_SECONDS) + delta;
  return lastStep !== undefined && step <= lastStep ? fail('used') : ok(step);
}

/** The code that an app shows at an instant: for tests, demonstrations and an administrator's command line. */
export function totpCode(secret: string, atMs: number): string {
  return generator(secret).generate({ timestamp: atMs });
}

function generator(secret: string, issuer = '', account = ''): TOTP {
  return new TOTP({
    issuer,
    label: account,
    secret: Secret.fromBase32(secret),
    algorithm: ALGORITHM,
    digits: DIGITS,
    period: STEP_SECONDS,
  });
}
