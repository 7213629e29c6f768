import type { Fen } from '#kernel/money.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import type { Platform } from '#platform/platform.ts';
import { type CountedPayouts, countByState, countHeld, countRemarks } from './batch-store.ts';
import { batchOf, type PayoutBatch } from './find-payout-batches.ts';
import { findLayoutName } from './layout-store.ts';
import { findDayLimit, findLimits } from './limit-store.ts';
import type { PayoutRemark } from './payout-remarks.ts';
import { findBatch } from './store.ts';

/** A batch with what its maker, its checker and the bank's answers come to. */
export interface PayoutBatchDetail extends PayoutBatch {
  /** What stands in the lines, by their state: together the batch's own sum, or something is wrong. */
  readonly answers: readonly CountedPayouts[];
  readonly remarks: Readonly<Partial<Record<PayoutRemark, number>>>;
  /** Payouts that may not leave any more; such a batch is neither approved nor sent. */
  readonly held: number;
  readonly batchLimitFen: Fen | null;
  readonly dayLimitFen: Fen | null;
  /** What is approved today, this batch among it where it is. */
  readonly approvedTodayFen: Fen;
  /** Of the bank's text in which it was sent; `undefined` for the example or pain.001. */
  readonly layoutName: string | undefined;
}

/** One batch, with the checks that stand before its approval. */
export async function findPayoutBatch(
  platform: Platform,
  { access }: Caller,
  batchId: string,
): Promise<Result<PayoutBatchDetail, { readonly code: 'payout-batch-unknown' }>> {
  const { officeId } = access;
  type Finding = Result<PayoutBatchDetail, { readonly code: 'payout-batch-unknown' }>;
  return await platform.database.transaction(access, async (transaction): Promise<Finding> => {
    const row = await findBatch(transaction, officeId, batchId);
    if (row === undefined) return fail({ code: 'payout-batch-unknown' });
    const isOpen = row.state === 'made' || row.state === 'approved';
    const { batchFen } = await findLimits(transaction, officeId);
    const { dayFen, approvedFen } = await findDayLimit(transaction, officeId, today(platform.clock));
    const remarks = await countRemarks(transaction, officeId, row);
    return ok({
      ...batchOf(row),
      answers: await countByState(transaction, officeId, row),
      remarks: Object.fromEntries(remarks.map(({ remark, count }) => [remark, count])),
      held: isOpen ? await countHeld(transaction, officeId, row) : 0,
      batchLimitFen: batchFen,
      dayLimitFen: dayFen,
      approvedTodayFen: approvedFen,
      layoutName: row.layout_id === null ? undefined : await findLayoutName(transaction, officeId, row.layout_id),
    });
  });
}
