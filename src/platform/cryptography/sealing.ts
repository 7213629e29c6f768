import { type CipherGCMTypes, createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '#kernel/result.ts';
import { currentKey, findKey, type KeyRing } from '#platform/cryptography/key-ring.ts';
import { takeRandomBytes } from '#platform/cryptography/random-pool.ts';

/**
 * Where a sealed value stands. It is authenticated with the value, so that one copied into another row, table or office
 * does not open there.
 *
 * Numbers and their decimal texts are the same context (PostgreSQL's driver gives a bigint as text).
 */
export interface SealContext {
  readonly table: string;
  readonly officeId: string | number | bigint;
  readonly id: string | number | bigint;
}

/** The SM4 key of one person. With it all that is sealed under it goes: deleting the key deletes the person. */
export type DataKey = KeyObject;

/**
 * Why a sealed value does not open.
 *
 * - `malformed`: too short, or of a format that this program does not know
 * - `unknown-key-version`: sealed under a version that the ring does not hold (any more)
 * - `not-authentic`: another key, another context, or a changed byte; they cannot be told apart
 */
export type SealFault = 'malformed' | 'unknown-key-version' | 'not-authentic';

/**
 * The first byte of a sealed value.
 *
 * | byte | layout |
 * | --- | --- |
 * | 1 | format, nonce 12, ciphertext, tag 16: under a person's key |
 * | 2 | format, key version 2 (big-endian), nonce 12, ciphertext, tag 16: under the ring |
 * | 3 | as 2, the ciphertext being a person's key: 47 bytes |
 * | 4 | as 1, the ciphertext being a file's bytes and no JSON |
 *
 * SM4-GCM (RFC 8998). Authenticated with it: all that stands before the nonce, and the context.
 */
const FORMAT = { underPersonKey: 1, underRing: 2, wrappedKey: 3, fileUnderPersonKey: 4 } as const;

/** Node's types list AES alone; the cast gives SM4 their methods for authenticated data and tags. */
const CIPHER = 'sm4-gcm' as string as CipherGCMTypes;
const KEY_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SHORT_HEADER_BYTES = 1;
const LONG_HEADER_BYTES = 3;

/** Seals a JSON value under a person's key; 29 bytes longer than its JSON. */
export function sealJson(key: DataKey, context: SealContext, value: unknown): Buffer {
  return seal(Buffer.of(FORMAT.underPersonKey), key, context, jsonBytes(value));
}

/** Opens what {@link sealJson} sealed. That the value is a `T` rests on who sealed it: nobody else can have. */
export function openJson<T>(key: DataKey, context: SealContext, sealed: Uint8Array): Result<T, SealFault> {
  if (sealed[0] !== FORMAT.underPersonKey) return fail('malformed');
  const opened = open(SHORT_HEADER_BYTES, key, context, sealed);
  return opened.ok ? ok(parsed<T>(opened.value)) : opened;
}

/** Seals a file under a person's key; 29 bytes longer than it. Held whole in memory: for files of some megabytes. */
export function sealFile(key: DataKey, context: SealContext, file: Uint8Array): Buffer {
  return seal(Buffer.of(FORMAT.fileUnderPersonKey), key, context, file);
}

/** Opens what {@link sealFile} sealed. */
export function openFile(key: DataKey, context: SealContext, sealed: Uint8Array): Result<Buffer, SealFault> {
  if (sealed[0] !== FORMAT.fileUnderPersonKey) return fail('malformed');
  return open(SHORT_HEADER_BYTES, key, context, sealed);
}

/** Seals a JSON value that belongs to no person, under the ring's current key. */
export function sealWithRing(ring: KeyRing, context: SealContext, value: unknown): Buffer {
  return sealUnderRing(FORMAT.underRing, ring, context, jsonBytes(value));
}

export function openWithRing<T>(ring: KeyRing, context: SealContext, sealed: Uint8Array): Result<T, SealFault> {
  const opened = openUnderRing(FORMAT.underRing, ring, context, sealed);
  return opened.ok ? ok(parsed<T>(opened.value)) : opened;
}

/** Sealed anew under the ring's current key; `undefined` where it already is. For rotations. */
export function resealWithRing(
  ring: KeyRing,
  context: SealContext,
  sealed: Uint8Array,
): Result<Buffer | undefined, SealFault> {
  return resealUnderRing(FORMAT.underRing, ring, context, sealed);
}

export function createPersonKey(): DataKey {
  return createSecretKey(takeRandomBytes(KEY_BYTES));
}

/** A person's key as the database stores it: sealed under the ring's current key, 47 bytes. */
export function wrapPersonKey(ring: KeyRing, context: SealContext, key: DataKey): Buffer {
  return sealUnderRing(FORMAT.wrappedKey, ring, context, key.export());
}

export function unwrapPersonKey(ring: KeyRing, context: SealContext, wrapped: Uint8Array): Result<DataKey, SealFault> {
  const opened = openUnderRing(FORMAT.wrappedKey, ring, context, wrapped);
  return opened.ok ? ok(createSecretKey(opened.value)) : opened;
}

/** Wrapped anew under the ring's current key; `undefined` where it already is. What the key sealed stays as it is. */
export function rewrapPersonKey(
  ring: KeyRing,
  context: SealContext,
  wrapped: Uint8Array,
): Result<Buffer | undefined, SealFault> {
  return resealUnderRing(FORMAT.wrappedKey, ring, context, wrapped);
}

function sealUnderRing(format: number, ring: KeyRing, context: SealContext, plain: Uint8Array): Buffer {
  const { version, key } = currentKey(ring, 'sealing');
  return seal(Buffer.of(format, version >> 8, version & 0xff), key, context, plain);
}

function openUnderRing(
  format: number,
  ring: KeyRing,
  context: SealContext,
  sealed: Uint8Array,
): Result<Buffer, SealFault> {
  const version = keyVersionOf(sealed);
  if (sealed[0] !== format || version === undefined) return fail('malformed');
  const key = findKey(ring, 'sealing', version);
  return key === undefined ? fail('unknown-key-version') : open(LONG_HEADER_BYTES, key, context, sealed);
}

function resealUnderRing(
  format: number,
  ring: KeyRing,
  context: SealContext,
  sealed: Uint8Array,
): Result<Buffer | undefined, SealFault> {
  if (sealed[0] === format && keyVersionOf(sealed) === ring.keys.sealing.current) return ok(undefined);
  const opened = openUnderRing(format, ring, context, sealed);
  return opened.ok ? ok(sealUnderRing(format, ring, context, opened.value)) : opened;
}

function keyVersionOf(sealed: Uint8Array): number | undefined {
  const [, high, low] = sealed;
  return high === undefined || low === undefined ? undefined : high * 256 + low;
}

function seal(header: Buffer, key: KeyObject, context: SealContext, plain: Uint8Array): Buffer {
  const nonce = takeRandomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticatedData(header, context));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([header, nonce, body, cipher.getAuthTag()]);
}

function open(
  headerBytes: number,
  key: KeyObject,
  context: SealContext,
  sealed: Uint8Array,
): Result<Buffer, SealFault> {
  const bodyAt = headerBytes + NONCE_BYTES;
  const tagAt = sealed.length - TAG_BYTES;
  if (tagAt < bodyAt) return fail('malformed');
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(headerBytes, bodyAt), { authTagLength: TAG_BYTES });
  decipher.setAAD(authenticatedData(sealed.subarray(0, headerBytes), context));
  decipher.setAuthTag(sealed.subarray(tagAt));
  const plain = decipher.update(sealed.subarray(bodyAt, tagAt));
  try {
    decipher.final();
  } catch {
    return fail('not-authentic');
  }
  return ok(plain);
}

/** As JSON, so that no two contexts give the same bytes, whatever their parts hold. */
function authenticatedData(header: Uint8Array, { table, officeId, id }: SealContext): Buffer {
  return Buffer.concat([header, Buffer.from(JSON.stringify([table, String(officeId), String(id)]))]);
}

function jsonBytes(value: unknown): Buffer {
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined) throw new TypeError('a value without JSON form cannot be sealed');
  return Buffer.from(json);
}

function parsed<T>(plain: Buffer): T {
  return JSON.parse(plain.toString('utf8')) as T;
}
