import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok } from '#kernel/result.ts';
import { startServer } from '#platform/database/embedded/embedded-server.ts';
import { ensureDebianPostgres } from './debian-binaries.ts';

export interface DebianServer {
  readonly superuserUrl: string;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

/**
 * Starts Debian's PostgreSQL 15 in a temporary folder on a free port, as the OS user `postgres`, for store tests: not durable.
 *
 * Installs it where it is missing and that is possible; throws an error with a Chinese sentence otherwise.
 */
export async function startDebianPostgres(): Promise<DebianServer> {
  const binaries = await ensureDebianPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'tongzhou-debian-'));
  await chmod(folder, 0o755); // 15's programs go back to their folder by its path, so their user must be able to cross it
  const started = await startServer({ folder, isDurable: false }, () => Promise.resolve(ok(binaries)));
  if (!started.ok) throw new Error(started.error.message);
  const { superuserUrl } = started.value;
  return {
    superuserUrl,
    stop: async () => {
      await started.value.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
