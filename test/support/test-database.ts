import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { parseDate, startOfDay } from '#kernel/civil-date.ts';
import { SettableClock } from '#platform/clock.ts';
import { createBulkCryptography } from '#platform/cryptography/bulk/bulk-cryptography.ts';
import { createKeyRing } from '#platform/cryptography/key-ring.ts';
import { Database } from '#platform/database/database.ts';
import { applicationUrl, migrate } from '#platform/database/migrate.ts';
import { uuidMaker } from '#platform/identifier.ts';
import type { Platform } from '#platform/platform.ts';

const MIGRATIONS = join(import.meta.dirname, '../../migrations');
/** Of the application's role on a test server: one for all databases, since roles are the server's. */
export const PASSWORD = 'of-the-tests';

/** A migrated database of a test file's own, and a platform that stands on it. */
export interface TestDatabase {
  readonly platform: Platform;
  /** Starts on 2025-05-10, 09:00 in Shanghai. */
  readonly clock: SettableClock;
  /** Of the application's role. */
  readonly url: string;
  /** Of the server's superuser: for looking behind the policies, and for the planted damage of the audit tests. */
  readonly superuserUrl: string;
  /** One statement as superuser. */
  readonly asSuperuser: <R extends object>(text: string, values?: readonly unknown[]) => Promise<R[]>;
  readonly close: () => Promise<void>;
}

/**
 * Clones the migrated template of this server; makes the template first where there is none for these migrations.
 *
 * The server's address stands in TONGZHOU_TEST_SERVER, which `store-setup.ts` sets.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['TONGZHOU_TEST_SERVER'];
  if (server === undefined) throw new Error('run this under the vitest project `store`');
  const template = await ensureTemplate(server);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  await onServer(urlOf(server, name), (client) => client.query(GRANTS.replaceAll('$DATABASE', name)));
  const superuserUrl = urlOf(server, name);
  const url = applicationUrl(superuserUrl, PASSWORD);
  const database = new Database({ url, connections: 8 });
  const superuser = new pg.Pool({ connectionString: superuserUrl, max: 2 });
  // dropping the database may cut an idle connection before its goodbye has arrived
  superuser.on('error', () => undefined);
  const clock = new SettableClock(startOfDay(parseDate('2025-05-10')) + 9 * 3_600_000);
  const ring = createKeyRing();
  const bulk = createBulkCryptography(ring, { threads: 1 });
  return {
    platform: { database, clock, ring: () => ring, newId: uuidMaker(clock), bulk: () => bulk },
    clock,
    url,
    superuserUrl,
    asSuperuser: async <R extends object>(text: string, values: readonly unknown[] = []) =>
      (await superuser.query<R & pg.QueryResultRow>(text, [...values])).rows,
    close: async () => {
      await bulk.close();
      await database.close();
      await superuser.end();
      await onServer(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

/** Rights on a database are not cloned with it. */
const GRANTS = `REVOKE ALL ON DATABASE $DATABASE FROM PUBLIC; GRANT CONNECT ON DATABASE $DATABASE TO tongzhou_app`;

async function ensureTemplate(server: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of readdirSync(MIGRATIONS).sort()) hash.update(readFileSync(join(MIGRATIONS, file)));
  const name = `template_${hash.digest('hex').slice(0, 16)}`;
  await onServer(server, async (client) => {
    await client.query('SELECT pg_advisory_lock(7262042)');
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [name]);
    if (found.rowCount === 1) return;
    await client.query(`DROP DATABASE IF EXISTS ${name}`);
    await client.query(`CREATE DATABASE ${name}`);
    const migrated = await migrate({
      ownerUrl: urlOf(server, name),
      applicationPassword: PASSWORD,
      folder: MIGRATIONS,
    });
    if (!migrated.ok) throw new Error(migrated.error.message);
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
  });
  return name;
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
