import sql, { raw } from 'sql-template-tag';
import { andAfter, andSameKey, inOrder, type KeyedRow, keyArrays, keyAsText, keyNames } from './keyset-store.ts';
import type { HashedColumn } from './sealed-columns.ts';
import type { SweepBatch } from './sweep.ts';

/** A row with a hash of the version that goes, and whether it lacks the one that stays. */
export interface HashedRow extends KeyedRow {
  readonly isAlone: boolean;
}

/** A batch of the rows in which a hash of the version in that column still stands. */
export async function findHashed(
  { table, column: name, key }: HashedColumn,
  column: 0 | 1,
  { transaction, officeId, afterKey, rows: limit }: SweepBatch,
): Promise<readonly HashedRow[]> {
  return await transaction.rows<HashedRow>(sql`
    SELECT ${keyAsText(key)} AS key, t.${raw(`${name}_${1 - column}`)} IS NULL AS "isAlone" FROM ${raw(table)} t
    WHERE t.office_id = ${officeId} AND t.${raw(`${name}_${column}`)} IS NOT NULL ${andAfter(key, afterKey)}
    ${inOrder(key)} LIMIT ${limit}`);
}

export async function emptyHashes(
  { table, column: name, key }: HashedColumn,
  column: 0 | 1,
  { transaction, officeId }: SweepBatch,
  rows: readonly HashedRow[],
): Promise<void> {
  await transaction.run(sql`
    UPDATE ${raw(table)} t SET ${raw(`${name}_${column}`)} = NULL
    FROM unnest(${keyArrays(key, rows)} ${rows.map(() => '')}::text[]) AS n (${keyNames(key)} nothing)
    WHERE t.office_id = ${officeId} ${andSameKey(key)}`);
}
