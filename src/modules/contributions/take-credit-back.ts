import { ok, type Result } from '#kernel/result.ts';
import { type LedgerMonthClosed, type Posting, postMany } from '#modules/ledger/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { holdPayouts, markReversed } from './reversal-store.ts';
import { findCreditsOfAmount, liveAllocations, type NewBankEntry } from './store.ts';
import { undoMatch } from './undo-match.ts';

/**
 * The bank took a credit back. Before cover has started, its match is undone, the order is open again and what was
 * scheduled is cancelled; afterwards the payouts of that order are held until two people decide. Gives the orders that are
 * open again.
 *
 * The credit is the youngest of the same amount from the same account. Where there is none the debit waits, unexplained.
 */
export async function takeCreditBack(
  act: Act,
  { id, entry }: NewBankEntry,
): Promise<Result<readonly string[], LedgerMonthClosed>> {
  const credits = await findCreditsOfAmount(act, entry.amountFen, entry.postedOn);
  const credit = credits.find(
    ({ texts }) => texts.payerAccount === entry.payerAccount && texts.payerName === entry.payerName,
  );
  const debit = { objectKind: 'bank-entry', objectId: id, onDay: entry.postedOn, amountFen: entry.amountFen } as const;
  if (credit === undefined) {
    const posted = await postMany(act, [{ event: 'debit-unexplained', ...debit }]);
    return posted.ok ? ok([]) : posted;
  }
  const reopened: string[] = [];
  const postings: Posting[] = [];
  let isHeld = false;
  for (const allocation of await liveAllocations(act, credit.id)) {
    const isInForce = allocation.state === 'in-force';
    if (isInForce) {
      await holdPayouts(act, allocation.order_id);
      isHeld = true;
    } else {
      const undone = await undoMatch(act, allocation, entry.postedOn);
      if (!undone.ok) return undone;
      reopened.push(allocation.order_id);
    }
    await act.audit({
      act: isInForce ? 'hold-payouts' : 'undo-match',
      objectKind: 'contribution-order',
      objectId: allocation.order_id,
      agencyId: allocation.agency_id,
      unitId: allocation.unit_id,
      detail: { creditId: credit.id, debitId: id, amountFen: allocation.amount_fen },
    });
    await act.emit({
      kind: isInForce ? 'payouts-held' : 'order-reopened',
      objectKind: 'contribution-order',
      objectId: allocation.order_id,
      agencyId: allocation.agency_id,
      unitId: allocation.unit_id,
      payload: { amountFen: allocation.amount_fen },
    });
  }
  if (!isHeld) await markReversed(act, credit.id);
  postings.push({ event: isHeld ? 'debit-unexplained' : 'credit-reversed', ...debit });
  const posted = await postMany(act, postings);
  return posted.ok ? ok(reopened) : posted;
}
