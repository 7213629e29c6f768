import sql, { empty, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { ACCOUNTS } from '#modules/ledger/index.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';

/** What moved on the bank's account in a month, as its statements have it, and what the fund earned and gave in it. */
export interface MonthFlow {
  /** Its first day. */
  readonly month: DayNumber;
  readonly inflowFen: Fen;
  readonly outflowFen: Fen;
  /** Contributions earned and benefits approved, less what was taken back. */
  readonly incomeFen: number;
  readonly benefitsFen: number;
}

/**
 * Flows by month, those of months that had any. Of the statements, since the books' own turnover of the bank also holds what
 * was explained; income and benefits of the books, without their carrying forward.
 */
export async function findFlows(
  transaction: Transaction,
  officeId: string,
  fromDay: DayNumber,
  untilDay: DayNumber,
): Promise<readonly MonthFlow[]> {
  const days = sql`BETWEEN ${dayValue(fromDay)}::date AND ${dayValue(untilDay)}::date`;
  const { contributionIncome, benefitExpense } = ACCOUNTS;
  return await transaction.rows<MonthFlow>(sql`
    SELECT month, sum(inflow)::bigint AS "inflowFen", sum(outflow)::bigint AS "outflowFen", sum(income)::bigint AS "incomeFen",
      sum(benefits)::bigint AS "benefitsFen"
    FROM (
      SELECT date_trunc('month', posted_on::timestamp)::date AS month,
        CASE direction WHEN 'credit' THEN amount_fen ELSE 0 END AS inflow,
        CASE direction WHEN 'debit' THEN amount_fen ELSE 0 END AS outflow, 0::bigint AS income, 0::bigint AS benefits
      FROM tenant.bank_entry WHERE office_id = ${officeId} AND posted_on ${days}
      UNION ALL
      SELECT date_trunc('month', on_day::timestamp)::date, 0, 0, credit_fen - debit_fen, 0 FROM tenant.ledger_day_balance
      WHERE office_id = ${officeId} AND account = ${contributionIncome.code} AND on_day ${days}
      UNION ALL
      SELECT date_trunc('month', on_day::timestamp)::date, 0, 0, 0, debit_fen - credit_fen FROM tenant.ledger_day_balance
      WHERE office_id = ${officeId} AND account = ${benefitExpense.code} AND on_day ${days}
      UNION ALL
      SELECT date_trunc('month', on_day::timestamp)::date, 0, 0,
        CASE WHEN credit = ${contributionIncome.code} THEN amount_fen WHEN debit = ${contributionIncome.code} THEN -amount_fen
          ELSE 0 END,
        CASE WHEN debit = ${benefitExpense.code} THEN amount_fen WHEN credit = ${benefitExpense.code} THEN -amount_fen ELSE 0 END
      FROM tenant.ledger_movement WHERE office_id = ${officeId} AND on_day ${days}
        AND (debit IN (${contributionIncome.code}, ${benefitExpense.code})
          OR credit IN (${contributionIncome.code}, ${benefitExpense.code}))
      UNION ALL
      SELECT date_trunc('month', on_day::timestamp)::date, 0, 0,
        CASE account WHEN ${contributionIncome.code} THEN amount_fen ELSE 0 END,
        CASE account WHEN ${benefitExpense.code} THEN -amount_fen ELSE 0 END
      FROM (${carried(officeId, days)}) AS carried
    ) AS flow
    GROUP BY 1 HAVING sum(abs(inflow) + abs(outflow)) > 0 OR sum(income) <> 0 OR sum(benefits) <> 0 ORDER BY 1`);
}

/**
 * What was carried forward out of each account of income and expense in some days: positive where it was debited. A few entries
 * a year, found by the net assets into which they went.
 */
function carried(officeId: string, days: Sql): Sql {
  const { code } = ACCOUNTS.netAssets;
  return sql`
    SELECT on_day, debit AS account, amount_fen FROM tenant.ledger_entry
    WHERE office_id = ${officeId} AND credit = ${code} AND on_day ${days} AND event = 'year-carried'
    UNION ALL
    SELECT on_day, credit, -amount_fen FROM tenant.ledger_entry
    WHERE office_id = ${officeId} AND debit = ${code} AND on_day ${days} AND event = 'year-carried'`;
}

/** What was carried forward out of each account in some days, by code; positive where it was debited. */
export async function findCarried(
  transaction: Transaction,
  officeId: string,
  fromDay: DayNumber,
  untilDay: DayNumber,
): Promise<ReadonlyMap<string, number>> {
  const days = sql`BETWEEN ${dayValue(fromDay)}::date AND ${dayValue(untilDay)}::date`;
  const rows = await transaction.rows<{ account: string; sum: number }>(
    sql`SELECT account, sum(amount_fen)::bigint AS sum FROM (${carried(officeId, days)}) AS carried GROUP BY account`,
  );
  return new Map(rows.map(({ account, sum }) => [account, sum]));
}

/** A row of the bank's statement, without what is sealed of it. */
export interface BankRow {
  readonly id: string;
  readonly statementId: string;
  readonly postedOn: DayNumber;
  readonly direction: 'credit' | 'debit';
  readonly amountFen: Fen;
  readonly state: string;
}

/** A page of the account's statement rows of some days, in the order of days. */
export async function findBankRows(
  transaction: Transaction,
  officeId: string,
  filter: {
    readonly direction: 'credit' | 'debit';
    readonly fromDay: DayNumber;
    readonly untilDay: DayNumber;
    readonly after?: { readonly day: DayNumber; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly BankRow[]> {
  const { direction, fromDay, untilDay, after, limit } = filter;
  return await transaction.rows<BankRow>(sql`
    SELECT id, statement_id AS "statementId", posted_on AS "postedOn", direction, amount_fen AS "amountFen", state
    FROM tenant.bank_entry
    WHERE office_id = ${officeId} AND posted_on BETWEEN ${dayValue(fromDay)}::date AND ${dayValue(untilDay)}::date
      AND direction = ${direction}
      ${after === undefined ? empty : sql`AND (posted_on, id) > (${dayValue(after.day)}::date, ${after.id}::uuid)`}
    ORDER BY posted_on, id LIMIT ${limit}`);
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
