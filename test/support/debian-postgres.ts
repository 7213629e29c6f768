import { chmod, mkdir } from 'node:fs/promises';
import { ok } from '#kernel/result.ts';
import { type EmbeddedServer, startServer } from '#platform/database/embedded/embedded-server.ts';
import { ensureDebianPostgres } from '../../scripts/debian-postgres.ts';

/**
 * Starts Debian's PostgreSQL 15 on that folder (under one that everybody can cross, such as /tmp), on a free port, for store tests: not durable, as the OS user `postgres`.
 *
 * Installs it where it is missing and that is possible; throws an error with a Chinese sentence otherwise.
 */
export async function startDebianPostgres(folder: string): Promise<EmbeddedServer> {
  const binaries = await ensureDebianPostgres();
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755); // 15's programs go back to their folder by its path, so their user must be able to cross it
  const started = await startServer({ folder, isDurable: false }, () => Promise.resolve(ok(binaries)));
  if (!started.ok) throw new Error(started.error.message);
  return started.value;
}
