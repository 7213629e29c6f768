import { spawn } from 'node:child_process';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseRefusal, errorCode, explainComplaint } from './database-refusal.ts';
import type { DatabaseFolder } from './initialize-data.ts';
import { readPidFile } from './pid-file.ts';
import {
  clearPostgresFrom,
  findPostgresIn,
  findProcess,
  type ProcessIdentity,
  sendSignal,
  waitForEnd,
} from './processes.ts';
import type { ServerBinaries } from './server-binaries.ts';
import { asUser, type ServerUser } from './server-user.ts';

const POLL_MILLISECONDS = 10;

/** Backends notice within that time that their server is gone, unless they hang. */
const LEFTOVERS_MILLISECONDS = 3_000;

/** A fast stop writes out what is in memory; after that time the server is stopped hard and recovers at its next start. */
const FAST_STOP_MILLISECONDS = 60_000;
const HARD_STOP_MILLISECONDS = 5_000;

const LARGEST_LOG_BYTES = 8 * 1024 * 1024;

/**
 * The server that works on the data: named by `postmaster.pid`, alive, a PostgreSQL, and with this folder as its working
 * directory. What else is found there is cleared away first: backends that outlived their server, and a `postmaster.pid`
 * whose number now belongs to another process (PostgreSQL itself would be fooled by that one and refuse to start).
 *
 * `postmaster.pid` is removed only when nothing of PostgreSQL works in the folder: it also guards the shared memory.
 */
export async function findRunningServer(data: string): Promise<ProcessIdentity | undefined> {
  const end = performance.now() + LEFTOVERS_MILLISECONDS;
  for (;;) {
    const processes = await findPostgresIn(data);
    const pid = (await readPidFile(data)).pid;
    const server = processes.find((process) => process.pid === pid);
    if (server !== undefined) return server;
    if (processes.length === 0 || performance.now() > end) break;
    await sleep(POLL_MILLISECONDS); // a server that is about to write its file, or backends about to notice
  }
  await clearPostgresFrom(data, 0);
  const pid = (await readPidFile(data)).pid;
  if (pid > 0 && isNumberTaken(pid)) await rm(join(data, 'postmaster.pid'), { force: true });
  return undefined;
}

/** The command line with which a server was started, program first. */
export async function commandLineOf({ pid }: ProcessIdentity): Promise<string[]> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').slice(0, -1);
  } catch {
    return [];
  }
}

/**
 * Starts the server in a session of its own: Ctrl-C at the terminal reaches the program only, which stops the server in
 * order; and the server outlives a program that is killed.
 *
 * Data and log are handed over as working directory and open file, so that its user need not cross the folders above.
 */
export async function spawnServer(
  { data, log }: DatabaseFolder,
  binaries: ServerBinaries,
  user: ServerUser,
  args: readonly string[],
): Promise<ProcessIdentity | undefined> {
  if ((await fileSize(log)) > LARGEST_LOG_BYTES) await rename(log, `${log}.1`);
  const output = await open(log, 'a', 0o600);
  try {
    const child = spawn(join(binaries.folder, 'postgres'), args, {
      ...asUser(user),
      cwd: data,
      env: {},
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    });
    child.once('error', () => undefined); // told by the missing pid
    child.unref();
    return child.pid === undefined ? undefined : await findProcess(child.pid);
  } finally {
    await output.close();
  }
}

/** Size of the log, to tell later what was added. */
export function fileSize(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** The sentence for a server that ended while it started. */
export async function explainEnd({ folder, log }: DatabaseFolder, logStart: number): Promise<DatabaseRefusal> {
  return explainComplaint(await readComplaint(log, logStart), folder, '数据库没有启动起来');
}

/** Whether that start failed only because another program took the port in the last moment. */
export async function failedForPort({ log }: DatabaseFolder, logStart: number): Promise<boolean> {
  return (await readComplaint(log, logStart)).includes('Address already in use');
}

async function readComplaint(log: string, start: number): Promise<string> {
  const content = await readFile(log).catch(() => Buffer.alloc(0));
  return content.subarray(content.length < start ? 0 : start).toString('utf8');
}

/** Stops the server in order (open transactions are rolled back, memory is written out), hard if that takes too long. */
export async function stopServer(server: ProcessIdentity, { isHung } = { isHung: false }): Promise<void> {
  if (!isHung) {
    await sendSignal(server, 'SIGINT');
    if (await waitForEnd(server, FAST_STOP_MILLISECONDS)) return;
  }
  await sendSignal(server, 'SIGQUIT');
  if (await waitForEnd(server, HARD_STOP_MILLISECONDS)) return;
  await sendSignal(server, 'SIGKILL');
  await waitForEnd(server, HARD_STOP_MILLISECONDS);
}

/** As PostgreSQL judges it: also a zombie, or another user's process, bears its number. */
function isNumberTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}
