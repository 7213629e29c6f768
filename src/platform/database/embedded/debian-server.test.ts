import { expect, test } from 'vitest';
import { startDebianPostgres } from '../../../../test/support/debian-postgres.ts';
import { query } from '../../../../test/support/start-database-program.ts';

test('Debian’s PostgreSQL 15 runs for store tests, with the same encoding, order and sign-in', {
  timeout: 300_000,
}, async () => {
  const server = await startDebianPostgres();
  try {
    const shown = await query(
      server.superuserUrl,
      `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding,
              (SELECT datcollate FROM pg_database WHERE datname = 'postgres') AS collation`,
    );
    expect(shown).toEqual([{ version: 15, encoding: 'UTF8', collation: 'C' }]);
  } finally {
    await server.stop();
  }
});
