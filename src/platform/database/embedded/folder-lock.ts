import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './database-refusal.ts';

const POLL_MILLISECONDS = 25;

export interface FolderLock {
  release(): Promise<void>;
}

/** Names a folder by device and inode, so that every path to it gives the same lock. */
export async function folderKey(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder, { bigint: true });
  return `${dev}-${ino}`;
}

/**
 * Only one program at a time starts or stops the server of a folder.
 *
 * The lock is a socket in Linux's abstract name space, named by the folder's key: the kernel gives the name to
 * one process and takes it back when that process dies, however it dies, so there is no stale lock to judge.
 *
 * `undefined` when another program held it for all that time.
 */
export async function lockFolder(
  key: string,
  patienceMilliseconds: number,
  onWait: () => void,
): Promise<FolderLock | undefined> {
  const end = performance.now() + patienceMilliseconds;
  for (let tries = 0; ; tries += 1) {
    const server = await listen(`\0tongzhou-database-${key}`);
    if (server !== undefined) return { release: () => close(server) };
    if (tries === 0) onWait();
    if (performance.now() > end) return undefined;
    await sleep(POLL_MILLISECONDS);
  }
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', (error) => {
      if (errorCode(error) === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
