import sql, { raw } from 'sql-template-tag';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { resealWithRing, rewrapPersonKey } from '#platform/cryptography/sealing.ts';
import { andAfter, andSameKey, inOrder, type KeyedRow, keyArrays, keyAsText, keyNames, lastKeyOf } from './keyset.ts';
import type { SealedColumn } from './sealed-columns.ts';
import type { Sweep, SweepBatch, SweptBatch } from './sweep.ts';

interface SealedRow extends KeyedRow {
  readonly id: string;
  readonly sealed: Buffer;
}

/**
 * Seals a column anew under the ring's current key. A row that somebody changes meanwhile is left to him: he seals with
 * the current key too, and the next pass looks.
 */
export function resealSweep(ring: KeyRing, column: SealedColumn): Sweep {
  return {
    name: `${column.table}.${column.column}`,
    scope: 'office',
    batch: (batch) => resealBatch(ring, column, batch),
  };
}

async function resealBatch(
  ring: KeyRing,
  { table, column, key, label, id, holds }: SealedColumn,
  { transaction, officeId, afterKey, rows: limit }: SweepBatch,
): Promise<SweptBatch> {
  const version = Buffer.alloc(2);
  version.writeUInt16BE(ring.keys.sealing.current);
  const sealed = raw(`t.${column}`);
  const rows = await transaction.rows<SealedRow>(sql`
    SELECT ${keyAsText(key)} AS key, ${raw(id.map((name) => `t.${name}`).join(" || ' ' || "))}::text AS id, ${sealed} AS sealed
    FROM ${raw(table)} t
    WHERE t.office_id = ${officeId} AND ${sealed} IS NOT NULL AND substring(${sealed} FROM 2 FOR 2) <> ${version}
      ${andAfter(key, afterKey)}
    ${inOrder(key)} LIMIT ${limit}`);
  if (rows.length === 0) return { lastKey: undefined, touched: 0 };
  const reseal = holds === 'key' ? rewrapPersonKey : resealWithRing;
  const anew = rows.map((row) => {
    const resealed = reseal(ring, { table: label, officeId, id: row.id }, row.sealed);
    if (!resealed.ok) throw new Error(`${table}.${column} of ${row.id} does not open: ${resealed.error}`);
    return resealed.value ?? row.sealed;
  });
  await transaction.run(sql`
    UPDATE ${raw(table)} t SET ${raw(column)} = n.anew
    FROM unnest(${keyArrays(key, rows)} ${rows.map((row) => row.sealed)}::bytea[], ${anew}::bytea[])
      AS n (${keyNames(key)} old, anew)
    WHERE t.office_id = ${officeId} ${andSameKey(key)} AND ${sealed} = n.old`);
  return { lastKey: lastKeyOf(rows, limit), touched: rows.length };
}
