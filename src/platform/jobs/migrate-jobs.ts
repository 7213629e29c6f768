import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { APPLICATION_ROLE, OWNER_ROLE } from '../database/migrate.ts';

/** The queue's own schema: tables of the running program, no tenant's. */
export const JOBS_SCHEMA = 'jobs';
/** Where jobs wait for a person that were tried too often. */
export const SET_ASIDE = 'set-aside';

const TEN_YEARS_SECONDS = 10 * 365 * 86_400;

/**
 * Installs the queue's tables, or brings them to the version of the library. Called after `migrate`, with the same
 * address: the tables belong to the owner, and the application's role gets what it needs to make and do jobs. Safe to
 * call again.
 */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    application_name: 'tongzhou migrate',
    options: `-c role=${OWNER_ROLE}`,
    schema: JOBS_SCHEMA,
    createSchema: false,
    max: 2,
    supervise: false,
    schedule: false,
  });
  boss.on('error', () => undefined);
  try {
    await boss.start();
    await boss.createQueue(SET_ASIDE, { retentionSeconds: TEN_YEARS_SECONDS, retryLimit: 0 });
  } finally {
    await boss.stop({ graceful: false });
  }
  await grant(ownerUrl);
}

async function grant(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, options: `-c role=${OWNER_ROLE}` });
  await client.connect();
  try {
    await client.query(`
      REVOKE ALL ON SCHEMA ${JOBS_SCHEMA} FROM PUBLIC;
      GRANT USAGE ON SCHEMA ${JOBS_SCHEMA} TO ${APPLICATION_ROLE};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOBS_SCHEMA} TO ${APPLICATION_ROLE};
      REVOKE INSERT, DELETE ON ${JOBS_SCHEMA}.version FROM ${APPLICATION_ROLE};
      REVOKE DELETE ON ${JOBS_SCHEMA}.queue FROM ${APPLICATION_ROLE}`);
  } finally {
    await client.end();
  }
}
