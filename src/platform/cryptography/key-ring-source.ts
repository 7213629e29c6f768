import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type KeyRing, readKeyRing, writeKeyRing } from '#platform/cryptography/key-ring.ts';

/** Where the ring comes from: a file, or the value of the environment variable {@link KEY_RING_VARIABLE}. */
export type KeyRingSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'environment'; readonly value: string };

/** Holds the ring's JSON in base64, for containers whose secrets arrive as variables. */
export const KEY_RING_VARIABLE = 'TONGZHOU_KEY_RING';

/**
 * Why there is no ring.
 *
 * - `absent`: no such file
 * - `unreadable`: the file may not be read, or is no plain file
 * - `open-to-others`: its group or everybody may read or change it
 * - `damaged`: it is not what {@link saveKeyRing} writes
 * - `exists`: a new ring would have taken the place of another
 */
export interface KeyRingRefusal {
  readonly code: 'absent' | 'unreadable' | 'open-to-others' | 'damaged' | 'exists';
  /** What is wrong, where, and what to do, in Chinese; never a part of the content. */
  readonly message: string;
}

/** Far above any ring, far below what could fill memory. */
const LONGEST_FILE_BYTES = 1_000_000;

const FOR_GROUP_AND_OTHERS = 0o077;

export async function loadKeyRing(source: KeyRingSource): Promise<Result<KeyRing, KeyRingRefusal>> {
  if (source.kind === 'file') return await loadFile(source.path);
  const ring = readKeyRing(Buffer.from(source.value, 'base64').toString('utf8'));
  if (ring !== undefined) return ok(ring);
  const message = `环境变量 ${KEY_RING_VARIABLE} 的内容不是密钥环。它应是密钥环文件全文的 base64，请重新设置。`;
  return fail({ code: 'damaged', message });
}

async function loadFile(path: string): Promise<Result<KeyRing, KeyRingRefusal>> {
  let file: FileHandle;
  try {
    // a pipe put in the file's place would otherwise wait for a writer for ever
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return fail(refusalToOpen(path, error));
  }
  try {
    const { mode, size } = await file.stat();
    if ((mode & constants.S_IFMT) !== constants.S_IFREG)
      return fail({ code: 'unreadable', message: `${path} 不是普通文件，不能作为密钥环。请检查所设的路径。` });
    if ((mode & FOR_GROUP_AND_OTHERS) !== 0) return fail({ code: 'open-to-others', message: openToOthers(path, mode) });
    const ring = size > LONGEST_FILE_BYTES ? undefined : readKeyRing(await file.readFile('utf8'));
    return ring === undefined ? fail({ code: 'damaged', message: damaged(path) }) : ok(ring);
  } finally {
    await file.close();
  }
}

function refusalToOpen(path: string, error: unknown): KeyRingRefusal {
  if (hasCode(error, 'ENOENT'))
    return {
      code: 'absent',
      message: `找不到密钥环文件 ${path}。没有原来的密钥环，库里已加密的内容打不开；请从备份取回，首次安装则新建一个。`,
    };
  if (hasCode(error, 'EACCES') || hasCode(error, 'EPERM'))
    return { code: 'unreadable', message: `没有权限读密钥环文件 ${path}。请用运行本程序的系统用户作它的所有者。` };
  throw error;
}

function openToOthers(path: string, mode: number): string {
  const permissions = (mode & 0o777).toString(8).padStart(4, '0');
  return `密钥环文件 ${path} 的权限是 ${permissions}，本机其他用户也能读或改，因此没有使用它。请执行 chmod 600 '${path}' 后重试；若曾有他人能登录本机，还应更换密钥。`;
}

function damaged(path: string): string {
  return `密钥环文件 ${path} 的内容不完整或被改过，没有使用它。请从备份取回原来的文件，不要新建：新的密钥打不开已加密的内容。`;
}

/**
 * Writes the ring so that after a crash at any moment the file holds the old ring or the new one, whole and on disk.
 *
 * `new` never takes another ring's place, also when two programs start at once; `replace` is for rotations.
 */
export async function saveKeyRing(
  path: string,
  ring: KeyRing,
  how: 'new' | 'replace',
): Promise<Result<void, KeyRingRefusal>> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(writeKeyRing(ring));
    await file.sync();
  } finally {
    await file.close();
  }
  let isDraftThere = true;
  try {
    if (how === 'new') {
      await link(draft, path);
    } else {
      await rename(draft, path);
      isDraftThere = false;
    }
  } catch (error) {
    if (how !== 'new' || !hasCode(error, 'EEXIST')) throw error;
    return fail({ code: 'exists', message: `密钥环文件 ${path} 已经存在，没有改动它。` });
  } finally {
    if (isDraftThere) await unlink(draft);
  }
  await syncFolder(dirname(path));
  return ok(undefined);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
