import sql, { raw } from 'sql-template-tag';
import { andAfter, inOrder, type KeyedRow, keyAsText, pairOf } from './keyset-store.ts';
import type { KeyColumn } from './sealed-columns.ts';
import type { SweepBatch } from './sweep.ts';

const BY_ID = [['id', 'uuid']] as const;

export interface UnhashedAccount extends KeyedRow {
  readonly id: string;
  readonly sealed: Buffer;
}

/** A batch of the accounts whose phone or sign-in name has no hash in that column yet. */
export async function findUnhashedAccounts(
  column: 0 | 1,
  { transaction, officeId, afterKey, rows: limit }: SweepBatch,
): Promise<readonly UnhashedAccount[]> {
  const phone = pairOf('phone_hash', column).coming;
  const name = pairOf('name_hash', column).coming;
  return await transaction.rows<UnhashedAccount>(sql`
    SELECT ${keyAsText(BY_ID)} AS key, t.id, t.sealed FROM tenant.account t
    WHERE t.office_id = ${officeId} AND (t.${phone} IS NULL OR EXISTS (
        SELECT FROM directory.sign_in s WHERE s.office_id = t.office_id AND s.account_id = t.id AND s.${name} IS NULL))
      ${andAfter(BY_ID, afterKey)}
    ${inOrder(BY_ID)} LIMIT ${limit}`);
}

export async function setAccountHashes(
  column: 0 | 1,
  { transaction, officeId }: SweepBatch,
  accounts: readonly UnhashedAccount[],
  hashes: { readonly ofPhones: readonly Buffer[]; readonly ofNames: readonly Buffer[] },
): Promise<void> {
  const phone = pairOf('phone_hash', column).coming;
  const name = pairOf('name_hash', column).coming;
  const ids = accounts.map(({ id }) => id);
  await transaction.run(sql`
    UPDATE tenant.account a SET ${phone} = n.hash
    FROM unnest(${ids}::uuid[], ${accounts.map(({ sealed }) => sealed)}::bytea[], ${hashes.ofPhones}::bytea[])
      AS n (id, sealed, hash)
    WHERE a.office_id = ${officeId} AND a.id = n.id AND a.sealed = n.sealed AND a.${phone} IS NULL`);
  await transaction.run(sql`
    UPDATE directory.sign_in s SET ${name} = n.hash
    FROM unnest(${ids}::uuid[], ${hashes.ofNames}::bytea[]) AS n (id, hash)
    WHERE s.office_id = ${officeId} AND s.account_id = n.id AND s.${name} IS NULL`);
}

/** A table of the directory with persons' keys; the first column of its key is an id. */
export interface PersonKeyed {
  readonly table: 'cover' | 'cover_reservation';
  readonly key: readonly KeyColumn[];
}

export interface UnkeyedCover extends KeyedRow {
  readonly before: string;
  /** The person's hash of the version to come; `null` where he has none yet. */
  readonly hash: Buffer | null;
}

/** A batch of the rows that have no person's key in that column yet, with the hash that gives it. */
export async function findUnkeyed(
  { table, key }: PersonKeyed,
  column: 0 | 1,
  { transaction, officeId, afterKey, rows: limit }: SweepBatch,
): Promise<readonly UnkeyedCover[]> {
  const person = pairOf('person_key', column);
  const hash = pairOf('resident_hash', column);
  // a person's key is the beginning of his hash: a range of the hashes' index
  return await transaction.rows<UnkeyedCover>(sql`
    SELECT d.key, d.before, p.${hash.coming} AS hash
    FROM (
      SELECT ${keyAsText(key)} AS key, t.${person.before} AS before FROM directory.${raw(table)} t
      WHERE t.office_id = ${officeId} AND t.${person.coming} IS NULL ${andAfter(key, afterKey)}
      ${inOrder(key)} LIMIT ${limit}) AS d
    LEFT JOIN tenant.person p ON p.office_id = ${officeId} AND p.${hash.before} >= uuid_send(d.before)
      AND p.${hash.before} <= uuid_send(d.before) || decode(repeat('ff', 16), 'hex')
    ORDER BY d.key COLLATE "C"`);
}

export async function setPersonKeys(
  { table, key }: PersonKeyed,
  column: 0 | 1,
  { transaction, officeId }: SweepBatch,
  rows: readonly UnkeyedCover[],
  personKeys: readonly string[],
): Promise<void> {
  const { coming, before } = pairOf('person_key', column);
  await transaction.run(sql`
    UPDATE directory.${raw(table)} t SET ${coming} = n.coming
    FROM unnest(${rows.map((row) => row.key[0] ?? '')}::uuid[], ${rows.map((row) => row.before)}::uuid[],
      ${personKeys}::uuid[]) AS n (id, before, coming)
    WHERE t.office_id = ${officeId} AND t.${raw(key[0]?.[0] ?? '')} = n.id AND t.${before} = n.before AND t.${coming} IS NULL`);
}
