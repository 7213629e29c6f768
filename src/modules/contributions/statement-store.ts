import sql from 'sql-template-tag';
import type { BankStatement, StatementEntry } from '#intake/bank-statement/bank-statement.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import { entryContext, type OpeningPlace } from './store.ts';

/** What entries of one day have in common, and how many are such. */
interface AlikeEntries {
  readonly posted_on: DayNumber;
  readonly direction: StatementEntry['direction'];
  readonly amount_fen: Fen;
  readonly count: number;
}

/**
 * Entries that stand of these days and that the file does not have, brought by the bank's other kind of export: its own
 * (workbook or text) where this is camt.053, camt.053 where this is its own.
 */
export async function findOfOtherExport(
  { transaction, officeId }: Act,
  { format, entries }: Pick<BankStatement, 'format' | 'entries'>,
  dedupHashes: readonly Buffer[],
): Promise<readonly AlikeEntries[]> {
  if (entries.length === 0) return [];
  const days = entries.map(({ postedOn }) => postedOn);
  const [from, to] = [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))];
  return await transaction.rows<AlikeEntries>(sql`
    SELECT e.posted_on, e.direction, e.amount_fen, count(*) AS count
    FROM tenant.bank_entry e JOIN tenant.bank_statement s ON s.office_id = e.office_id AND s.id = e.statement_id
    WHERE e.office_id = ${officeId} AND e.posted_on BETWEEN ${dayValue(from)} AND ${dayValue(to)}
      AND (s.format = 'camt.053') <> ${format === 'camt.053'}
      AND NOT EXISTS (SELECT FROM unnest(${dedupHashes}::bytea[]) AS known (hash) WHERE known.hash = e.dedup_hash)
    GROUP BY e.posted_on, e.direction, e.amount_fen`);
}

/** An order that an entry pays. */
export interface PaidOrder {
  readonly entry_id: string;
  readonly order_id: string;
  readonly unit_name: string;
  readonly amount_fen: Fen;
}

/** An entry of a statement with what became of it. */
export interface StatementEntryRow {
  readonly id: string;
  readonly row_number: number;
  readonly direction: 'credit' | 'debit';
  readonly amount_fen: Fen;
  readonly matched_fen: Fen;
  readonly posted_on: DayNumber;
  readonly posted_at: number | null;
  readonly state: 'unmatched' | 'partly-matched' | 'matched' | 'bank-charge' | 'other-debit' | 'reversed' | 'explained';
  /** Who paid, or who was paid. */
  readonly counterparty: string;
  readonly remark: string;
  readonly orders: readonly PaidOrder[];
}

export interface EntryFilter {
  readonly statementId: string;
  /** The last row of the page before. */
  readonly afterRow?: number | undefined;
  readonly limit: number;
}

/** The entries that a statement was the first to bring, in its order; `undefined` where there is no such statement. */
export async function listStatementEntries(
  transaction: Transaction,
  at: OpeningPlace,
  { statementId, afterRow, limit }: EntryFilter,
): Promise<readonly StatementEntryRow[] | undefined> {
  const { officeId } = at;
  const statement = await transaction.findRow(
    sql`SELECT id FROM tenant.bank_statement WHERE office_id = ${officeId} AND id = ${statementId}`,
  );
  if (statement === undefined) return undefined;
  type Sealed = Omit<StatementEntryRow, 'counterparty' | 'remark' | 'orders'> & { readonly sealed: Buffer };
  const rows = await transaction.rows<Sealed>(sql`
    SELECT id, row_number, direction, amount_fen, matched_fen, posted_on, posted_at, state, sealed
    FROM tenant.bank_entry
    WHERE office_id = ${officeId} AND statement_id = ${statementId} AND row_number > ${afterRow ?? -1}
    ORDER BY row_number LIMIT ${limit}`);
  const paid = await transaction.rows<PaidOrder>(sql`
    SELECT a.entry_id, a.order_id, u.name AS unit_name, a.amount_fen
    FROM tenant.allocation a JOIN tenant.unit u ON u.office_id = a.office_id AND u.id = a.unit_id
    WHERE a.office_id = ${officeId} AND a.entry_id = ANY (${rows.map(({ id }) => id)}::uuid[]) AND a.undone_at IS NULL
    ORDER BY a.id`);
  const ofEntry = Map.groupBy(paid, ({ entry_id }) => entry_id);
  const ring = at.platform.ring();
  return rows.map(({ sealed, ...row }) => {
    const entry = openWithRing<StatementEntry>(ring, entryContext(officeId, row.id), sealed);
    if (!entry.ok) throw new Error(`a bank entry does not open: ${entry.error}`);
    const { payerName, payeeName, summary, purpose, remark, note } = entry.value;
    return {
      ...row,
      counterparty: row.direction === 'credit' ? payerName : payeeName,
      remark: [...new Set([summary, purpose, remark, note])].filter((text) => text !== '').join('；'),
      orders: ofEntry.get(row.id) ?? [],
    };
  });
}
