import { spawn } from 'node:child_process';
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type DatabaseRefusal, errorCode, explainComplaint, refusal } from './database-refusal.ts';
import { clearPostgresFrom } from './processes.ts';
import type { ServerBinaries } from './server-binaries.ts';
import { asUser, type ServerUser } from './server-user.ts';

/** What lies in a database folder. */
export interface DatabaseFolder {
  readonly folder: string;
  /** PostgreSQL's own; there only when it is whole. */
  readonly data: string;
  readonly passwordFile: string;
  readonly log: string;
}

export function databaseFolder(folder: string): DatabaseFolder {
  return {
    folder,
    data: join(folder, 'data'),
    passwordFile: join(folder, 'superuser-password'),
    log: join(folder, 'server.log'),
  };
}

const UNFINISHED = 'data.unfinished';

const SYNCFS_SINCE_VERSION = 17;

/**
 * Makes the data folder with initdb: UTF-8, collation C (ICU's by name), page checksums, passwords by SCRAM.
 *
 * It is made under another name and renamed at the end: an initdb that was cut off is redone. The password is written before
 * the data, so that data without a password can't come about; initdb reads it from an open file that has no name any more,
 * which it can do under a folder that its user can't cross, and which shows in no list of processes.
 */
export async function initializeData(
  { folder, data, passwordFile }: DatabaseFolder,
  binaries: ServerBinaries,
  user: ServerUser,
  password: string,
  isDurable: boolean,
): Promise<Result<undefined, DatabaseRefusal>> {
  const unfinished = join(folder, UNFINISHED);
  await removeUnfinished(folder, unfinished);
  await writeFile(passwordFile, password, { mode: 0o600, flush: true });
  await mkdir(unfinished, { mode: 0o700 });
  await chown(unfinished, user.uid, user.gid);
  const complaint = await runInitdb(unfinished, binaries, user, password, isDurable);
  if (complaint !== '') {
    const refused = await explainComplaint(complaint, folder, '数据库没有建起来');
    await rm(unfinished, { recursive: true, force: true });
    return fail(refused);
  }
  await rename(unfinished, data);
  if (isDurable) await syncFolder(folder);
  return ok(undefined);
}

/** Why existing data can't be used by these binaries; `undefined` when it can. */
export async function checkData(data: string, binaries: ServerBinaries): Promise<DatabaseRefusal | undefined> {
  let version: string;
  try {
    version = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return refusal('not-a-database', `${data} 里有别的文件，不是数据库的数据文件夹。请移走它，或换一个文件夹。`);
  }
  if (version === String(binaries.majorVersion)) return undefined;
  const message =
    `${data} 是 PostgreSQL ${version} 的数据，本程序用的是 PostgreSQL ${binaries.majorVersion}，不能直接打开。` +
    '请用原来版本的程序导出后再导入，或换一个文件夹。';
  return refusal('other-version', message);
}

async function removeUnfinished(folder: string, unfinished: string): Promise<void> {
  try {
    await clearPostgresFrom(unfinished, 0);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  await rm(unfinished, { recursive: true, force: true });
  await rm(namelessPath(folder), { force: true });
}

const namelessPath = (folder: string): string => join(folder, 'superuser-password.initdb');

/** What initdb complained of; empty when it went well. */
async function runInitdb(
  unfinished: string,
  binaries: ServerBinaries,
  user: ServerUser,
  password: string,
  isDurable: boolean,
): Promise<string> {
  const path = namelessPath(join(unfinished, '..'));
  await writeFile(path, password, { mode: 0o600 });
  await chown(path, user.uid, user.gid);
  const handle = await open(path, 'r');
  await rm(path);
  try {
    const args = [
      ...['-D', '/proc/self/cwd', '--username=postgres', '--pwfile=/proc/self/fd/3', '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale=C', '--data-checksums', ...syncing(binaries, isDurable)],
    ];
    const child = spawn(join(binaries.folder, 'initdb'), args, {
      ...asUser(user),
      cwd: unfinished,
      env: {},
      stdio: ['ignore', 'ignore', 'pipe', handle.fd],
    });
    const ended = new Promise<number | string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => resolve(code ?? String(signal)));
    });
    const [complaint, end] = await Promise.all([child.stderr === null ? '' : text(child.stderr), ended]);
    return end === 0 ? '' : `${complaint}\n${typeof end === 'string' ? `error: ${end}` : ''}`.trim() || `error: ${end}`;
  } finally {
    await handle.close();
  }
}

/** One flush of the whole file system instead of one for each of a thousand files: half the time on a busy disk. */
function syncing({ majorVersion }: ServerBinaries, isDurable: boolean): string[] {
  if (!isDurable) return ['--no-sync'];
  return majorVersion >= SYNCFS_SINCE_VERSION ? ['--sync-method=syncfs'] : [];
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
