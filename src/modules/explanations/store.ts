import sql, { empty } from 'sql-template-tag';
import type { StatementEntry } from '#intake/bank-statement/bank-statement.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { Platform } from '#platform/platform.ts';

/** An entry of the statement that nothing explains yet, opened. */
export interface OpenEntry {
  readonly id: string;
  readonly direction: 'credit' | 'debit';
  readonly amountFen: Fen;
  /** What no order and no explanation has taken of it. */
  readonly openFen: Fen;
  readonly postedOn: DayNumber;
  readonly texts: StatementEntry;
}

interface SealedEntry extends Omit<OpenEntry, 'texts'> {
  readonly sealed: Buffer;
}

export interface OpenEntryFilter {
  /** Only these, where they are open. */
  readonly ids?: readonly string[] | undefined;
  readonly direction?: OpenEntry['direction'] | undefined;
  readonly limit?: number | undefined;
}

/** Debits that nothing explains and credits that nothing has taken, in the order of posting, debits first within a day. */
export async function findOpenEntries(
  transaction: Transaction,
  { platform, officeId }: { readonly platform: Platform; readonly officeId: string },
  { ids, direction, limit }: OpenEntryFilter = {},
): Promise<readonly OpenEntry[]> {
  const rows = await transaction.rows<SealedEntry>(sql`
    SELECT id, direction, amount_fen AS "amountFen", amount_fen - matched_fen AS "openFen", posted_on AS "postedOn", sealed
    FROM tenant.bank_entry
    WHERE office_id = ${officeId} AND (state = 'other-debit' OR (direction = 'credit' AND state IN ('unmatched', 'partly-matched')))
      ${ids === undefined ? empty : sql`AND id = ANY (${ids}::uuid[])`}
      ${direction === undefined ? empty : sql`AND direction = ${direction}`}
    ORDER BY posted_on, direction DESC, row_number, id ${limit === undefined ? empty : sql`LIMIT ${limit}`}`);
  const ring = platform.ring();
  return rows.map(({ sealed, ...row }) => {
    const entry = openWithRing<StatementEntry>(ring, { table: 'bank_entry', officeId, id: row.id }, sealed);
    if (!entry.ok) throw new Error(`a bank entry does not open: ${entry.error}`);
    return { ...row, texts: entry.value };
  });
}

export interface NewExplanation {
  readonly id: string;
  readonly entry: OpenEntry;
  readonly objectKind: 'payout' | 'payout-batch' | 'recovery' | 'refund' | 'finding';
  readonly objectId: string;
  readonly amountFen: Fen;
}

/** Writes explanations, each of another entry; an entry with nothing left open is done. */
export async function insertExplanations(
  { transaction, officeId, actorId, now }: Act,
  explanations: readonly NewExplanation[],
): Promise<void> {
  const entryIds = explanations.map(({ entry }) => entry.id);
  const amounts = explanations.map(({ amountFen }) => amountFen);
  await transaction.run(sql`
    INSERT INTO tenant.bank_explanation (office_id, id, entry_id, object_kind, object_id, direction, amount_fen, on_day, at,
      actor_id)
    SELECT ${officeId}, x.id, x.entry_id, x.object_kind, x.object_id, x.direction, x.amount_fen, x.on_day,
      ${instantValue(now)}, ${actorId}
    FROM unnest(${explanations.map(({ id }) => id)}::uuid[], ${entryIds}::uuid[],
      ${explanations.map(({ objectKind }) => objectKind)}::text[],
      ${explanations.map(({ objectId }) => objectId)}::uuid[],
      ${explanations.map(({ entry }) => entry.direction)}::text[], ${amounts}::bigint[],
      ${explanations.map(({ entry }) => dayValue(entry.postedOn))}::date[])
      AS x (id, entry_id, object_kind, object_id, direction, amount_fen, on_day)`);
  const changed = await transaction.run(sql`
    UPDATE tenant.bank_entry e
    SET matched_fen = e.matched_fen + x.amount_fen,
      state = CASE WHEN e.matched_fen + x.amount_fen = e.amount_fen THEN 'explained'
        WHEN e.direction = 'credit' THEN 'partly-matched' ELSE e.state END
    FROM unnest(${entryIds}::uuid[], ${amounts}::bigint[]) AS x (entry_id, amount_fen)
    WHERE e.office_id = ${officeId} AND e.id = x.entry_id`);
  if (changed !== explanations.length) throw new Error('an entry that was to be explained is not there');
}

/** Of these payouts, those whose leaving (debit) or coming back (credit) an entry explains already. */
export async function findExplained(
  { transaction, officeId }: Act,
  payoutIds: readonly string[],
): Promise<readonly { readonly object_id: string; readonly direction: 'credit' | 'debit' }[]> {
  return await transaction.rows(sql`
    SELECT object_id, direction FROM tenant.bank_explanation
    WHERE office_id = ${officeId} AND object_kind = 'payout' AND object_id = ANY (${payoutIds}::uuid[])`);
}

/** How often something was explained: the occurrence of the next. */
export async function countExplanations({ transaction, officeId }: Act, objectId: string): Promise<number> {
  const { count } = await transaction.getRow<{ count: number }>(
    sql`SELECT count(*) AS count FROM tenant.bank_explanation WHERE office_id = ${officeId} AND object_id = ${objectId}`,
  );
  return count;
}

export interface BatchToExplain {
  readonly id: string;
  readonly number: string;
  /** Payouts of which the bank has not said what became of them. */
  readonly waiting: number;
  /** Paid ones that no entry of their own explains: what the entries of the batch must come to. */
  readonly paid_fen: Fen;
  readonly is_explained: boolean;
}

/** Batches by number, as their entries on the statement must meet them. */
export async function findBatches(
  { transaction, officeId }: Act,
  numbers: readonly string[],
): Promise<readonly BatchToExplain[]> {
  return await transaction.rows<BatchToExplain>(sql`
    SELECT b.id, b.number, count(*) FILTER (WHERE p.state = 'sent') AS waiting,
      coalesce(sum(p.amount_fen) FILTER (WHERE p.paid_on IS NOT NULL AND x.id IS NULL), 0)::bigint AS paid_fen,
      EXISTS (SELECT FROM tenant.bank_explanation w WHERE w.office_id = b.office_id AND w.object_id = b.id) AS is_explained
    FROM tenant.payout_batch b
    JOIN tenant.payout p ON p.office_id = b.office_id AND p.made_on = b.made_on AND p.batch_id = b.id
    LEFT JOIN tenant.bank_explanation x ON x.office_id = p.office_id AND x.object_id = p.id AND x.direction = 'debit'
    WHERE b.office_id = ${officeId} AND b.number = ANY (${numbers}::text[]) AND b.state = 'sent'
    GROUP BY b.office_id, b.id, b.number`);
}
