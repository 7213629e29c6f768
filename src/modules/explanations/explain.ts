import { ok, type Result } from '#kernel/result.ts';
import { type LedgerMonthClosed, type Posting, postingDays, postMany } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { insertExplanations, type NewExplanation } from './store.ts';

/**
 * Explains entries by movements that have posted themselves: what the statement had posted to a suspense account gives way,
 * so that the bank's account moves once.
 */
export async function explain(
  act: Act,
  given: readonly Omit<NewExplanation, 'id'>[],
): Promise<Result<void, LedgerMonthClosed>> {
  if (given.length === 0) return ok(undefined);
  const explanations = given.map((each): NewExplanation => ({ ...each, id: act.newId() }));
  await insertExplanations(act, explanations);
  const postedOn = await postingDays(
    act,
    explanations.map(({ entry }) => entry.postedOn),
  );
  const posted = await postMany(
    act,
    explanations.map(
      ({ id, entry, amountFen }): Posting => ({
        event: entry.direction === 'debit' ? 'debit-explained' : 'credit-explained',
        objectKind: 'bank-explanation',
        objectId: id,
        onDay: postedOn(entry.postedOn),
        amountFen,
      }),
    ),
  );
  return posted.ok ? ok(undefined) : posted;
}
