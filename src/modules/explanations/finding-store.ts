import sql from 'sql-template-tag';
import type { StatementEntry } from '#intake/bank-statement/bank-statement.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { Platform } from '#platform/platform.ts';

/**
 * What two people may say that an entry is:
 *
 * - `bank-charge`, `management-expense`: of a debit; an expense of the office
 * - `bank-interest`: of a credit; an income of the office
 * - `offset`: of either; the bank made it and took it back, or it undoes an entry of the other direction
 */
export type FindingKind = 'bank-charge' | 'management-expense' | 'bank-interest' | 'offset';

export interface NewFinding {
  readonly id: string;
  readonly entryId: string;
  readonly kind: FindingKind;
  readonly otherEntryId: string | undefined;
  readonly amountFen: Fen;
  readonly reason: string;
}

/** `false` where another finding of the entry waits already. */
export async function insertFinding(
  { transaction, officeId, actorId, now }: Act,
  { id, entryId, kind, otherEntryId, amountFen, reason }: NewFinding,
): Promise<boolean> {
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.bank_finding (office_id, id, entry_id, kind, other_entry_id, amount_fen, reason, state, proposed_by,
      proposed_at)
    VALUES (${officeId}, ${id}, ${entryId}, ${kind}, ${otherEntryId ?? null}, ${amountFen}, ${reason}, 'proposed', ${actorId},
      ${instantValue(now)})
    ON CONFLICT (office_id, entry_id) WHERE state = 'proposed' DO NOTHING`);
  return inserted === 1;
}

export interface FindingRow {
  readonly id: string;
  readonly entry_id: string;
  readonly kind: FindingKind;
  readonly other_entry_id: string | null;
  readonly amount_fen: Fen;
  readonly reason: string;
  readonly proposed_by: string;
}

/** One that waits, locked. */
export async function lockFinding({ transaction, officeId }: Act, id: string): Promise<FindingRow | undefined> {
  return await transaction.findRow<FindingRow>(sql`
    SELECT id, entry_id, kind, other_entry_id, amount_fen, reason, proposed_by FROM tenant.bank_finding
    WHERE office_id = ${officeId} AND id = ${id} AND state = 'proposed' FOR UPDATE`);
}

export async function markFinding(
  { transaction, officeId, actorId, now }: Act,
  id: string,
  state: 'done' | 'declined',
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.bank_finding SET state = ${state}, decided_by = ${actorId}, decided_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

/** An entry as a list names it. */
export interface NamedEntry {
  readonly direction: 'credit' | 'debit';
  readonly postedOn: DayNumber;
  readonly amountFen: Fen;
  /** Who paid, or who was paid. */
  readonly counterparty: string;
}

export interface ListedFinding extends FindingRow {
  readonly state: 'proposed' | 'done' | 'declined';
  readonly proposed_at: number;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
  readonly entry: NamedEntry;
  readonly other: NamedEntry | undefined;
}

interface SealedPart {
  readonly direction: 'credit' | 'debit';
  readonly posted_on: DayNumber;
  readonly amount_fen: Fen;
  readonly sealed: Buffer;
}

/** Findings, the latest first; `waiting` leaves those alone that somebody has still to decide. */
export async function listFindings(
  transaction: Transaction,
  at: { readonly platform: Platform; readonly officeId: string },
  { waiting, after, limit }: { readonly waiting: boolean; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly ListedFinding[]> {
  const { officeId } = at;
  type Row = Omit<ListedFinding, 'entry' | 'other'>;
  const rows = await transaction.rows<Row>(sql`
    SELECT id, entry_id, kind, other_entry_id, amount_fen, reason, state, proposed_by, proposed_at, decided_by, decided_at
    FROM tenant.bank_finding
    WHERE office_id = ${officeId} ${waiting ? sql`AND state = 'proposed'` : sql``}
      ${after === undefined ? sql`` : sql`AND id < ${after}`}
    ORDER BY id DESC LIMIT ${limit}`);
  const ids = rows.flatMap(({ entry_id, other_entry_id }) =>
    other_entry_id === null ? [entry_id] : [entry_id, other_entry_id],
  );
  const entries = await transaction.rows<SealedPart & { readonly id: string }>(sql`
    SELECT id, direction, posted_on, amount_fen, sealed FROM tenant.bank_entry
    WHERE office_id = ${officeId} AND id = ANY (${ids}::uuid[])`);
  const ring = at.platform.ring();
  const named = new Map(
    entries.map(({ id, direction, posted_on, amount_fen, sealed }) => {
      const entry = openWithRing<StatementEntry>(ring, { table: 'bank_entry', officeId, id }, sealed);
      if (!entry.ok) throw new Error(`a bank entry does not open: ${entry.error}`);
      const counterparty = direction === 'credit' ? entry.value.payerName : entry.value.payeeName;
      return [id, { direction, postedOn: posted_on, amountFen: amount_fen, counterparty }] as const;
    }),
  );
  return rows.map((row) => {
    const entry = named.get(row.entry_id);
    if (entry === undefined) throw new Error('a finding of no entry');
    return { ...row, entry, other: row.other_entry_id === null ? undefined : named.get(row.other_entry_id) };
  });
}
