import sql from 'sql-template-tag';
import type { StatementEntry } from '#intake/bank-statement/bank-statement.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { OrderState } from './states.ts';
import { entryContext, type OpeningPlace } from './store.ts';

/** Credits that wait for a person. */
export async function countWaitingCredits(transaction: Transaction, officeId: string): Promise<number> {
  const { count } = await transaction.getRow<{ count: number }>(sql`
    SELECT count(*) AS count FROM tenant.bank_entry
    WHERE office_id = ${officeId} AND direction = 'credit' AND state IN ('unmatched', 'partly-matched')`);
  return count;
}

/** What the start of cover depends on beside the credits that are still to be matched. */
export interface OrderTimes {
  /** Of what has come already, the last day. */
  readonly arrivedOn: DayNumber | null;
  /** The unit's periods of the same program that a renewal waits for. */
  readonly runs: readonly Period[];
}

/** Of these orders, by id. */
export async function findOrderTimes(
  transaction: Transaction,
  officeId: string,
  orders: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, OrderTimes>> {
  const ids = orders.map(({ id }) => id);
  const arrivals = await transaction.rows<{ id: string; arrived_on: DayNumber }>(sql`
    SELECT a.order_id AS id, max(e.posted_on) AS arrived_on
    FROM tenant.allocation a JOIN tenant.bank_entry e ON e.office_id = a.office_id AND e.id = a.entry_id
    WHERE a.office_id = ${officeId} AND a.order_id = ANY (${ids}::uuid[]) AND a.undone_at IS NULL GROUP BY a.order_id`);
  const runs = await transaction.rows<{ id: string; start_on: DayNumber; end_on: DayNumber }>(sql`
    SELECT o.id, r.start_on, r.end_on
    FROM tenant.contribution_order o JOIN tenant.contribution_order r
      ON r.office_id = o.office_id AND r.unit_id = o.unit_id AND r.program = o.program
    WHERE o.office_id = ${officeId} AND o.id = ANY (${ids}::uuid[]) AND r.state IN ('completed', 'in-force')
      AND r.id <> o.id`);
  const arrivedOn = new Map(arrivals.map(({ id, arrived_on }) => [id, arrived_on]));
  const ofOrder = Map.groupBy(runs, ({ id }) => id);
  return new Map(
    ids.map((id) => [
      id,
      {
        arrivedOn: arrivedOn.get(id) ?? null,
        runs: (ofOrder.get(id) ?? []).map(({ start_on, end_on }) => ({ startOn: start_on, endOn: end_on })),
      },
    ]),
  );
}

/** Who paid, as the bank wrote it. */
type Payer = Pick<StatementEntry, 'payerName' | 'payerAccount' | 'remark' | 'purpose'>;

/** What a credit pays of an order, or paid before it was taken back. */
export interface ListedMatch extends Payer {
  readonly id: string;
  readonly entry_id: string;
  readonly order_id: string;
  readonly amount_fen: Fen;
  readonly matched_by: 'reference' | 'payer' | 'person';
  readonly actor_id: string;
  readonly at: number;
  readonly undone_at: number | null;
  readonly posted_on: DayNumber;
  readonly posted_at: number | null;
  readonly unit_name: string;
  readonly reference: string;
  readonly order_state: OrderState;
}

export interface MatchFilter {
  readonly orderId?: string | undefined;
  /** The last match of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Matches, the latest first; those that were taken back stay. */
export async function listMatches(
  transaction: Transaction,
  at: OpeningPlace,
  { orderId, after, limit }: MatchFilter,
): Promise<readonly ListedMatch[]> {
  const rows = await transaction.rows<Omit<ListedMatch, keyof Payer> & { readonly sealed: Buffer }>(sql`
    WITH a AS MATERIALIZED (
      SELECT * FROM tenant.allocation
      WHERE office_id = ${at.officeId} ${orderId === undefined ? sql`` : sql`AND order_id = ${orderId}`}
        ${after === undefined ? sql`` : sql`AND id < ${after}`}
      ORDER BY id DESC LIMIT ${limit})
    SELECT a.id, a.entry_id, a.order_id, a.amount_fen, a.matched_by, a.actor_id, a.at, a.undone_at, e.posted_on, e.posted_at,
      e.sealed, u.name AS unit_name, o.reference, o.state AS order_state
    FROM a
      JOIN tenant.bank_entry e ON e.office_id = a.office_id AND e.id = a.entry_id
      JOIN tenant.contribution_order o ON o.office_id = a.office_id AND o.id = a.order_id
      JOIN tenant.unit u ON u.office_id = a.office_id AND u.id = a.unit_id
    ORDER BY a.id DESC`);
  const ring = at.platform.ring();
  return rows.map(({ sealed, ...row }) => {
    const entry = openWithRing<StatementEntry>(ring, entryContext(at.officeId, row.entry_id), sealed);
    if (!entry.ok) throw new Error(`a bank entry does not open: ${entry.error}`);
    const { payerName, payerAccount, remark, purpose } = entry.value;
    return { ...row, payerName, payerAccount, remark, purpose };
  });
}
