import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '#kernel/result.ts';

/**
 * What a rotated key is for, with its length in bytes.
 *
 * - `sealing`: SM4 key that wraps the keys of persons and seals what belongs to no person
 * - `lookup`: HMAC-SM3 key of the look-up hashes
 * - `token`: HMAC-SM3 key of the tokens by which names are searched
 */
const KEY_BYTES = { sealing: 16, lookup: 32, token: 32 } as const;

export type KeyPurpose = keyof typeof KEY_BYTES;

const PURPOSES: readonly KeyPurpose[] = ['sealing', 'lookup', 'token'];

/** Columns for hashes are two, so of these keys no more than two versions may live at a time. */
const PURPOSES_IN_COLUMNS: ReadonlySet<KeyPurpose> = new Set<KeyPurpose>(['lookup', 'token']);

const ROOT_BYTES = 32;
const LAST_VERSION = 0xffff;
const FORMAT = 'tongzhou-key-ring/1';

export interface KeyVersion {
  /** 1 to 65,535, never given twice. */
  readonly version: number;
  readonly key: KeyObject;
}

/** The versions of one purpose's key that this ring holds, oldest first, and which of them new values are made with. */
export interface VersionedKey {
  readonly current: number;
  readonly versions: readonly KeyVersion[];
}

/**
 * All secrets of an installation: they live outside the database, and whoever has only the database reads nothing.
 *
 * Immutable. The keys are KeyObjects, which neither `console.log` nor `JSON.stringify` shows, and which may be sent to a
 * worker thread.
 */
export interface KeyRing {
  /** Never rotated: see {@link deriveSecret}. */
  readonly root: KeyObject;
  readonly keys: Readonly<Record<KeyPurpose, VersionedKey>>;
}

/** A ring with new random keys, version 1 of each. */
export function createKeyRing(): KeyRing {
  const first = (purpose: KeyPurpose): VersionedKey => ({ current: 1, versions: [newVersion(purpose, 1)] });
  return {
    root: createSecretKey(randomBytes(ROOT_BYTES)),
    keys: { sealing: first('sealing'), lookup: first('lookup'), token: first('token') },
  };
}

/**
 * Why a step of a rotation can't be taken now.
 *
 * - `rotation-under-way`: the purpose already has two versions and its hashes have two columns
 * - `no-next-version`: there is nothing newer than the current version
 * - `version-in-use`: the version is the current one, or newer
 * - `unknown-version`
 * - `versions-used-up`
 */
export type RotationFault =
  | 'rotation-under-way'
  | 'no-next-version'
  | 'version-in-use'
  | 'unknown-version'
  | 'versions-used-up';

/**
 * First step of a rotation: the ring knows one more version, with which nothing is made yet.
 *
 * All processes must have loaded this ring before {@link promoteVersion}: what one of them seals, every other can open.
 */
export function addVersion(ring: KeyRing, purpose: KeyPurpose): Result<KeyRing, RotationFault> {
  const { current, versions } = ring.keys[purpose];
  const last = versions.at(-1)?.version ?? current;
  if (last > current || (PURPOSES_IN_COLUMNS.has(purpose) && versions.length > 1)) return fail('rotation-under-way');
  if (last === LAST_VERSION) return fail('versions-used-up');
  return ok(withKey(ring, purpose, { current, versions: [...versions, newVersion(purpose, last + 1)] }));
}

/** Second step: from now on new values are made with the newest version; the older ones still open what they sealed. */
export function promoteVersion(ring: KeyRing, purpose: KeyPurpose): Result<KeyRing, RotationFault> {
  const { current, versions } = ring.keys[purpose];
  const last = versions.at(-1)?.version ?? current;
  if (last === current) return fail('no-next-version');
  return ok(withKey(ring, purpose, { current: last, versions }));
}

/** Last step: forgets an old version, once nothing in the database or in its backups needs it any more. */
export function retireVersion(ring: KeyRing, purpose: KeyPurpose, version: number): Result<KeyRing, RotationFault> {
  const { current, versions } = ring.keys[purpose];
  if (version >= current) return fail('version-in-use');
  if (!versions.some((each) => each.version === version)) return fail('unknown-version');
  return ok(withKey(ring, purpose, { current, versions: versions.filter((each) => each.version !== version) }));
}

export function currentKey(ring: KeyRing, purpose: KeyPurpose): KeyVersion {
  const { current } = ring.keys[purpose];
  const found = findKey(ring, purpose, current);
  if (found === undefined) throw new Error(`the key ring lacks its current ${purpose} key, version ${current}`);
  return { version: current, key: found };
}

/** The key of a version, `undefined` where the ring does not hold it (any more). */
export function findKey(ring: KeyRing, purpose: KeyPurpose, version: number): KeyObject | undefined {
  return ring.keys[purpose].versions.find((each) => each.version === version)?.key;
}

/** The other live version beside the current one, while a rotation is under way: the next, or the one before. */
export function otherKey(ring: KeyRing, purpose: 'lookup' | 'token'): KeyVersion | undefined {
  const { current, versions } = ring.keys[purpose];
  return versions.find((each) => each.version !== current);
}

/**
 * A secret of 32 bytes, always the same for a ring and a label (HKDF-SM3): passwords of database roles, keys of cookies.
 *
 * It cannot be rotated under its label; a new label (`cookie/2`) gives an unrelated secret.
 */
export function deriveSecret(ring: KeyRing, label: string): Buffer {
  return Buffer.from(hkdfSync('sm3', ring.root, '', `tongzhou ${label}`, 32));
}

/** The ring as the JSON that a file holds. It shows every key: for the file and nothing else. */
export function writeKeyRing(ring: KeyRing): string {
  const keys = PURPOSES.map((purpose) => {
    const { current, versions } = ring.keys[purpose];
    const written = versions.map(({ version, key }) => ({ version, key: exported(key) }));
    return [purpose, { current, versions: written }] as const;
  });
  return `${JSON.stringify({ format: FORMAT, root: exported(ring.root), keys: Object.fromEntries(keys) }, null, 2)}\n`;
}

/** Reads what {@link writeKeyRing} wrote; `undefined` for anything else. */
export function readKeyRing(text: string): KeyRing | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(json) || json['format'] !== FORMAT || !isObject(json['keys'])) return undefined;
  const root = readKey(json['root'], ROOT_BYTES);
  const sealing = readVersionedKey('sealing', json['keys']['sealing']);
  const lookup = readVersionedKey('lookup', json['keys']['lookup']);
  const token = readVersionedKey('token', json['keys']['token']);
  if (root === undefined || sealing === undefined || lookup === undefined || token === undefined) return undefined;
  return { root, keys: { sealing, lookup, token } };
}

function readVersionedKey(purpose: KeyPurpose, json: unknown): VersionedKey | undefined {
  if (!isObject(json) || !Array.isArray(json['versions'])) return undefined;
  const current = json['current'];
  const versions: KeyVersion[] = [];
  for (const each of json['versions'] as readonly unknown[]) {
    if (!isObject(each)) return undefined;
    const version = each['version'];
    const key = readKey(each['key'], KEY_BYTES[purpose]);
    if (key === undefined || !isVersion(version) || version <= (versions.at(-1)?.version ?? 0)) return undefined;
    versions.push({ version, key });
  }
  if (PURPOSES_IN_COLUMNS.has(purpose) && versions.length > 2) return undefined;
  if (!isVersion(current) || !versions.some((each) => each.version === current)) return undefined;
  return { current, versions };
}

function readKey(json: unknown, bytes: number): KeyObject | undefined {
  if (typeof json !== 'string') return undefined;
  const key = Buffer.from(json, 'base64');
  return key.length === bytes && key.toString('base64') === json ? createSecretKey(key) : undefined;
}

function newVersion(purpose: KeyPurpose, version: number): KeyVersion {
  return { version, key: createSecretKey(randomBytes(KEY_BYTES[purpose])) };
}

function withKey(ring: KeyRing, purpose: KeyPurpose, key: VersionedKey): KeyRing {
  return { root: ring.root, keys: { ...ring.keys, [purpose]: key } };
}

function exported(key: KeyObject): string {
  return key.export().toString('base64');
}

function isVersion(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= LAST_VERSION;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
