import sql from 'sql-template-tag';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { SecuritySettings } from './security-settings.ts';

/** Guesses within this time count together. */
const WINDOW_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const LONGEST_LOCK_MINUTES = 1_440;

export type LockSettings = Pick<SecuritySettings, 'failuresBeforeLock' | 'lockMinutes'>;

export async function findLockedUntil(transaction: Transaction, subject: Buffer): Promise<number | undefined> {
  const row = await transaction.findRow<{ lockedUntil: number | null }>(sql`
    SELECT locked_until AS "lockedUntil" FROM local.attempt WHERE subject_hash = ${subject}`);
  return row?.lockedUntil ?? undefined;
}

/** Writes them as they are. */
export async function rewriteGuesses(transaction: Transaction, subject: Buffer): Promise<void> {
  await transaction.run(sql`UPDATE local.attempt SET last_at = last_at WHERE subject_hash = ${subject}`);
}

export async function deleteGuesses(transaction: Transaction, subject: Buffer): Promise<void> {
  await transaction.run(sql`DELETE FROM local.attempt WHERE subject_hash = ${subject}`);
}

/**
 * Counts a guess, and locks with the last that is admitted; false where the subject is locked. Needs the platform's
 * context.
 */
export async function countGuess(
  transaction: Transaction,
  subject: Buffer,
  now: number,
  { failuresBeforeLock, lockMinutes }: LockSettings,
): Promise<boolean> {
  const at = instantValue(now);
  const counted = await transaction.run(sql`
    INSERT INTO local.attempt AS a (subject_hash, failures, first_at, last_at) VALUES (${subject}, 1, ${at}, ${at})
    ON CONFLICT (subject_hash) DO UPDATE SET
      failures = CASE WHEN a.locked_until IS NULL AND a.first_at > ${instantValue(now - WINDOW_MS)} THEN a.failures + 1 ELSE 1 END,
      first_at = CASE WHEN a.locked_until IS NULL AND a.first_at > ${instantValue(now - WINDOW_MS)} THEN a.first_at ELSE ${at} END,
      locks = CASE WHEN a.last_at > ${instantValue(now - 2 * DAY_MS)} THEN a.locks ELSE 0 END,
      locked_until = NULL,
      last_at = ${at}
    WHERE a.locked_until IS NULL OR a.locked_until <= ${at}`);
  if (counted === 0) return false;
  await transaction.run(sql`
    UPDATE local.attempt SET locks = locks + 1,
      locked_until = ${at}::timestamptz + make_interval(mins => least(${LONGEST_LOCK_MINUTES}::numeric,
        ${lockMinutes}::numeric * 2::numeric ^ least(locks, 20))::integer)
    WHERE subject_hash = ${subject} AND failures >= ${failuresBeforeLock}`);
  return true;
}
