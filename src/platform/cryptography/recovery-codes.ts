import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { deriveSecret, type KeyRing } from '#platform/cryptography/key-ring.ts';

/** Without 0, 1, I, L, O and U, which are misread from paper, or make words. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODES = 10;
const CHARACTERS = 10;

/** Codes for the person to keep on paper, shown once; and their hashes, in the same order, to store. */
export interface RecoveryCodes {
  readonly codes: readonly string[];
  readonly hashes: readonly Buffer[];
}

/**
 * Ten codes (49 bits each) that stand in for a lost second factor, each once.
 *
 * Their hashes are keyed from the ring and bound to the account, so a plain HMAC suffices where a password needs argon2.
 */
export function createRecoveryCodes(ring: KeyRing, accountId: string): RecoveryCodes {
  const codes = Array.from({ length: CODES }, createCode);
  const key = keyOf(ring);
  return { codes, hashes: codes.map((code) => hashOf(key, accountId, plainForm(code))) };
}

/** Which of the stored hashes the typed code belongs to, so that the caller strikes it off; `undefined` for none. */
export function findRecoveryCode(
  ring: KeyRing,
  accountId: string,
  typed: string,
  hashes: readonly Buffer[],
): number | undefined {
  const hash = hashOf(keyOf(ring), accountId, plainForm(typed));
  const at = hashes.findIndex((each) => each.length === hash.length && timingSafeEqual(each, hash));
  return at === -1 ? undefined : at;
}

function createCode(): string {
  const code = Array.from({ length: CHARACTERS }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return `${code.slice(0, CHARACTERS / 2)}-${code.slice(CHARACTERS / 2)}`;
}

/** As people copy it from paper: any case, with or without the hyphen. */
function plainForm(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '');
}

function keyOf(ring: KeyRing): Buffer {
  return deriveSecret(ring, 'recovery-code/1');
}

function hashOf(key: Buffer, accountId: string, code: string): Buffer {
  return createHmac('sm3', key)
    .update(JSON.stringify([accountId, code]))
    .digest();
}
