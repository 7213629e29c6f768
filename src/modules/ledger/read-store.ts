import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { EntryFilter, LedgerEntry } from './entry.ts';

export interface Turnover {
  readonly account: string;
  /** Debits less credits before the first day. */
  readonly openingFen: number;
  readonly debitFen: Fen;
  readonly creditFen: Fen;
}

/** What the balances hold that stand for no agency. */
const NO_AGENCY = '00000000-0000-0000-0000-000000000000';

/**
 * Turnover of the accounts between two days, both included: the balances by day, and the movements that are not yet
 * folded into them. One statement, so one moment: a movement that is being folded counts once.
 */
export function turnovers(
  transaction: Transaction,
  officeId: string,
  fromDay: DayNumber,
  untilDay: DayNumber,
): Promise<Turnover[]> {
  const from = dayValue(fromDay);
  const until = dayValue(untilDay);
  return transaction.rows<Turnover>(sql`
    WITH moved AS (
      SELECT account, on_day, debit_fen, credit_fen FROM tenant.ledger_day_balance
      WHERE office_id = ${officeId} AND on_day <= ${until}::date
      UNION ALL
      SELECT account, on_day, amount_fen * debited, amount_fen * (1 - debited)
      FROM tenant.ledger_movement, LATERAL (VALUES (debit, 1), (credit, 0)) AS side (account, debited)
      WHERE office_id = ${officeId} AND on_day <= ${until}::date
    )
    SELECT account,
      coalesce(sum(debit_fen - credit_fen) FILTER (WHERE on_day < ${from}::date), 0)::bigint AS "openingFen",
      coalesce(sum(debit_fen) FILTER (WHERE on_day >= ${from}::date), 0)::bigint AS "debitFen",
      coalesce(sum(credit_fen) FILTER (WHERE on_day >= ${from}::date), 0)::bigint AS "creditFen"
    FROM moved GROUP BY account ORDER BY account`);
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
      RETURNING on_day, debit, credit, agency_id, amount_fen
    ),
    folded AS (
      INSERT INTO tenant.ledger_day_balance AS balance (office_id, account, on_day, agency_id, debit_fen, credit_fen)
      SELECT ${officeId}, account, on_day, coalesce(agency_id, ${NO_AGENCY}::uuid), sum(amount_fen * debited),
        sum(amount_fen * (1 - debited))
      FROM taken, LATERAL (VALUES (debit, 1), (credit, 0)) AS side (account, debited)
      GROUP BY account, on_day, agency_id
      ORDER BY account, on_day, agency_id
      ON CONFLICT (office_id, account, on_day, agency_id) DO UPDATE
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
