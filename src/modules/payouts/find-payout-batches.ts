import type { Fen } from '#kernel/money.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import type { PayoutBatchState } from './states.ts';
import {
  type BatchFilter,
  type BatchRow,
  type CountedClaims,
  countWaitingForCard,
  type FileLayout,
  findBatchPage,
} from './store.ts';

export interface PayoutBatch {
  readonly batchId: string;
  readonly number: string;
  readonly state: PayoutBatchState;
  readonly payouts: number;
  readonly totalFen: Fen;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  readonly madeBy: string;
  readonly approvedAt: number | undefined;
  readonly approvedBy: string | undefined;
  readonly layout: FileLayout | undefined;
  readonly sentAt: number | undefined;
}

/** A page of the office's batches, the latest first. */
export async function findPayoutBatches(
  platform: Platform,
  caller: Caller,
  filter: BatchFilter,
): Promise<readonly PayoutBatch[]> {
  const { access } = caller;
  return await platform.database.transaction(access, async (transaction) =>
    (await findBatchPage(transaction, access.officeId, filter)).map(batchOf),
  );
}

/** Approved benefits that wait for their payee's card. */
export async function findWaitingForCard(platform: Platform, caller: Caller): Promise<CountedClaims> {
  const { access } = caller;
  return await platform.database.transaction(access, (transaction) =>
    countWaitingForCard(transaction, access.officeId),
  );
}

/** A batch as lists and pages tell it. */
export function batchOf(row: BatchRow): PayoutBatch {
  return {
    batchId: row.id,
    number: row.number,
    state: row.state,
    payouts: row.payout_count,
    totalFen: row.total_fen,
    madeAt: row.made_at,
    madeBy: row.made_by,
    approvedAt: row.approved_at ?? undefined,
    approvedBy: row.approved_by ?? undefined,
    layout: row.file_layout ?? undefined,
    sentAt: row.sent_at ?? undefined,
  };
}
