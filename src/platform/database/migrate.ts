import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { fail, ok, type Result } from '#kernel/result.ts';

export interface MigrateOptions {
  /** Of a role that may create roles and owns the database: used for migrating only. */
  readonly ownerUrl: string;
  /** What the application's role signs in with. */
  readonly applicationPassword: string;
  readonly folder: string;
}

export interface MigrationRefusal {
  readonly code: 'version' | 'rights' | 'changed' | 'newer';
  readonly message: string;
}

const OLDEST_SERVER = 150_000;
const LOCK = 7_262_041;

/** Partitions stand ready from here on; the notice that both programs rest on is of 2025. */
const FIRST_PARTITIONED_YEAR = 2023;
const PARTITIONED_YEARS_AHEAD = 2;

/**
 * Brings a database to the newest of the migrations: makes the two roles, then runs what has not run, each file in a
 * transaction. Safe to call by many processes at the same time, and again. Gives the names of what it ran.
 *
 * A file that changed after it had run is refused: migrations are append-only.
 */
export async function migrate(options: MigrateOptions): Promise<Result<readonly string[], MigrationRefusal>> {
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'tongzhou migrate' });
  await client.connect();
  try {
    const { rows } = await client.query<{ server: number; may: boolean; name: string }>(
      `SELECT current_setting('server_version_num')::integer AS server, current_database() AS name,
         (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS may`,
    );
    const [facts] = rows;
    if (facts === undefined) throw new Error('the server does not say what it is');
    if (facts.server < OLDEST_SERVER) {
      return fail({ code: 'version', message: '数据库版本太旧：需要 PostgreSQL 15 或更新的版本。' });
    }
    if (!facts.may) {
      return fail({ code: 'rights', message: 'DATABASE_URL 的用户不能建立角色：请换成有 CREATEROLE 权限的用户。' });
    }
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await makeRoles(client, options.applicationPassword, facts.name);
    return await runNew(client, options.folder);
  } finally {
    await client.end();
  }
}

/** The name of the role that serves requests; it owns nothing and bypasses nothing. */
export const APPLICATION_ROLE = 'tongzhou_app';
export const OWNER_ROLE = 'tongzhou_owner';

async function makeRoles(client: pg.Client, password: string, database: string): Promise<void> {
  const name = client.escapeIdentifier(database);
  await client.query(`DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${OWNER_ROLE}') THEN CREATE ROLE ${OWNER_ROLE} NOLOGIN; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APPLICATION_ROLE}') THEN CREATE ROLE ${APPLICATION_ROLE} LOGIN; END IF;
    IF NOT pg_has_role(current_user, '${OWNER_ROLE}', 'MEMBER') THEN GRANT ${OWNER_ROLE} TO CURRENT_USER; END IF;
  END $$`);
  await client.query(
    `ALTER ROLE ${APPLICATION_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD ${client.escapeLiteral(password)}`,
  );
  await client.query(`GRANT CREATE, CONNECT ON DATABASE ${name} TO ${OWNER_ROLE}`);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${APPLICATION_ROLE}`);
  await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
}

async function runNew(client: pg.Client, folder: string): Promise<Result<readonly string[], MigrationRefusal>> {
  await client.query(`SET ROLE ${OWNER_ROLE}`);
  await client.query('CREATE SCHEMA IF NOT EXISTS migration');
  await client.query(
    'CREATE TABLE IF NOT EXISTS migration.done (name text PRIMARY KEY, checksum text NOT NULL, at timestamptz NOT NULL DEFAULT now())',
  );
  const done = await client.query<{ name: string; checksum: string }>('SELECT name, checksum FROM migration.done');
  const checksums = new Map(done.rows.map(({ name, checksum }) => [name, checksum]));
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const unknown = [...checksums.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined) {
    return fail({ code: 'newer', message: `数据库由更新的版本用过（${unknown}）：请用那个版本或更新的版本打开。` });
  }
  const ran: string[] = [];
  for (const name of names) {
    const text = readFileSync(join(folder, name), 'utf8');
    const checksum = createHash('sha256').update(text).digest('hex');
    const before = checksums.get(name);
    if (before === checksum) continue;
    if (before !== undefined) {
      return fail({ code: 'changed', message: `迁移文件 ${name} 在执行之后被改动过：请恢复原样，改动写成新的文件。` });
    }
    await client.query('BEGIN');
    await client.query(text);
    await client.query('INSERT INTO migration.done (name, checksum) VALUES ($1, $2)', [name, checksum]);
    await client.query('COMMIT');
    ran.push(name);
  }
  await client.query(
    `SELECT access.ensure_partitions(year) FROM generate_series($1, date_part('year', now())::integer + $2) AS year`,
    [FIRST_PARTITIONED_YEAR, PARTITIONED_YEARS_AHEAD],
  );
  return ok(ran);
}

/** The application's address for the same database as the owner's. */
export function applicationUrl(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = APPLICATION_ROLE;
  url.password = password;
  return url.href;
}
