import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';

/** What moved on the bank's account in a month, as its statements have it. */
export interface MonthFlow {
  /** Its first day. */
  readonly month: DayNumber;
  readonly inflowFen: Fen;
  readonly outflowFen: Fen;
}

/** Flows of the account by month: of the statements, since the books' own turnover also holds what was explained. */
export async function findFlows(
  transaction: Transaction,
  officeId: string,
  fromDay: DayNumber,
  untilDay: DayNumber,
): Promise<readonly MonthFlow[]> {
  return await transaction.rows<MonthFlow>(sql`
    SELECT date_trunc('month', posted_on::timestamp)::date AS month,
      coalesce(sum(amount_fen) FILTER (WHERE direction = 'credit'), 0)::bigint AS "inflowFen",
      coalesce(sum(amount_fen) FILTER (WHERE direction = 'debit'), 0)::bigint AS "outflowFen"
    FROM tenant.bank_entry
    WHERE office_id = ${officeId} AND posted_on BETWEEN ${dayValue(fromDay)}::date AND ${dayValue(untilDay)}::date
    GROUP BY 1 ORDER BY 1`);
}

/** An entry as it is exported, with its place among those of its month. */
export interface ExportedEntry {
  readonly id: number;
  readonly on_day: DayNumber;
  /** From 1, in the order of day and id. */
  readonly number_in_month: number;
  readonly debit: string;
  readonly credit: string;
  readonly amount_fen: Fen;
  readonly kind: 'posting' | 'reversal' | 'correction';
  readonly event: string;
  readonly object_kind: string;
  readonly object_id: string;
  readonly unit_name: string | null;
}

export async function countEntries(
  transaction: Transaction,
  officeId: string,
  fromDay: DayNumber,
  untilDay: DayNumber,
): Promise<number> {
  const { count } = await transaction.getRow<{ count: number }>(sql`
    SELECT count(*) AS count FROM tenant.ledger_entry
    WHERE office_id = ${officeId} AND on_day BETWEEN ${dayValue(fromDay)}::date AND ${dayValue(untilDay)}::date`);
  return count;
}

/** Entries of whole months, in the order of their numbers, some at a time. */
export function exportedEntries(
  transaction: Transaction,
  officeId: string,
  fromDay: DayNumber,
  untilDay: DayNumber,
): AsyncGenerator<ExportedEntry[]> {
  return transaction.batches<ExportedEntry>(sql`
    SELECT e.id, e.on_day, row_number() OVER (PARTITION BY date_trunc('month', e.on_day::timestamp) ORDER BY e.on_day, e.id)
        AS number_in_month,
      e.debit, e.credit, e.amount_fen, e.kind, e.event, e.object_kind, e.object_id, u.name AS unit_name
    FROM tenant.ledger_entry e LEFT JOIN tenant.unit u ON u.office_id = e.office_id AND u.id = e.unit_id
    WHERE e.office_id = ${officeId} AND e.on_day BETWEEN ${dayValue(fromDay)}::date AND ${dayValue(untilDay)}::date
    ORDER BY e.on_day, e.id`);
}
