import sql from 'sql-template-tag';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Between two codes for the same name and number. */
export const RESEND_MS = MINUTE_MS;
/** How long a code is good for. */
const VALID_MS = 5 * MINUTE_MS;
/** A day, for the same name and number. */
const MOST_SENDS = 10;

/**
 * Notes that a code was asked for; whether anybody has this name and number does not matter here. False where the last one
 * is too young, or there were too many in a day. Needs the platform's context.
 */
export async function putCode(
  transaction: Transaction,
  subject: Buffer,
  codeHash: Buffer,
  now: number,
): Promise<boolean> {
  const at = instantValue(now);
  const put = await transaction.run(sql`
    INSERT INTO local.sms_code AS c (subject_hash, code_hash, sent_at, expires_at, first_at)
    VALUES (${subject}, ${codeHash}, ${at}, ${instantValue(now + VALID_MS)}, ${at})
    ON CONFLICT (subject_hash) DO UPDATE SET
      code_hash = excluded.code_hash, sent_at = excluded.sent_at, expires_at = excluded.expires_at,
      sends = CASE WHEN c.first_at > ${instantValue(now - DAY_MS)} THEN c.sends + 1 ELSE 1 END,
      first_at = CASE WHEN c.first_at > ${instantValue(now - DAY_MS)} THEN c.first_at ELSE ${at} END
    WHERE c.sent_at <= ${instantValue(now - RESEND_MS)}
      AND (c.sends < ${MOST_SENDS} OR c.first_at <= ${instantValue(now - DAY_MS)})`);
  return put === 1;
}

/** The hash of the code that is good now. Needs the platform's context. */
export async function findCodeHash(
  transaction: Transaction,
  subject: Buffer,
  now: number,
): Promise<Buffer | undefined> {
  const row = await transaction.findRow<{ hash: Buffer }>(sql`
    SELECT code_hash AS hash FROM local.sms_code WHERE subject_hash = ${subject} AND expires_at > ${instantValue(now)}`);
  return row?.hash;
}

/** Uses a code up; false where somebody else was faster. Needs the platform's context. */
export async function spendCode(transaction: Transaction, subject: Buffer, now: number): Promise<boolean> {
  const used = await transaction.run(sql`
    UPDATE local.sms_code SET expires_at = ${instantValue(now)}
    WHERE subject_hash = ${subject} AND expires_at > ${instantValue(now)}`);
  return used === 1;
}
