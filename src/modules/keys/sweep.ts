import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { findOfficeIds, findPass, findPlace, keepPlace, type Rotation, type SweepPlace } from './rotation-store.ts';

/** What a batch of rows is done to. */
export interface SweepBatch {
  readonly transaction: Transaction;
  readonly officeId: string;
  /** Key of the last row before the batch, as text; empty at the start. */
  readonly afterKey: readonly string[];
  readonly rows: number;
}

export interface SweptBatch {
  /** Key of the batch's last row; `undefined` where it was the end. */
  readonly lastKey: readonly string[] | undefined;
  /** Rows that were changed, or that must still be. */
  readonly touched: number;
}

/** Work on all rows of one kind, batch by batch; doing it twice does nothing more. */
export interface Sweep {
  readonly name: string;
  readonly scope: 'office' | 'administration';
  readonly batch: (batch: SweepBatch) => Promise<SweptBatch>;
}

export interface SweepOptions {
  readonly rowsPerBatch: number;
  /** Called before each pass: everybody who may have written by an older ring is done by then. */
  readonly settle: () => Promise<void>;
}

/** What stays undone after so many passes never will be done. */
const MOST_PASSES = 20;

/**
 * Sweeps over all offices until a pass finds nothing to do. A place is kept with each batch, in its transaction: after a
 * kill the work goes on where it was.
 */
export async function sweepUntilClean(
  platform: Platform,
  rotation: Rotation,
  stage: string,
  sweeps: readonly Sweep[],
  { rowsPerBatch, settle }: SweepOptions,
): Promise<void> {
  const first = await findPass(platform, rotation, stage);
  for (let pass = first; pass < first + MOST_PASSES; pass += 1) {
    await settle();
    let touched = 0;
    for (const sweep of sweeps) {
      for (const officeId of await findOfficeIds(platform)) {
        const id = { ...rotation, work: `${stage} ${sweep.name}`, officeId, pass };
        const context = { scope: sweep.scope, officeId, actorId: SYSTEM_ACTOR_ID } as const;
        let place: SweepPlace | undefined;
        do {
          place = await platform.database.transaction(context, async (transaction) => {
            const before = (await findPlace(transaction, id)) ?? { afterKey: [], touched: 0, isDone: false };
            if (before.isDone) return before;
            const { afterKey } = before;
            const swept = await sweep.batch({ transaction, officeId, afterKey, rows: rowsPerBatch });
            const after: SweepPlace = {
              afterKey: swept.lastKey ?? afterKey,
              touched: before.touched + swept.touched,
              isDone: swept.lastKey === undefined,
            };
            await keepPlace(transaction, id, after);
            return after;
          });
        } while (!place.isDone);
        touched += place.touched;
      }
    }
    if (touched === 0) return;
  }
  throw new Error(`rows remain after ${MOST_PASSES} passes of ${rotation.purpose} ${stage}`);
}
