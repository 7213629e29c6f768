import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';

/** When money reached the account: by day alone where the statement has no times. */
export interface Arrival {
  readonly posted_on: DayNumber;
  readonly posted_at: number | null;
}

/** The arrival that completed an order: the latest of its credits, in whatever order they were matched. */
export async function latestArrival({ transaction, officeId }: Act, orderId: string): Promise<Arrival> {
  return await transaction.getRow<Arrival>(sql`
    SELECT e.posted_on, e.posted_at
    FROM tenant.allocation a JOIN tenant.bank_entry e ON e.office_id = a.office_id AND e.id = a.entry_id
    WHERE a.office_id = ${officeId} AND a.order_id = ${orderId} AND a.undone_at IS NULL
    ORDER BY e.posted_on DESC, e.posted_at DESC NULLS FIRST LIMIT 1`);
}

/** What has come for an order that is not complete yet. */
export async function recordReceived({ transaction, officeId }: Act, orderId: string, receivedFen: Fen): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.contribution_order SET received_fen = ${receivedFen}
    WHERE office_id = ${officeId} AND id = ${orderId}`);
}

export interface Completion {
  readonly completedAt: number | undefined;
  readonly completedOn: DayNumber;
  readonly confirmedOn: DayNumber;
  readonly startOn: DayNumber;
  readonly endOn: DayNumber;
  readonly awaitsSecond: boolean;
  readonly refundFen: Fen;
}

/** All of it has come. */
export async function recordCompletion(
  { transaction, officeId, actorId }: Act,
  orderId: string,
  completion: Completion,
): Promise<void> {
  const { completedAt } = completion;
  await transaction.run(sql`
    UPDATE tenant.contribution_order
    SET received_fen = amount_fen, state = 'completed',
      completed_at = ${completedAt === undefined ? null : instantValue(completedAt)},
      completed_on = ${dayValue(completion.completedOn)}, confirmed_on = ${dayValue(completion.confirmedOn)},
      start_on = ${dayValue(completion.startOn)}, end_on = ${dayValue(completion.endOn)},
      awaits_second = ${completion.awaitsSecond}, refund_fen = ${completion.refundFen},
      completion_count = completion_count + 1, matched_by = ${actorId}
    WHERE office_id = ${officeId} AND id = ${orderId}`);
}
