import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { Platform } from '#platform/platform.ts';
import { OUTSIDE } from './resolve-session.ts';
import type { SecuritySettings } from './security-settings.ts';

/** Guesses within this time count together. */
const WINDOW_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const LONGEST_LOCK_MINUTES = 1_440;

/** Locked, and for how long still. */
export interface Locked {
  readonly code: 'sign-in-locked';
  readonly retryAfterSeconds: number;
}

/** What is guessed at: the password of a sign-in name (whether anybody has it or not), an account's second factor. */
export function guessedAt(kind: 'sign-in' | 'second-factor' | 'password' | 'sms-code', what: string | Buffer): Buffer {
  return createHash('sm3').update(`${kind}\0`).update(what).digest();
}

/**
 * Counts a guess before it is judged, so that no number of them at the same moment gets past the limit: the last that is
 * admitted locks already, and a right one forgets them all ({@link forgetGuesses}). Each lock in a row lasts twice as long,
 * up to a day. `undefined` where the guess may be judged.
 */
export function admitGuess(
  platform: Platform,
  subject: Buffer,
  settings: Pick<SecuritySettings, 'failuresBeforeLock' | 'lockMinutes'>,
): Promise<Locked | undefined> {
  const now = platform.clock.now();
  return platform.database.transaction(OUTSIDE, async (transaction) => {
    if (await countGuess(transaction, subject, now, settings)) return undefined;
    const row = await transaction.findRow<{ lockedUntil: number | null }>(sql`
      SELECT locked_until AS "lockedUntil" FROM local.attempt WHERE subject_hash = ${subject}`);
    // a right guess at the same moment may have forgotten them meanwhile: then the next try is admitted
    const waitMs = (row?.lockedUntil ?? now) - now;
    return { code: 'sign-in-locked', retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) };
  });
}

export async function forgetGuesses(platform: Platform, subject: Buffer): Promise<void> {
  await platform.database.transaction(OUTSIDE, (transaction) => deleteGuesses(transaction, subject));
}

/** A write that changes nothing, in the place of one that would tell that somebody exists. */
export async function writeNothing(platform: Platform, subject: Buffer): Promise<void> {
  await platform.database.transaction(OUTSIDE, (transaction) =>
    transaction.run(sql`UPDATE local.attempt SET last_at = last_at WHERE subject_hash = ${subject}`),
  );
}

export async function deleteGuesses(transaction: Transaction, subject: Buffer): Promise<void> {
  await transaction.run(sql`DELETE FROM local.attempt WHERE subject_hash = ${subject}`);
}

async function countGuess(
  transaction: Transaction,
  subject: Buffer,
  now: number,
  { failuresBeforeLock, lockMinutes }: Pick<SecuritySettings, 'failuresBeforeLock' | 'lockMinutes'>,
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
