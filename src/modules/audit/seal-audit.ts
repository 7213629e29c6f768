import { SYSTEM_ACTOR_ID } from '#platform/database/access-context.ts';
import type { Platform } from '#platform/platform.ts';
import { makeSeal } from './seal.ts';
import { appendSeal, findSealable, lockHead } from './store.ts';

/** Rows of one seal. Its leaves take 48 bytes a row. */
const ROWS_PER_SEAL = 2_000;

export interface SealedCount {
  readonly seals: number;
  readonly rows: number;
}

/**
 * Seals what can be sealed of an office's trail: the rows that lie wholly behind the oldest running transaction, so that
 * none which commits late is ever passed over.
 *
 * Each batch is a transaction of its own: stopped at any moment, it goes on from there. Any number of processes may call
 * it at the same time: they take turns at the office's head.
 */
export async function sealAudit(
  platform: Platform,
  officeId: string,
  rowsPerSeal: number = ROWS_PER_SEAL,
): Promise<SealedCount> {
  let seals = 0;
  let rows = 0;
  for (;;) {
    const sealed = await sealBatch(platform, officeId, rowsPerSeal);
    if (sealed > 0) seals += 1;
    rows += sealed;
    if (sealed < rowsPerSeal) return { seals, rows };
  }
}

function sealBatch(platform: Platform, officeId: string, limit: number): Promise<number> {
  const context = { scope: 'office', officeId, actorId: SYSTEM_ACTOR_ID } as const;
  return platform.database.transaction(context, async (transaction) => {
    const head = await lockHead(transaction, officeId);
    const leaves = await findSealable(transaction, officeId, head.last, limit);
    if (leaves.length === 0) return 0;
    const seal = makeSeal(platform.ring(), officeId, leaves, {
      number: head.number + 1,
      previousLink: head.link,
      sealedAt: platform.clock.now(),
    });
    await appendSeal(transaction, officeId, seal);
    return leaves.length;
  });
}
