import sql, { raw } from 'sql-template-tag';
import { personKeyOf } from '#modules/persons/index.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { comingHash, type Filling, pairOf } from './fill-persons.ts';
import { andAfter, inOrder, type KeyedRow, keyAsText, lastKeyOf } from './keyset.ts';
import type { KeyColumn } from './sealed-columns.ts';
import type { Sweep, SweepBatch, SweptBatch } from './sweep.ts';

const BY_ID = [['id', 'uuid']] as const;

interface AccountRow extends KeyedRow {
  readonly id: string;
  readonly sealed: Buffer;
}

/** Hashes of accounts' phones and, in the directory, of their sign-in names. */
export function fillAccounts(filling: Filling): Sweep {
  const phone = pairOf('phone_hash', filling).coming;
  const name = pairOf('name_hash', filling).coming;
  const batch = async ({ transaction, officeId, afterKey, rows: limit }: SweepBatch): Promise<SweptBatch> => {
    const rows = await transaction.rows<AccountRow>(sql`
      SELECT ${keyAsText(BY_ID)} AS key, t.id, t.sealed FROM tenant.account t
      WHERE t.office_id = ${officeId} AND (t.${phone} IS NULL OR EXISTS (
          SELECT FROM directory.sign_in s WHERE s.office_id = t.office_id AND s.account_id = t.id AND s.${name} IS NULL))
        ${andAfter(BY_ID, afterKey)}
      ${inOrder(BY_ID)} LIMIT ${limit}`);
    const fields = rows.map(({ id, sealed }) => {
      const context = { table: 'account', officeId, id };
      const opened = openWithRing<{ readonly phone: string; readonly signInName: string }>(
        filling.ring,
        context,
        sealed,
      );
      if (!opened.ok) throw new Error(`account ${id} does not open: ${opened.error}`);
      return opened.value;
    });
    const ids = rows.map(({ id }) => id);
    await transaction.run(sql`
      UPDATE tenant.account a SET ${phone} = n.hash
      FROM unnest(${ids}::uuid[], ${rows.map(({ sealed }) => sealed)}::bytea[],
        ${fields.map((each) => comingHash(filling, 'phone', each.phone))}::bytea[]) AS n (id, sealed, hash)
      WHERE a.office_id = ${officeId} AND a.id = n.id AND a.sealed = n.sealed AND a.${phone} IS NULL`);
    await transaction.run(sql`
      UPDATE directory.sign_in s SET ${name} = n.hash
      FROM unnest(${ids}::uuid[], ${fields.map((each) => comingHash(filling, 'sign-in', each.signInName))}::bytea[])
        AS n (id, hash)
      WHERE s.office_id = ${officeId} AND s.account_id = n.id AND s.${name} IS NULL`);
    return { lastKey: lastKeyOf(rows, limit), touched: rows.length };
  };
  return { name: 'tenant.account', scope: 'administration', batch };
}

interface CoverRow extends KeyedRow {
  readonly before: string;
  /** The person's hash of the version to come; `null` where he has none yet. */
  readonly hash: Buffer | null;
}

/** Persons of covers and reservations in the nation's directory, by their hashes of the version before. After the persons. */
export function fillDirectory(filling: Filling): readonly Sweep[] {
  return [
    { name: 'directory.cover', scope: 'office', batch: (batch) => fillKeys(batch, 'cover', [['cover_id', 'uuid']]) },
    {
      name: 'directory.cover_reservation',
      scope: 'office',
      batch: (batch) =>
        fillKeys(batch, 'cover_reservation', [
          ['roster_id', 'uuid'],
          [`person_key_${1 - filling.column}`, 'uuid'],
        ]),
    },
  ];

  async function fillKeys(
    { transaction, officeId, afterKey, rows: limit }: SweepBatch,
    table: 'cover' | 'cover_reservation',
    key: readonly KeyColumn[],
  ): Promise<SweptBatch> {
    const rows = await findUnfilled(transaction, officeId, { table, key, afterKey, limit, filling });
    const found = rows.filter(({ hash }) => hash !== null);
    const { coming, before } = pairOf('person_key', filling);
    await transaction.run(sql`
      UPDATE directory.${raw(table)} t SET ${coming} = n.coming
      FROM unnest(${found.map((row) => row.key[0] ?? '')}::uuid[], ${found.map((row) => row.before)}::uuid[],
        ${found.map((row) => personKeyOf(row.hash))}::uuid[]) AS n (id, before, coming)
      WHERE t.office_id = ${officeId} AND t.${raw(key[0]?.[0] ?? '')} = n.id AND t.${before} = n.before AND t.${coming} IS NULL`);
    return { lastKey: lastKeyOf(rows, limit), touched: rows.length };
  }
}

async function findUnfilled(
  transaction: Transaction,
  officeId: string,
  {
    table,
    key,
    afterKey,
    limit,
    filling,
  }: {
    readonly table: string;
    readonly key: readonly KeyColumn[];
    readonly afterKey: readonly string[];
    readonly limit: number;
    readonly filling: Filling;
  },
): Promise<CoverRow[]> {
  const person = pairOf('person_key', filling);
  const hash = pairOf('resident_hash', filling);
  // a person's key is the beginning of his hash: a range of the hashes' index
  return await transaction.rows<CoverRow>(sql`
    SELECT d.key, d.before, p.${hash.coming} AS hash
    FROM (
      SELECT ${keyAsText(key)} AS key, t.${person.before} AS before FROM directory.${raw(table)} t
      WHERE t.office_id = ${officeId} AND t.${person.coming} IS NULL ${andAfter(key, afterKey)}
      ${inOrder(key)} LIMIT ${limit}) AS d
    LEFT JOIN tenant.person p ON p.office_id = ${officeId} AND p.${hash.before} >= uuid_send(d.before)
      AND p.${hash.before} <= uuid_send(d.before) || decode(repeat('ff', 16), 'hex')
    ORDER BY d.key COLLATE "C"`);
}
