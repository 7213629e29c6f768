import type { Fen } from '#kernel/money.ts';
import { ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { BENEFIT_CHECKS } from './benefit-checks.ts';
import type { ChainCheck } from './check.ts';
import { JOINING_CHECKS } from './joining-checks.ts';
import { LEDGER_CHECKS } from './ledger-checks.ts';
import { countExplained, insertReconciliation, runCheck } from './reconciliation-store.ts';

export const CHAIN_CHECKS: readonly ChainCheck[] = [...JOINING_CHECKS, ...BENEFIT_CHECKS, ...LEDGER_CHECKS];

/** What stands against each cause on screens. */
export const CAUSE_WORDS: ReadonlyMap<string, string> = new Map(CHAIN_CHECKS.map(({ cause, words }) => [cause, words]));

export interface Difference {
  readonly cause: string;
  readonly objectKind: string;
  /** None where it is an account. */
  readonly objectId: string | null;
  /** Amounts; persons where the check counts these. */
  readonly expectedFen: Fen | null;
  readonly foundFen: Fen | null;
}

export interface Reconciled {
  readonly reconciliationId: string;
  readonly differenceCount: number;
  /** Without those that somebody explained and that are the same since. */
  readonly unexplainedCount: number;
  /** The first {@link MOST_LISTED} of each check. */
  readonly differences: readonly Difference[];
}

/** Of one check so many are kept; all are counted. */
export const MOST_LISTED = 500;

/**
 * Checks the whole chain of an office's money: roster line → order → credit → day of cover → decision → payout → ledger →
 * statement. Each check is one query over sets, all in one moment. What it finds is kept with its cause and object, and raises an
 * alarm unless all of it is explained: an event that goes to the accountants.
 */
export async function reconcile(platform: Platform, caller: Caller): Promise<Result<Reconciled, IdempotencyRefusal>> {
  return await perform(platform, caller, { name: 'reconcile', input: {} }, async (act) => {
    const reconciliationId = act.newId();
    const differences: Difference[] = [];
    const checks: Record<string, number> = {};
    let differenceCount = 0;
    for (const check of CHAIN_CHECKS) {
      const { count, listed } = await runCheck(act, check, MOST_LISTED);
      checks[check.cause] = count;
      differenceCount += count;
      differences.push(...listed.map((each) => ({ ...each, cause: check.cause })));
    }
    const onDay = today(platform.clock);
    const unexplainedCount = differenceCount - (await countExplained(act, differences));
    const run = { id: reconciliationId, onDay, differenceCount, unexplainedCount, checks, differences };
    await insertReconciliation(act, run);
    await act.audit({
      act: 'reconcile',
      objectKind: 'reconciliation',
      objectId: reconciliationId,
      detail: { checks: CHAIN_CHECKS.length, differences: differenceCount, unexplained: unexplainedCount },
    });
    if (unexplainedCount > 0) {
      const causes = Object.keys(checks).filter((cause) => (checks[cause] ?? 0) > 0);
      await act.emit({
        kind: 'books-differ',
        objectKind: 'reconciliation',
        objectId: reconciliationId,
        payload: { differences: unexplainedCount, causes },
      });
    }
    return ok({ reconciliationId, differenceCount, unexplainedCount, differences });
  });
}
