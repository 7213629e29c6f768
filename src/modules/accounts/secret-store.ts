import sql from 'sql-template-tag';
import type { SealContext } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';

/** By what an account proves itself. */
export interface SecretRow {
  /** PHC. */
  readonly passwordHash: string;
  readonly sealedTotp: Buffer | null;
  readonly isTotpConfirmed: boolean;
  /** The last time step of which a code was taken. */
  readonly totpStep: number | null;
  readonly recoveryHashes: readonly Buffer[];
}

export function totpContext(officeId: string, accountId: string): SealContext {
  return { table: 'account_secret', officeId, id: accountId };
}

export async function insertSecret(
  transaction: Transaction,
  officeId: string,
  accountId: string,
  passwordHash: string,
  now: number,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.account_secret (office_id, account_id, password_hash, password_changed_at)
    VALUES (${officeId}, ${accountId}, ${passwordHash}, ${instantValue(now)})`);
}

const COLUMNS = sql`password_hash AS "passwordHash", sealed_totp AS "sealedTotp", is_totp_confirmed AS "isTotpConfirmed",
  totp_step AS "totpStep", recovery_hashes AS "recoveryHashes"`;

export function findSecret(
  transaction: Transaction,
  officeId: string,
  accountId: string,
): Promise<SecretRow | undefined> {
  return transaction.findRow<SecretRow>(sql`
    SELECT ${COLUMNS} FROM tenant.account_secret WHERE office_id = ${officeId} AND account_id = ${accountId}`);
}

/** Locks it: of two who bring the same code at the same moment, the second finds it taken. */
export function lockSecret(transaction: Transaction, officeId: string, accountId: string): Promise<SecretRow> {
  return transaction.getRow<SecretRow>(sql`
    SELECT ${COLUMNS} FROM tenant.account_secret
    WHERE office_id = ${officeId} AND account_id = ${accountId} FOR UPDATE`);
}

export async function setPassword(
  transaction: Transaction,
  officeId: string,
  accountId: string,
  passwordHash: string,
  now: number,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.account_secret SET password_hash = ${passwordHash}, password_changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND account_id = ${accountId}`);
}

/** `null` takes the second factor away: the next sign-in sets up another. */
export async function setTotp(
  transaction: Transaction,
  officeId: string,
  accountId: string,
  sealedTotp: Buffer | null,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.account_secret
    SET sealed_totp = ${sealedTotp}, is_totp_confirmed = false, totp_step = NULL, recovery_hashes = '{}'
    WHERE office_id = ${officeId} AND account_id = ${accountId}`);
}

export async function confirmTotp(
  transaction: Transaction,
  officeId: string,
  accountId: string,
  step: number,
  recoveryHashes: readonly Buffer[],
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.account_secret
    SET is_totp_confirmed = true, totp_step = ${step}, recovery_hashes = ${recoveryHashes}
    WHERE office_id = ${officeId} AND account_id = ${accountId}`);
}

export async function noteTotpStep(
  transaction: Transaction,
  officeId: string,
  accountId: string,
  step: number,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.account_secret SET totp_step = ${step}
    WHERE office_id = ${officeId} AND account_id = ${accountId}`);
}

export async function setRecoveryHashes(
  transaction: Transaction,
  officeId: string,
  accountId: string,
  recoveryHashes: readonly Buffer[],
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.account_secret SET recovery_hashes = ${recoveryHashes}
    WHERE office_id = ${officeId} AND account_id = ${accountId}`);
}
