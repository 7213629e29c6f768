import { createHash } from 'node:crypto';
import type { Platform } from '#platform/platform.ts';
import { countGuess, deleteGuesses, findLockedUntil, type LockSettings, rewriteGuesses } from './attempt-store.ts';
import { OUTSIDE } from './resolve-session.ts';

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
export function admitGuess(platform: Platform, subject: Buffer, settings: LockSettings): Promise<Locked | undefined> {
  const now = platform.clock.now();
  return platform.database.transaction(OUTSIDE, async (transaction) => {
    if (await countGuess(transaction, subject, now, settings)) return undefined;
    // a right guess at the same moment may have forgotten them meanwhile: then the next try is admitted
    const waitMs = ((await findLockedUntil(transaction, subject)) ?? now) - now;
    return { code: 'sign-in-locked', retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) };
  });
}

export async function forgetGuesses(platform: Platform, subject: Buffer): Promise<void> {
  await platform.database.transaction(OUTSIDE, (transaction) => deleteGuesses(transaction, subject));
}

/** A write that changes nothing, in the place of one that would tell that somebody exists. */
export async function writeNothing(platform: Platform, subject: Buffer): Promise<void> {
  await platform.database.transaction(OUTSIDE, (transaction) => rewriteGuesses(transaction, subject));
}
