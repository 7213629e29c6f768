import { createHash, timingSafeEqual } from 'node:crypto';
import pg from 'pg';
import { deriveSecret, type KeyRing } from '../cryptography/key-ring.ts';
import { OWNER_ROLE } from '../database/migrate.ts';

/** What a database says of itself before anything is done to it. */
export interface FoundDatabase {
  /** By which it knows its ring; none before its first opening. */
  readonly ringCheck: Buffer | undefined;
  /** Whether anything in it may be sealed already. */
  readonly hasData: boolean;
}

/** Reads as the database's owner, and writes nothing. */
export async function lookIntoDatabase(ownerUrl: string): Promise<FoundDatabase> {
  return await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ check: boolean; data: boolean }>(
      `SELECT to_regclass('migration.installation') IS NOT NULL AS check,
         to_regclass('reference.office') IS NOT NULL AS data`,
    );
    const [there] = rows;
    // of a database older than its check the tables alone count as data: rows are out of the owner's sight
    if (there === undefined || !there.check) return { ringCheck: undefined, hasData: there?.data === true };
    await actAsOwner(client);
    const ringCheck = await findRingCheck(client);
    return { ringCheck, hasData: ringCheck !== undefined };
  });
}

/** Writes down whose the database is, unless that stands there; what stands there then. */
export async function keepRingCheck(ownerUrl: string, ring: KeyRing): Promise<Buffer> {
  return await asOwner(ownerUrl, async (client) => {
    await actAsOwner(client);
    await client.query('INSERT INTO migration.installation (ring_check) VALUES ($1) ON CONFLICT DO NOTHING', [
      ringCheckOf(ring),
    ]);
    const kept = await findRingCheck(client);
    if (kept === undefined) throw new Error('the check of the ring was not kept');
    return kept;
  });
}

export function belongsToRing(ringCheck: Buffer, ring: KeyRing): boolean {
  return timingSafeEqual(ringCheck, ringCheckOf(ring));
}

/** Hashed, so that the derived secret itself stands nowhere. */
function ringCheckOf(ring: KeyRing): Buffer {
  return createHash('sm3').update(deriveSecret(ring, 'ring-check/1')).digest();
}

/** Another user of the server than he who migrated may have to join the role first, as migrating does. */
async function actAsOwner(client: pg.Client): Promise<void> {
  await client.query(`DO $$ BEGIN
    IF NOT pg_has_role(current_user, '${OWNER_ROLE}', 'MEMBER') THEN GRANT ${OWNER_ROLE} TO CURRENT_USER; END IF;
  END $$`);
  await client.query(`SET ROLE ${OWNER_ROLE}`);
}

async function findRingCheck(client: pg.Client): Promise<Buffer | undefined> {
  const { rows } = await client.query<{ ring_check: Buffer }>('SELECT ring_check FROM migration.installation');
  return rows[0]?.ring_check;
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'tongzhou opening' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
