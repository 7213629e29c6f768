import sql, { raw } from 'sql-template-tag';
import { andAfter, andSameKey, inOrder, type KeyedRow, keyArrays, keyAsText, keyNames } from './keyset-store.ts';
import type { SealedColumn } from './sealed-columns.ts';
import type { SweepBatch } from './sweep.ts';

export interface SealedRow extends KeyedRow {
  /** To which the value is bound. */
  readonly id: string;
  readonly sealed: Buffer;
}

/** A batch of the values of a column that are sealed under another version than that. */
export async function findSealedByOthers(
  { table, column, key, id }: SealedColumn,
  version: number,
  { transaction, officeId, afterKey, rows: limit }: SweepBatch,
): Promise<readonly SealedRow[]> {
  const versionBytes = Buffer.alloc(2);
  versionBytes.writeUInt16BE(version);
  const sealed = raw(`t.${column}`);
  return await transaction.rows<SealedRow>(sql`
    SELECT ${keyAsText(key)} AS key, ${raw(id.map((name) => `t.${name}`).join(" || ' ' || "))}::text AS id, ${sealed} AS sealed
    FROM ${raw(table)} t
    WHERE t.office_id = ${officeId} AND ${sealed} IS NOT NULL AND substring(${sealed} FROM 2 FOR 2) <> ${versionBytes}
      ${andAfter(key, afterKey)}
    ${inOrder(key)} LIMIT ${limit}`);
}

/** Writes the values sealed anew, in the order of the rows; a row that somebody has changed meanwhile stays as it is. */
export async function replaceSealed(
  { table, column, key }: SealedColumn,
  { transaction, officeId }: SweepBatch,
  rows: readonly SealedRow[],
  anew: readonly Buffer[],
): Promise<void> {
  await transaction.run(sql`
    UPDATE ${raw(table)} t SET ${raw(column)} = n.anew
    FROM unnest(${keyArrays(key, rows)} ${rows.map((row) => row.sealed)}::bytea[], ${anew}::bytea[])
      AS n (${keyNames(key)} old, anew)
    WHERE t.office_id = ${officeId} ${andSameKey(key)} AND ${raw(`t.${column}`)} = n.old`);
}
