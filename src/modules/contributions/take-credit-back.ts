import { ok, type Result } from '#kernel/result.ts';
import { type LedgerMonthClosed, post } from '#modules/ledger/index.ts';
import { standingRefund } from '#modules/refunds/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { holdPayouts, markReversed, markUnexplained, openCreditAgain } from './reversal-store.ts';
import { findCreditsOfAmount, liveAllocations, type NewBankEntry } from './store.ts';
import { undoMatch } from './undo-match.ts';

/**
 * The bank took a credit back. Before cover has started, its match is undone, the order is open again and what was
 * scheduled is cancelled; once it has, or once a refund of the order is approved, the payouts of that order are held until
 * two people decide. Gives the orders that are open again.
 *
 * The credit is the youngest of the same amount from the same account. Where there is none, or where something else than
 * orders has taken of it (it came back of a benefit, it is given back), the debit waits, unexplained, and two people say
 * what it undoes.
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
  const wait = async (): Promise<Result<readonly string[], LedgerMonthClosed>> => {
    await markUnexplained(act, id);
    const posted = await post(act, { event: 'debit-unexplained', ...debit });
    return posted.ok ? ok([]) : posted;
  };
  if (credit === undefined) return await wait();
  const allocations = await liveAllocations(act, { entryId: credit.id });
  const isExplained = credit.matched_fen > allocations.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
  const staying = new Set<string>();
  for (const { order_id, state } of allocations) {
    if (isExplained || state === 'in-force' || (await isRefunded(act, order_id))) staying.add(order_id);
  }
  const reopened = new Set<string>();
  for (const allocation of allocations) {
    const stays = staying.has(allocation.order_id);
    if (stays) await holdPayouts(act, allocation.order_id);
    else {
      // the first of several reopens the order; the others find it so
      const isAgain = reopened.has(allocation.order_id);
      const match = isAgain ? { ...allocation, start_on: null, refund_fen: 0 } : allocation;
      const undone = await undoMatch(act, match, entry.postedOn);
      if (!undone.ok) return undone;
      await openCreditAgain(act, credit.id, allocation.amount_fen);
      reopened.add(allocation.order_id);
    }
    const about = {
      objectKind: 'contribution-order',
      objectId: allocation.order_id,
      agencyId: allocation.agency_id,
      unitId: allocation.unit_id,
    };
    await act.audit({
      ...about,
      act: stays ? 'hold-payouts' : 'undo-match',
      detail: { creditId: credit.id, debitId: id, amountFen: allocation.amount_fen },
    });
    await act.emit({
      ...about,
      kind: stays ? 'payouts-held' : 'order-reopened',
      payload: { amountFen: allocation.amount_fen },
    });
  }
  if (isExplained || staying.size > 0) {
    const waits = await wait();
    return waits.ok ? ok([...reopened]) : waits;
  }
  await markReversed(act, credit.id);
  const posted = await post(act, { event: 'credit-reversed', ...debit });
  return posted.ok ? ok([...reopened]) : posted;
}

/** Money of the order has gone back, or goes with the next transfer: a new completion would give it back once more. */
async function isRefunded(act: Act, orderId: string): Promise<boolean> {
  const refund = await standingRefund(act, orderId);
  return refund?.state === 'approved' || refund?.state === 'paid';
}
