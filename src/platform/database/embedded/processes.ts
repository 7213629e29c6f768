import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process, told from a later one of the same number by its start (clock ticks since the machine's boot). */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTicks: string;
}

const POLL_MILLISECONDS = 10;

/** Place of the start among the fields of /proc/<pid>/stat, counted from the state (proc(5): fields 22 and 3). */
const START_FIELD = 19;

/** The living process of that number. A zombie is dead: it holds nothing, and its parent may never collect it. */
export async function findProcess(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    const startTicks = fields[START_FIELD];
    return fields[0] === 'Z' || fields[0] === 'X' || startTicks === undefined ? undefined : { pid, startTicks };
  } catch {
    return undefined;
  }
}

export async function isAlive({ pid, startTicks }: ProcessIdentity): Promise<boolean> {
  return (await findProcess(pid))?.startTicks === startTicks;
}

/** Whether the process ended in that time. */
export async function waitForEnd(process: ProcessIdentity, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (await isAlive(process)) {
    if (performance.now() > end) return false;
    await sleep(POLL_MILLISECONDS);
  }
  return true;
}

/**
 * The processes of PostgreSQL (server, backends, initdb) that work in the folder, told by their working directory and
 * their program: an administrator's shell that stands there is none. Processes of another user can't be seen, save by root.
 */
export async function findPostgresIn(folder: string): Promise<ProcessIdentity[]> {
  const wanted = await stat(folder, { bigint: true });
  const found: ProcessIdentity[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      const { dev, ino } = await stat(`/proc/${pid}/cwd`, { bigint: true });
      if (dev !== wanted.dev || ino !== wanted.ino) continue;
      if (!/^(postgres|initdb)( \(deleted\))?$/.test(basename(await readlink(`/proc/${pid}/exe`)))) continue;
    } catch {
      continue; // ended meanwhile, or another user's
    }
    const process = await findProcess(pid);
    if (process !== undefined) found.push(process);
  }
  return found;
}

/** Sends the signal; a process that is already gone needs none. */
export async function sendSignal(target: ProcessIdentity, signal: NodeJS.Signals): Promise<void> {
  if (!(await isAlive(target))) return;
  try {
    process.kill(target.pid, signal);
  } catch (error) {
    if (await isAlive(target)) throw error;
  }
}

/** Waits for what a killed server or initdb left behind, then kills it. */
export async function clearPostgresFrom(folder: string, patienceMilliseconds: number): Promise<void> {
  const end = performance.now() + patienceMilliseconds;
  for (;;) {
    const left = await findPostgresIn(folder);
    if (left.length === 0) return;
    if (performance.now() > end) for (const process of left) await sendSignal(process, 'SIGKILL');
    await sleep(POLL_MILLISECONDS);
  }
}
