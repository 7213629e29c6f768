import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { resealWithRing, rewrapPersonKey } from '#platform/cryptography/sealing.ts';
import { lastKeyOf } from './keyset-store.ts';
import { findSealedByOthers, replaceSealed } from './reseal-store.ts';
import type { SealedColumn } from './sealed-columns.ts';
import type { Sweep, SweepBatch, SweptBatch } from './sweep.ts';

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

async function resealBatch(ring: KeyRing, column: SealedColumn, batch: SweepBatch): Promise<SweptBatch> {
  const rows = await findSealedByOthers(column, ring.keys.sealing.current, batch);
  if (rows.length === 0) return { lastKey: undefined, touched: 0 };
  const reseal = column.holds === 'key' ? rewrapPersonKey : resealWithRing;
  const anew = rows.map((row) => {
    const resealed = reseal(ring, { table: column.label, officeId: batch.officeId, id: row.id }, row.sealed);
    if (!resealed.ok) throw new Error(`${column.table}.${column.column} of ${row.id} does not open: ${resealed.error}`);
    return resealed.value ?? row.sealed;
  });
  await replaceSealed(column, batch, rows, anew);
  return { lastKey: lastKeyOf(rows, batch.rows), touched: rows.length };
}
