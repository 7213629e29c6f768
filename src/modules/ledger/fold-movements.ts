import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { foldOnce } from './read-store.ts';

const MOVEMENTS_PER_STATEMENT = 20_000;

/**
 * Folds what the office's postings left into the balances by day, a piece in each transaction; gives how many movements.
 * A job of the office runs it every minute or so: balances are right at any time, and only slower to sum meanwhile.
 */
export async function foldMovements(platform: Platform, { access }: Caller): Promise<number> {
  if (access.scope !== 'office') throw new TypeError('movements are folded by an office');
  let folded = 0;
  for (;;) {
    const movements = await platform.database.transaction(access, (transaction) =>
      foldOnce(transaction, access.officeId, MOVEMENTS_PER_STATEMENT),
    );
    folded += movements;
    if (movements < MOVEMENTS_PER_STATEMENT) return folded;
  }
}
