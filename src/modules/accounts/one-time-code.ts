import { createHash } from 'node:crypto';
import { takeRandomBytes } from '#platform/cryptography/random-pool.ts';

/** Crockford's base 32: without I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 16;
const GROUP = 4;

/** A code of 80 random bits to accept an invitation with, in groups of four as people copy it from a message. */
export function createInvitationCode(): string {
  const code = Array.from(takeRandomBytes(CHARACTERS), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return code.replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-');
}

/** What the database knows of a code; `undefined` for what can be none. Any case, with or without hyphens; O, I, L read as digits. */
export function invitationCodeHash(typed: string): Buffer | undefined {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return plain.length === CHARACTERS ? createHash('sm3').update(plain).digest() : undefined;
}

const TOKEN_BYTES = 32;

/** A session's token: 256 random bits. */
export function createSessionToken(): string {
  return takeRandomBytes(TOKEN_BYTES).toString('base64url');
}

/** What the database knows of a token. */
export function sessionTokenHash(token: string): Buffer {
  return createHash('sm3').update(token).digest();
}
