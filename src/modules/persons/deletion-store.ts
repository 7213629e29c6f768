import sql, { type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import { takeRandomBytes } from '#platform/cryptography/random-pool.ts';
import { sealWithRing } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';

export type DeletionState = 'requested' | 'refused' | 'done';

export interface DeletionRow {
  readonly id: string;
  readonly personId: string;
  readonly state: DeletionState;
  readonly sealedReason: Buffer;
  readonly requestedAt: number;
  readonly requestedBy: string;
  readonly decidedAt: number | null;
  readonly decidedBy: string | null;
}

const COLUMNS = sql`id, person_id AS "personId", state, sealed_reason AS "sealedReason", requested_at AS "requestedAt",
  requested_by AS "requestedBy", decided_at AS "decidedAt", decided_by AS "decidedBy"`;

/** Whether the person is there and has his key still; locks him. */
export async function lockPerson(
  { transaction, officeId }: Act,
  personId: string,
): Promise<'there' | 'deleted' | undefined> {
  const row = await transaction.findRow<{ has_key: boolean }>(sql`
    SELECT wrapped_key IS NOT NULL AS has_key FROM tenant.person
    WHERE office_id = ${officeId} AND id = ${personId} FOR UPDATE`);
  return row === undefined ? undefined : row.has_key ? 'there' : 'deleted';
}

/** What stands in the way of deleting a person, the first of them. */
export async function findDeletionObstacle(
  { transaction, officeId }: Act,
  personId: string,
  onDay: DayNumber,
): Promise<'cover-runs' | 'roster-under-way' | 'money-owed' | undefined> {
  const { covers, rosters, claims } = await transaction.getRow<{
    covers: boolean;
    rosters: boolean;
    claims: boolean;
  }>(sql`
    SELECT
      EXISTS (SELECT FROM tenant.coverage_period c WHERE c.office_id = ${officeId} AND c.person_id = ${personId}
        AND c.state IN ('scheduled', 'in-force') AND c.end_on >= ${dayValue(onDay)}) AS covers,
      EXISTS (SELECT FROM tenant.roster_entry e JOIN tenant.roster r ON r.office_id = e.office_id AND r.id = e.roster_id
        WHERE e.office_id = ${officeId} AND e.person_id = ${personId} AND e.state = 'standing'
          AND r.state IN ('draft', 'in-review', 'sent-back', 'passed')) AS rosters,
      EXISTS (SELECT FROM tenant.claim c WHERE c.office_id = ${officeId} AND c.person_id = ${personId}
        AND c.state IN ('in-review', 'referred', 'sent-back', 'approved', 'in-payout', 'returned'))
      OR EXISTS (SELECT FROM tenant.claim_draft d WHERE d.office_id = ${officeId} AND d.person_id = ${personId}
        AND d.claim_id IS NULL AND d.withdrawn_at IS NULL)
      OR EXISTS (SELECT FROM tenant.claim c JOIN tenant.appeal a ON a.office_id = c.office_id AND a.claim_id = c.id
        WHERE c.office_id = ${officeId} AND c.person_id = ${personId} AND a.state = 'filed')
      OR EXISTS (SELECT FROM tenant.claim c JOIN tenant.recovery r ON r.office_id = c.office_id AND r.claim_id = c.id
        WHERE c.office_id = ${officeId} AND c.person_id = ${personId} AND r.state IN ('proposed', 'decided')) AS claims`);
  return covers ? 'cover-runs' : rosters ? 'roster-under-way' : claims ? 'money-owed' : undefined;
}

/** The unit and agency that know him, for the trail. */
export async function findPlaceOf(
  { transaction, officeId }: Act,
  personId: string,
): Promise<{ readonly agencyId: string } | undefined> {
  return await transaction.findRow<{ agencyId: string }>(sql`
    SELECT agency_id AS "agencyId" FROM tenant.member
    WHERE office_id = ${officeId} AND person_id = ${personId} ORDER BY id LIMIT 1`);
}

export async function insertDeletion(act: Act, id: string, personId: string, reason: string): Promise<boolean> {
  const { transaction, officeId, platform } = act;
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.person_deletion (office_id, id, person_id, state, sealed_reason, requested_at, requested_by)
    VALUES (${officeId}, ${id}, ${personId}, 'requested',
      ${sealWithRing(platform.ring(), deletionContext(officeId, id), reason)}, ${instantValue(act.now)}, ${act.actorId})
    ON CONFLICT (office_id, person_id) WHERE state = 'requested' DO NOTHING`);
  return inserted > 0;
}

/** Where the reason of a deletion stands. */
export function deletionContext(
  officeId: string,
  id: string,
): { readonly table: string; readonly officeId: string; readonly id: string } {
  return { table: 'person_deletion', officeId, id };
}

export async function lockDeletion({ transaction, officeId }: Act, id: string): Promise<DeletionRow | undefined> {
  return await transaction.findRow<DeletionRow>(
    sql`SELECT ${COLUMNS} FROM tenant.person_deletion WHERE office_id = ${officeId} AND id = ${id} FOR UPDATE`,
  );
}

export async function decideDeletion(act: Act, id: string, state: 'refused' | 'done'): Promise<void> {
  await act.transaction.run(sql`
    UPDATE tenant.person_deletion SET state = ${state}, decided_at = ${instantValue(act.now)}, decided_by = ${act.actorId}
    WHERE office_id = ${act.officeId} AND id = ${id}`);
}

export function listDeletions(
  transaction: Transaction,
  officeId: string,
  {
    state,
    after,
    limit,
  }: { readonly state: DeletionState; readonly after: string | undefined; readonly limit: number },
): Promise<DeletionRow[]> {
  return transaction.rows<DeletionRow>(sql`
    SELECT ${COLUMNS} FROM tenant.person_deletion
    WHERE office_id = ${officeId} AND state = ${state} AND (${after ?? null}::uuid IS NULL OR id > ${after ?? null}::uuid)
    ORDER BY id LIMIT ${limit}`);
}

const NOBODY = { name: '已删除', phone: '', signInName: '' };

/**
 * Takes a person's key and all by which he is found. What was sealed under the key is noise from now on; rows that refer
 * to him stay. Where a hash stood there is a random one: nobody finds him, and he who joins again is somebody new.
 */
export async function erasePerson(act: Act, personId: string): Promise<void> {
  const { transaction, officeId } = act;
  const at = sql`office_id = ${officeId} AND person_id = ${personId}`;
  const key = (column: string): Sql => sql`encode(substring(${bytes(column)} FOR 16), 'hex')::uuid`;
  const random = { zero: takeRandomBytes(32), one: takeRandomBytes(32) };
  const bytes = (column: string): Sql => sql`${column === '0' ? random.zero : random.one}::bytea`;
  // the directory names nobody's person: the old hash leads there
  await transaction.run(sql`
    UPDATE directory.cover d SET
      person_key_0 = CASE WHEN d.person_key_0 IS NULL THEN NULL ELSE ${key('0')} END,
      person_key_1 = CASE WHEN d.person_key_1 IS NULL THEN NULL ELSE ${key('1')} END
    FROM tenant.person p
    WHERE p.office_id = ${officeId} AND p.id = ${personId} AND d.office_id = ${officeId}
      AND (d.person_key_0 = encode(substring(p.resident_hash_0 FOR 16), 'hex')::uuid
        OR d.person_key_1 = encode(substring(p.resident_hash_1 FOR 16), 'hex')::uuid)`);
  await transaction.run(sql`
    UPDATE tenant.person SET wrapped_key = NULL,
      resident_hash_0 = CASE WHEN resident_hash_0 IS NULL THEN NULL ELSE ${bytes('0')} END,
      resident_hash_1 = CASE WHEN resident_hash_1 IS NULL THEN NULL ELSE ${bytes('1')} END
    WHERE office_id = ${officeId} AND id = ${personId}`);
  await transaction.run(sql`
    DELETE FROM tenant.member_token t USING tenant.member m
    WHERE m.office_id = ${officeId} AND m.person_id = ${personId} AND t.office_id = ${officeId} AND t.member_id = m.id`);
  await transaction.run(sql`UPDATE tenant.member SET phone_hash_0 = NULL, phone_hash_1 = NULL WHERE ${at}`);
  await transaction.run(sql`
    UPDATE tenant.payee_account SET state = 'replaced',
      card_hash_0 = CASE WHEN card_hash_0 IS NULL THEN NULL ELSE ${bytes('0')} END,
      card_hash_1 = CASE WHEN card_hash_1 IS NULL THEN NULL ELSE ${bytes('1')} END
    WHERE ${at}`);
  await eraseAccount(act, personId);
}

/** His own account: its name and phone stand under the ring, not under his key. */
async function eraseAccount({ transaction, officeId, platform }: Act, personId: string): Promise<void> {
  const account = await transaction.findRow<{ id: string }>(sql`
    SELECT id FROM tenant.account WHERE office_id = ${officeId} AND person_id = ${personId} AND kind = 'member'`);
  if (account === undefined) return;
  const sealed = sealWithRing(platform.ring(), { table: 'account', officeId, id: account.id }, NOBODY);
  await transaction.run(sql`
    UPDATE tenant.account SET state = 'disabled', sealed = ${sealed},
      phone_hash_0 = CASE WHEN phone_hash_0 IS NULL THEN NULL ELSE ${takeRandomBytes(32)}::bytea END,
      phone_hash_1 = CASE WHEN phone_hash_1 IS NULL THEN NULL ELSE ${takeRandomBytes(32)}::bytea END
    WHERE office_id = ${officeId} AND id = ${account.id}`);
  await transaction.run(sql`DELETE FROM local.session WHERE office_id = ${officeId} AND account_id = ${account.id}`);
}
