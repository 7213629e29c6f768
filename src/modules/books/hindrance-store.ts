import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';

export interface OpenEntries {
  readonly count: number;
  readonly amountFen: Fen;
}

/** Credits up to a day of which something is not matched. */
export async function findUnmatchedCredits(
  transaction: Transaction,
  officeId: string,
  untilDay: DayNumber,
): Promise<OpenEntries> {
  return await transaction.getRow<OpenEntries>(sql`
    SELECT count(*) AS count, coalesce(sum(amount_fen - matched_fen), 0)::bigint AS "amountFen" FROM tenant.bank_entry
    WHERE office_id = ${officeId} AND direction = 'credit' AND state IN ('unmatched', 'partly-matched')
      AND posted_on <= ${dayValue(untilDay)}::date`);
}

/** Debits up to a day that nothing explains. */
export async function findUnexplainedDebits(
  transaction: Transaction,
  officeId: string,
  untilDay: DayNumber,
): Promise<OpenEntries> {
  return await transaction.getRow<OpenEntries>(sql`
    SELECT count(*) AS count, coalesce(sum(amount_fen - matched_fen), 0)::bigint AS "amountFen" FROM tenant.bank_entry
    WHERE office_id = ${officeId} AND state = 'other-debit' AND posted_on <= ${dayValue(untilDay)}::date`);
}

/** What the latest run of the daily check says; none where it never ran. */
export async function findLatestCheck(
  transaction: Transaction,
  officeId: string,
): Promise<{ readonly onDay: DayNumber; readonly unexplained: number } | undefined> {
  return await transaction.findRow(sql`
    SELECT on_day AS "onDay", coalesce(unexplained_count, difference_count) AS unexplained FROM tenant.reconciliation
    WHERE office_id = ${officeId} ORDER BY at DESC, id DESC LIMIT 1`);
}

/** Whether reserves were set for a day. */
export async function hasReserves(transaction: Transaction, officeId: string, onDay: DayNumber): Promise<boolean> {
  const { found } = await transaction.getRow<{ found: boolean }>(sql`
    SELECT EXISTS (SELECT FROM tenant.voucher WHERE office_id = ${officeId} AND kind = 'reserve'
      AND on_day = ${dayValue(onDay)}::date AND state = 'posted') AS found`);
  return found;
}
