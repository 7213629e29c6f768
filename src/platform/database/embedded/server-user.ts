import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type DatabaseRefusal, errorCode, refusal } from './database-refusal.ts';

const run = promisify(execFile);

/** The OS user of the server; PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const SERVER_USER = 'postgres';

/**
 * Who runs the server on `dataFolder`: an ordinary user himself; for root the owner of existing data, else the OS user
 * `postgres`, created where it is missing.
 */
export async function findServerUser(dataFolder: string): Promise<Result<ServerUser, DatabaseRefusal>> {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  const owner = await findOwner(dataFolder);
  if (owner?.uid === 0) {
    const message = `数据文件夹 ${dataFolder} 属于 root，数据库不能以 root 运行。请把它交给用户 ${SERVER_USER}（chown -R）。`;
    return fail(refusal('folder-of-another-user', message));
  }
  if (uid === 0) return owner === undefined ? ensureUser(SERVER_USER) : ok(owner);
  if (owner !== undefined && owner.uid !== uid) {
    const message = `数据文件夹 ${dataFolder} 属于另一个用户（编号 ${owner.uid}）。请用那个用户或 root 启动，或换一个文件夹。`;
    return fail(refusal('folder-of-another-user', message));
  }
  return ok({ uid, gid });
}

/** What `spawn` is to be given: only root may change the user. */
export function asUser(user: ServerUser): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: user.uid, gid: user.gid } : {};
}

/** As root: the ids of that OS user, who is created (no home, no shell, no password) where he is missing. */
export async function ensureUser(name: string): Promise<Result<ServerUser, DatabaseRefusal>> {
  const existing = await findUser(name);
  if (existing !== undefined) return ok(existing);
  try {
    await run('useradd', [
      ...['--system', '--user-group', '--no-create-home'],
      ...['--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', name],
    ]);
  } catch (error) {
    const created = await findUser(name); // by another program at the same time
    if (created !== undefined) return ok(created);
    const reason = error instanceof Error ? error.message.trim() : '';
    const message = `数据库不能以 root 运行，又建不了系统用户 ${name}（${reason}）。请建好这个用户，或以普通用户启动。`;
    return fail(refusal('no-user', message));
  }
  const created = await findUser(name);
  if (created === undefined) throw new Error(`useradd succeeded, but there is no user ${name}`);
  return ok(created);
}

async function findUser(name: string): Promise<ServerUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function findOwner(folder: string): Promise<ServerUser | undefined> {
  try {
    const { uid, gid } = await stat(folder);
    return { uid, gid };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
