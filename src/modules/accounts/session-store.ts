import sql from 'sql-template-tag';
import type { Role } from '#contracts/permissions.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';

export interface SessionRow {
  readonly id: string;
  readonly officeId: string;
  readonly accountId: string;
  readonly scope: 'office' | 'agencies' | 'unit' | 'person' | 'administration';
  readonly roles: readonly Role[];
  /** Where the roles are held. */
  readonly nodeIds: readonly string[];
  /** What the access context names. */
  readonly agencyIds: readonly string[];
  readonly unitId: string | null;
  readonly personId: string | null;
  readonly needsSecondFactor: boolean;
  readonly secondFactorAt: number | null;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly idleMinutes: number;
  readonly endsAt: number;
}

export async function insertSession(transaction: Transaction, row: SessionRow, tokenHash: Buffer): Promise<void> {
  await transaction.run(sql`
    INSERT INTO local.session (token_hash, id, office_id, account_id, scope, roles, node_ids, agency_ids, unit_id,
      person_id, needs_second_factor, second_factor_at, created_at, last_seen_at, idle_minutes, ends_at)
    VALUES (${tokenHash}, ${row.id}, ${row.officeId}, ${row.accountId}, ${row.scope}, ${row.roles}, ${row.nodeIds},
      ${row.agencyIds}, ${row.unitId}, ${row.personId}, ${row.needsSecondFactor},
      ${row.secondFactorAt === null ? null : instantValue(row.secondFactorAt)}, ${instantValue(row.createdAt)},
      ${instantValue(row.lastSeenAt)}, ${row.idleMinutes}, ${instantValue(row.endsAt)})`);
}

/** The session of a token, while it lasts at that instant. Needs the platform's context. */
export function findSession(transaction: Transaction, tokenHash: Buffer, now: number): Promise<SessionRow | undefined> {
  return transaction.findRow<SessionRow>(sql`
    SELECT id, office_id AS "officeId", account_id AS "accountId", scope, roles, node_ids AS "nodeIds",
      agency_ids AS "agencyIds", unit_id AS "unitId", person_id AS "personId",
      needs_second_factor AS "needsSecondFactor", second_factor_at AS "secondFactorAt", created_at AS "createdAt",
      last_seen_at AS "lastSeenAt", idle_minutes AS "idleMinutes", ends_at AS "endsAt"
    FROM local.session
    WHERE token_hash = ${tokenHash} AND ends_at > ${instantValue(now)}
      AND last_seen_at > ${instantValue(now)}::timestamptz - make_interval(mins => idle_minutes)`);
}

export async function touchSession(transaction: Transaction, id: string, now: number): Promise<void> {
  await transaction.run(sql`UPDATE local.session SET last_seen_at = ${instantValue(now)} WHERE id = ${id}`);
}

/** Marks the second factor as done. */
export async function proveSession(transaction: Transaction, id: string, now: number): Promise<void> {
  await transaction.run(sql`UPDATE local.session SET second_factor_at = ${instantValue(now)} WHERE id = ${id}`);
}

export async function deleteSession(transaction: Transaction, id: string): Promise<void> {
  await transaction.run(sql`DELETE FROM local.session WHERE id = ${id}`);
}

/** Ends all sessions of an account but the one that is named; how many. */
export function deleteSessionsOf(
  transaction: Transaction,
  officeId: string,
  accountId: string,
  exceptId: string | null = null,
): Promise<number> {
  return transaction.run(sql`
    DELETE FROM local.session
    WHERE office_id = ${officeId} AND account_id = ${accountId} AND id IS DISTINCT FROM ${exceptId}::uuid`);
}

/** Ends the sessions of a unit's agents: where it hangs in the tree has changed. */
export async function endSessionsOfUnit(transaction: Transaction, officeId: string, unitId: string): Promise<void> {
  await transaction.run(sql`DELETE FROM local.session WHERE office_id = ${officeId} AND unit_id = ${unitId}`);
}

/** A node was opened below another: staff who are signed in and see that one see the new one too. */
export async function widenSessions(
  transaction: Transaction,
  officeId: string,
  parentId: string,
  agencyId: string,
): Promise<void> {
  await transaction.run(sql`
    UPDATE local.session SET agency_ids = array_append(agency_ids, ${agencyId}::uuid)
    WHERE office_id = ${officeId} AND scope = 'agencies' AND agency_ids @> ARRAY[${parentId}]::uuid[]`);
}

/** Forgets sessions that have ended and guesses of more than two days ago. Needs the platform's context. */
export async function deleteEnded(transaction: Transaction, now: number): Promise<void> {
  await transaction.run(sql`DELETE FROM local.session WHERE ends_at <= ${instantValue(now)}`);
  await transaction.run(sql`DELETE FROM local.attempt WHERE last_at < ${instantValue(now - 2 * 86_400_000)}`);
  await transaction.run(sql`DELETE FROM local.sms_code WHERE expires_at < ${instantValue(now - 2 * 86_400_000)}`);
}
