import sql, { empty, join, type Sql } from 'sql-template-tag';
import { calendarDay, type DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { EntryFilter, LedgerEntry } from './entry.ts';

/** What an account was debited and credited from the beginning of the books to the end of a day. */
export interface Turnover {
  readonly account: string;
  readonly onDay: DayNumber;
  readonly debitFen: Fen;
  readonly creditFen: Fen;
}

/** What the balances hold that stand for no agency. */
const NO_AGENCY = '00000000-0000-0000-0000-000000000000';

/**
 * Turnover of the accounts up to each of two days: the months before, the days of its month, and the movements that are
 * not yet folded into either. One statement, so one moment: a movement that is being folded counts once.
 */
export function turnovers(
  transaction: Transaction,
  officeId: string,
  days: readonly [DayNumber, DayNumber],
): Promise<Turnover[]> {
  return transaction.rows<Turnover>(
    join(
      days.map((day) => turnoverUntil(officeId, day)),
      ' UNION ALL ',
    ),
  );
}

function turnoverUntil(officeId: string, onDay: DayNumber): Sql {
  const day = dayValue(onDay);
  const month = dayValue(onDay - calendarDay(onDay).day + 1);
  return sql`(
    SELECT account, ${day}::date AS "onDay", sum(debit_fen)::bigint AS "debitFen", sum(credit_fen)::bigint AS "creditFen"
    FROM (
      SELECT account, debit_fen, credit_fen FROM tenant.ledger_month_balance
      WHERE office_id = ${officeId} AND month < ${month}::date
      UNION ALL
      SELECT account, debit_fen, credit_fen FROM tenant.ledger_day_balance
      WHERE office_id = ${officeId} AND on_day BETWEEN ${month}::date AND ${day}::date
      UNION ALL
      SELECT account, amount_fen * debited, amount_fen * (1 - debited)
      FROM tenant.ledger_movement, LATERAL (VALUES (debit, 1), (credit, 0)) AS side (account, debited)
      WHERE office_id = ${officeId} AND on_day <= ${day}::date
    ) AS moved
    GROUP BY account)`;
}

/** Takes some movements that no other folder holds and adds them to the balances; how many. */
export async function foldOnce(transaction: Transaction, officeId: string, limit: number): Promise<number> {
  const { folded } = await transaction.getRow<{ folded: number }>(sql`
    WITH chosen AS MATERIALIZED (
      SELECT id FROM tenant.ledger_movement WHERE office_id = ${officeId}
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ),
    taken AS (
      DELETE FROM tenant.ledger_movement WHERE office_id = ${officeId} AND id IN (SELECT id FROM chosen)
      RETURNING on_day, debit, credit, coalesce(agency_id, ${NO_AGENCY}::uuid) AS agency_id, amount_fen
    ),
    moved AS (
      SELECT on_day, account, agency_id, amount_fen * debited AS debit_fen, amount_fen * (1 - debited) AS credit_fen
      FROM taken, LATERAL (VALUES (debit, 1), (credit, 0)) AS side (account, debited)
    ),
    days AS (
      INSERT INTO tenant.ledger_day_balance AS balance (office_id, on_day, account, agency_id, debit_fen, credit_fen)
      SELECT ${officeId}, on_day, account, agency_id, sum(debit_fen), sum(credit_fen) FROM moved
      GROUP BY on_day, account, agency_id ORDER BY on_day, account, agency_id
      ON CONFLICT (office_id, on_day, account, agency_id) DO UPDATE
        SET debit_fen = balance.debit_fen + excluded.debit_fen, credit_fen = balance.credit_fen + excluded.credit_fen
    ),
    months AS (
      INSERT INTO tenant.ledger_month_balance AS balance (office_id, month, account, agency_id, debit_fen, credit_fen)
      SELECT ${officeId}, date_trunc('month', on_day::timestamp)::date AS month, account, agency_id, sum(debit_fen),
        sum(credit_fen)
      FROM moved GROUP BY month, account, agency_id ORDER BY month, account, agency_id
      ON CONFLICT (office_id, month, account, agency_id) DO UPDATE
        SET debit_fen = balance.debit_fen + excluded.debit_fen, credit_fen = balance.credit_fen + excluded.credit_fen
    )
    SELECT count(*) AS folded FROM taken`);
  return folded;
}

/** A page of entries, the latest first. By account it is merged from two indexes: those that debit it, those that credit it. */
export function entries(transaction: Transaction, officeId: string, filter: EntryFilter): Promise<LedgerEntry[]> {
  const { account, limit } = filter;
  const page = (side: Sql): Sql => sql`
    SELECT * FROM tenant.ledger_entry
    WHERE ${join([sql`office_id = ${officeId}`, ...conditions(filter)], ' AND ')} ${side}
    ORDER BY on_day DESC, id DESC LIMIT ${limit}`;
  const pages =
    account === undefined
      ? page(empty)
      : sql`(${page(sql`AND debit = ${account}`)}) UNION ALL (${page(sql`AND credit = ${account}`)})`;
  return transaction.rows<LedgerEntry>(sql`
    SELECT id, on_day AS "onDay", debit, credit, amount_fen AS "amountFen", kind, event, object_kind AS "objectKind",
      object_id AS "objectId", occurrence, agency_id AS "agencyId", unit_id AS "unitId", refers_to_day AS "refersToDay",
      refers_to_id AS "refersToId", at, actor_id AS "actorId"
    FROM (${pages}) AS entry ORDER BY on_day DESC, id DESC LIMIT ${limit}`);
}

function conditions({ objectId, fromDay, untilDay, after }: EntryFilter): Sql[] {
  return [
    ...(objectId === undefined ? [] : [sql`object_id = ${objectId}`]),
    ...(fromDay === undefined ? [] : [sql`on_day >= ${dayValue(fromDay)}::date`]),
    ...(untilDay === undefined ? [] : [sql`on_day <= ${dayValue(untilDay)}::date`]),
    ...(after === undefined
      ? []
      : [
          sql`on_day <= ${dayValue(after.onDay)}::date`,
          sql`(on_day, id) < (${dayValue(after.onDay)}::date, ${after.id}::bigint)`,
        ]),
  ];
}
