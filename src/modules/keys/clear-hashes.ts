import { emptyHashes, findHashed } from './hash-store.ts';
import { lastKeyOf } from './keyset-store.ts';
import { HASHED_COLUMNS, type HashedColumn, RESERVATION } from './sealed-columns.ts';
import type { Sweep, SweepBatch, SweptBatch } from './sweep.ts';

/** Empties the columns of a version that no ring holds any more: nobody writes them, and its successor will need them. */
export function clearHashes(column: 0 | 1): readonly Sweep[] {
  const reservation: HashedColumn = {
    ...RESERVATION,
    key: [
      ['roster_id', 'uuid'],
      [`${RESERVATION.column}_${1 - column}`, 'uuid'],
    ],
    scope: 'office',
    isRequired: true,
  };
  return [...HASHED_COLUMNS, reservation].map((hashed) => ({
    name: hashed.table,
    scope: hashed.scope,
    batch: (batch) => clearBatch(hashed, column, batch),
  }));
}

async function clearBatch(hashed: HashedColumn, column: 0 | 1, batch: SweepBatch): Promise<SweptBatch> {
  const rows = await findHashed(hashed, column, batch);
  if (hashed.isRequired && rows.some(({ isAlone }) => isAlone)) {
    throw new Error(`${hashed.table}.${hashed.column} lacks its new hash`);
  }
  await emptyHashes(hashed, column, batch, rows);
  return { lastKey: lastKeyOf(rows, batch.rows), touched: rows.length };
}
