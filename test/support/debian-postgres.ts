import { ok } from '#kernel/result.ts';
import { type EmbeddedServer, startServer } from '#platform/database/embedded/embedded-server.ts';
import { ensureDebianPostgres } from '../../scripts/debian-postgres.ts';

/**
 * Starts Debian's PostgreSQL 15 on that folder, on a free port, for store tests: not durable, as the OS user `postgres`.
 *
 * Installs it where it is missing and that is possible; throws an error with a Chinese sentence otherwise.
 */
export async function startDebianPostgres(folder: string): Promise<EmbeddedServer> {
  const binaries = await ensureDebianPostgres();
  const started = await startServer({ folder, isDurable: false }, () => Promise.resolve(ok(binaries)));
  if (!started.ok) throw new Error(started.error.message);
  return started.value;
}
