import sql, { raw } from 'sql-template-tag';
import { andAfter, andSameKey, inOrder, type KeyedRow, keyArrays, keyAsText, keyNames, lastKeyOf } from './keyset.ts';
import { HASHED_COLUMNS, type HashedColumn, RESERVATION } from './sealed-columns.ts';
import type { Sweep, SweepBatch, SweptBatch } from './sweep.ts';

/** Empties the columns of a version that no ring holds any more: nobody writes them, and its successor will need them. */
export function clearHashes(column: 0 | 1): readonly Sweep[] {
  const kept = 1 - column;
  const reservation: HashedColumn = {
    ...RESERVATION,
    key: [
      ['roster_id', 'uuid'],
      [`${RESERVATION.column}_${kept}`, 'uuid'],
    ],
    scope: 'office',
    isRequired: true,
  };
  return [...HASHED_COLUMNS, reservation].map((hashed) => ({
    name: hashed.table,
    scope: hashed.scope,
    batch: (batch) => clearBatch(hashed, `${hashed.column}_${column}`, `${hashed.column}_${kept}`, batch),
  }));
}

async function clearBatch(
  { table, column: name, key, isRequired }: HashedColumn,
  old: string,
  kept: string,
  { transaction, officeId, afterKey, rows: limit }: SweepBatch,
): Promise<SweptBatch> {
  const rows = await transaction.rows<KeyedRow & { isAlone: boolean }>(sql`
    SELECT ${keyAsText(key)} AS key, t.${raw(kept)} IS NULL AS "isAlone" FROM ${raw(table)} t
    WHERE t.office_id = ${officeId} AND t.${raw(old)} IS NOT NULL ${andAfter(key, afterKey)}
    ${inOrder(key)} LIMIT ${limit}`);
  if (isRequired && rows.some(({ isAlone }) => isAlone)) throw new Error(`${table}.${name} lacks its new hash`);
  await transaction.run(sql`
    UPDATE ${raw(table)} t SET ${raw(old)} = NULL
    FROM unnest(${keyArrays(key, rows)} ${rows.map(() => '')}::text[]) AS n (${keyNames(key)} nothing)
    WHERE t.office_id = ${officeId} ${andSameKey(key)}`);
  return { lastKey: lastKeyOf(rows, limit), touched: rows.length };
}
