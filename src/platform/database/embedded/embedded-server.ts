import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, rmdir, stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { resolve } from 'node:path';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type DatabaseRefusal, errorCode, explainFileError, refusal } from './database-refusal.ts';
import { folderKey, lockFolder } from './folder-lock.ts';
import { HeldServer } from './held-server.ts';
import { checkData, type DatabaseFolder, databaseFolder, initializeData } from './initialize-data.ts';
import { findPackagedBinaries, noBinaries, type ServerBinaries } from './server-binaries.ts';
import { ServerStart } from './server-start.ts';
import { findServerUser, type ServerUser } from './server-user.ts';
import { SharingPrograms } from './sharing-programs.ts';

/** A PostgreSQL of the program's own, as one program holds it. */
export interface EmbeddedServer {
  /** `postgres://postgres:…@127.0.0.1:<port>/postgres`; holds the password, so never to be logged. */
  readonly superuserUrl: string;
  readonly port: number;
  readonly folder: string;
  /**
   * Ends this program's use; the server is stopped when no other living program uses it.
   *
   * May be called again, to no effect. Connections are to be closed first: open transactions are rolled back.
   */
  stop(): Promise<void>;
  /** Hears, at most once and within half a second, that the server ended without `stop`. Starting again recovers the data. */
  onExit(listener: (reason: DatabaseRefusal) => void): void;
}

export interface EmbeddedServerOptions {
  /** Made where it is missing; holds the data, the password and the log. */
  readonly folder: string;
  /** Without it the first free one from 15432 on. */
  readonly port?: number;
  /** `false` for test runs only: faster, but a crash of the machine may destroy the data. */
  readonly isDurable?: boolean;
  /** Further settings of PostgreSQL, or others than the program's own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Hears what takes longer than a moment, in Chinese. */
  readonly say?: (line: string) => void;
  /** Where the binaries are copied to if they can't run in place: `/var/lib/tongzhou/postgresql` for root, else in `folder`. */
  readonly binaryCopies?: string;
}

/** Finds the binaries that this user is to run. */
type FindBinaries = (user: ServerUser) => Promise<Result<ServerBinaries, DatabaseRefusal>>;

const ROOTS_BINARY_COPIES = '/var/lib/tongzhou/postgresql';

/** Another program may be recovering the data for that long. */
const LOCK_MILLISECONDS = 600_000;

/**
 * Starts the PostgreSQL that came with npm on the folder, or joins the one that runs there already: started by another
 * living program, or left by one that was killed.
 *
 * What stands in the way is a value with a Chinese sentence; see docs/adr/0006-embedded-postgresql.md for each case.
 */
export function startEmbeddedServer(options: EmbeddedServerOptions): Promise<Result<EmbeddedServer, DatabaseRefusal>> {
  if (process.platform !== 'linux') return Promise.resolve(fail(noBinaries()));
  const { folder, say = () => undefined } = options;
  const copies =
    options.binaryCopies ?? (process.getuid?.() === 0 ? ROOTS_BINARY_COPIES : `${resolve(folder)}/binaries`);
  return startServer(options, (user) => findPackagedBinaries(user, copies, say));
}

/** The same with other binaries, such as Debian's. */
export async function startServer(
  options: EmbeddedServerOptions,
  findBinaries: FindBinaries,
): Promise<Result<EmbeddedServer, DatabaseRefusal>> {
  const { say = () => undefined } = options;
  const place = databaseFolder(resolve(options.folder));
  try {
    await mkdir(place.folder, { recursive: true, mode: 0o700 });
    await access(place.folder, constants.W_OK | constants.X_OK);
    const key = await folderKey(place.folder);
    const lock = await lockFolder(key, LOCK_MILLISECONDS, () => {
      say(`另一个程序正在启动或停止 ${place.folder} 的数据库，等它完成……`);
    });
    if (lock === undefined) {
      return fail(refusal('busy', `另一个程序一直占着 ${place.folder} 的数据库。请先结束它，再启动一次。`));
    }
    try {
      return await startLocked(place, key, options, findBinaries);
    } finally {
      await lock.release();
    }
  } catch (error) {
    return fail(explainFileError(error, place.folder));
  }
}

async function startLocked(
  place: DatabaseFolder,
  key: string,
  options: EmbeddedServerOptions,
  findBinaries: FindBinaries,
): Promise<Result<EmbeddedServer, DatabaseRefusal>> {
  const { isDurable = true, port, settings = {}, say = () => undefined } = options;
  await removeIfEmpty(place.data);
  const user = await findServerUser(place.data);
  if (!user.ok) return user;
  const binaries = await findBinaries(user.value);
  if (!binaries.ok) return binaries;
  const password = await preparePassword(place, binaries.value, user.value, isDurable, say);
  if (!password.ok) return password;

  const programs = new SharingPrograms(place.folder);
  const isShared = await programs.hasOthers();
  const entry = await programs.enter(randomBytes(4).toString('hex'));
  const start = new ServerStart({
    place,
    binaries: binaries.value,
    user: user.value,
    password: password.value,
    isShared,
    port,
    needs: { isDurable, memoryBytes: memoryBytes() },
    overrides: settings,
    say,
  });
  const started = await start.run();
  if (started.ok) return ok(new HeldServer(place.folder, key, programs, entry, started.value));
  await programs.leave(entry);
  return started;
}

/** The password of the superuser, together with the data where there is none yet. */
async function preparePassword(
  place: DatabaseFolder,
  binaries: ServerBinaries,
  user: ServerUser,
  isDurable: boolean,
  say: (line: string) => void,
): Promise<Result<string, DatabaseRefusal>> {
  if (!(await exists(place.data))) {
    say('第一次启动，正在建立数据库……');
    const password = randomBytes(24).toString('base64url');
    const made = await initializeData(place, binaries, user, password, isDurable);
    return made.ok ? ok(password) : made;
  }
  const unfit = await checkData(place.data, binaries);
  if (unfit !== undefined) return fail(unfit);
  if (await exists(place.passwordFile)) return ok((await readFile(place.passwordFile, 'utf8')).trim());
  const message = `找不到数据库的口令文件 ${place.passwordFile}，没有它打不开数据。请从备份里取回这个文件，再启动一次。`;
  return fail(refusal('password-missing', message));
}

/** An empty folder in the place of the data, made by hand or by an unpacked archive, is none. */
async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY'].includes(errorCode(error))) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Of the machine, or less where a container allows less. */
function memoryBytes(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}
