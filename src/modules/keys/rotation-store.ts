import sql from 'sql-template-tag';
import type { KeyPurpose } from '#platform/cryptography/key-ring.ts';
import { type AccessContext, SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { Platform } from '#platform/platform.ts';

const OUTSIDE: AccessContext = { scope: 'platform', actorId: SYSTEM_ACTOR_ID };

/** One rotation of a purpose's key. */
export interface Rotation {
  readonly purpose: KeyPurpose;
  readonly toVersion: number;
}

export interface RotationRecord extends Rotation {
  readonly startedAt: number;
  readonly finishedAt: number | null;
  /** Rows that were changed so far. */
  readonly touched: number;
}

const LOCK = 7_262_043;

/**
 * Runs `work` where no other program rotates at this moment; `undefined` where one does.
 *
 * The lock is an open transaction's, so that it ends with this program however that ends. `work` is given its process in
 * the database, for which {@link waitForOlderTransactions} must not wait.
 */
export function aloneInRotating<T>(
  platform: Platform,
  work: (holder: number) => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  return platform.database.transaction(OUTSIDE, async (transaction) => {
    const { is_alone, holder } = await transaction.getRow<{ is_alone: boolean; holder: number }>(
      sql`SELECT pg_try_advisory_xact_lock(${LOCK}) AS is_alone, pg_backend_pid() AS holder`,
    );
    return is_alone ? { value: await work(holder) } : undefined;
  });
}

export function findRotations(platform: Platform): Promise<readonly RotationRecord[]> {
  return platform.database.transaction(OUTSIDE, (transaction) =>
    transaction.rows<RotationRecord>(sql`
      SELECT r.purpose, r.to_version AS "toVersion", r.started_at AS "startedAt", r.finished_at AS "finishedAt",
        (SELECT coalesce(sum(s.touched), 0)::bigint FROM local.key_sweep s
          WHERE s.purpose = r.purpose AND s.to_version = r.to_version) AS touched
      FROM local.key_rotation r ORDER BY r.started_at, r.purpose LIMIT 1000`),
  );
}

export async function insertRotation(platform: Platform, { purpose, toVersion }: Rotation): Promise<void> {
  await platform.database.transaction(OUTSIDE, (transaction) =>
    transaction.run(sql`
      INSERT INTO local.key_rotation (purpose, to_version, started_at)
      VALUES (${purpose}, ${toVersion}, ${instantValue(platform.clock.now())})`),
  );
}

export async function finishRotation(platform: Platform, { purpose, toVersion }: Rotation): Promise<void> {
  await platform.database.transaction(OUTSIDE, async (transaction) => {
    await transaction.run(sql`
      UPDATE local.key_rotation SET finished_at = ${instantValue(platform.clock.now())}
      WHERE purpose = ${purpose} AND to_version = ${toVersion}`);
  });
}

export async function findOfficeIds(platform: Platform): Promise<readonly string[]> {
  const rows = await platform.database.transaction(OUTSIDE, (transaction) =>
    transaction.rows<{ id: string }>(sql`SELECT id FROM reference.office ORDER BY id`),
  );
  return rows.map(({ id }) => id);
}

/**
 * Resolves when every transaction of the application that is open now has ended: whoever began before works perhaps with
 * an older ring, whoever begins later reads the present one. `holder` is not waited for.
 */
export async function waitForOlderTransactions(
  platform: Platform,
  holder: number,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<void> {
  const open = (transaction: Transaction): Promise<{ of: string }[]> =>
    transaction.rows<{ of: string }>(sql`
      SELECT pid || ' ' || xact_start AS of FROM pg_stat_activity
      WHERE datname = current_database() AND usename = current_user AND xact_start IS NOT NULL
        AND pid NOT IN (pg_backend_pid(), ${holder})`);
  let older = new Set((await platform.database.transaction(OUTSIDE, open)).map(({ of }) => of));
  while (older.size > 0) {
    await sleep(50);
    const now = await platform.database.transaction(OUTSIDE, open);
    older = new Set(now.map(({ of }) => of).filter((of) => older.has(of)));
  }
}

/** A pass over an office's rows, as far as it came. */
export interface SweepPlace {
  readonly afterKey: readonly string[];
  readonly touched: number;
  readonly isDone: boolean;
}

export interface SweepId extends Rotation {
  readonly work: string;
  readonly officeId: string;
  readonly pass: number;
}

/** Where a pass stands; locks it for its next batch. */
export async function findPlace(transaction: Transaction, id: SweepId): Promise<SweepPlace | undefined> {
  return await transaction.findRow<SweepPlace>(sql`
    SELECT after_key AS "afterKey", touched, is_done AS "isDone" FROM local.key_sweep
    WHERE purpose = ${id.purpose} AND to_version = ${id.toVersion} AND work = ${id.work} AND office_id = ${id.officeId}
      AND pass = ${id.pass} FOR UPDATE`);
}

export async function keepPlace(transaction: Transaction, id: SweepId, place: SweepPlace): Promise<void> {
  await transaction.run(sql`
    INSERT INTO local.key_sweep (purpose, to_version, work, office_id, pass, after_key, touched, is_done)
    VALUES (${id.purpose}, ${id.toVersion}, ${id.work}, ${id.officeId}, ${id.pass}, ${place.afterKey}, ${place.touched},
      ${place.isDone})
    ON CONFLICT (purpose, to_version, work, office_id, pass) DO UPDATE
      SET after_key = excluded.after_key, touched = excluded.touched, is_done = excluded.is_done`);
}

/** The pass to go on with, from 1. */
export async function findPass(platform: Platform, { purpose, toVersion }: Rotation, stage: string): Promise<number> {
  const { pass } = await platform.database.transaction(OUTSIDE, (transaction) =>
    transaction.getRow<{ pass: number | null }>(sql`
      SELECT max(pass) AS pass FROM local.key_sweep
      WHERE purpose = ${purpose} AND to_version = ${toVersion} AND starts_with(work, ${`${stage} `})`),
  );
  return pass ?? 1;
}
