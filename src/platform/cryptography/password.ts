import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { deriveSecret, type KeyRing } from '#platform/cryptography/key-ring.ts';

/** OWASP's first choice for argon2id on servers: 19 MiB, two passes, one lane; about 25 ms here. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

const argon2Async = promisify(argon2);

interface Parameters {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

const TODAY: Parameters = { memoryKib: MEMORY_KIB, passes: PASSES, lanes: LANES };

/**
 * The password's argon2id hash as a PHC string, for the database.
 *
 * A secret derived from the ring goes in as well (argon2's own `secret`): from the database alone no password, however
 * weak, can be guessed.
 */
export async function hashPassword(ring: KeyRing, password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(ring, password, salt, TODAY);
  return `${phcPrefix(TODAY)}${base64(salt)}$${base64(hash)}`;
}

/** Whether the password belongs to the hash; compared in constant time. Throws where the hash is none of ours. */
export async function verifyPassword(ring: KeyRing, password: string, stored: string): Promise<boolean> {
  const { parameters, salt, hash } = readPhc(stored);
  return timingSafeEqual(await derive(ring, password, salt, parameters), hash);
}

/** For an unknown sign-in: takes as long as {@link verifyPassword}, so that the answer's time does not tell who exists. */
export async function verifyAgainstNothing(ring: KeyRing, password: string): Promise<false> {
  await derive(ring, password, randomBytes(SALT_BYTES), TODAY);
  return false;
}

/** Whether the hash was made with other costs than today's: hash anew at the next sign-in that succeeds. */
export function isOutdatedHash(stored: string): boolean {
  return !stored.startsWith(phcPrefix(TODAY));
}

function derive(ring: KeyRing, password: string, salt: Buffer, parameters: Parameters): Promise<Buffer> {
  return argon2Async('argon2id', {
    message: Buffer.from(password.normalize('NFKC')),
    nonce: salt,
    secret: deriveSecret(ring, 'password/1'),
    memory: parameters.memoryKib,
    passes: parameters.passes,
    parallelism: parameters.lanes,
    tagLength: HASH_BYTES,
  });
}

function phcPrefix({ memoryKib, passes, lanes }: Parameters): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

function readPhc(text: string): { parameters: Parameters; salt: Buffer; hash: Buffer } {
  const match = PHC.exec(text);
  if (match === null) throw new Error('a stored password hash is not in the form that hashPassword writes');
  const [, memoryKib, passes, lanes, salt = '', hash = ''] = match;
  return {
    parameters: { memoryKib: Number(memoryKib), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
