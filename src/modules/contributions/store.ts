import sql from 'sql-template-tag';
import type { BankStatement, StatementEntry } from '#intake/bank-statement/bank-statement.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { openWithRing, type SealContext, sealWithRing } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { OrderedContribution } from './order.ts';
import type { BankEntryState, OrderState } from './states.ts';

export async function insertOrder(
  { transaction, officeId, now }: Act,
  id: string,
  reference: string,
  ordered: OrderedContribution,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.contribution_order (office_id, id, agency_id, unit_id, roster_id, program, shares, member_count,
      amount_fen, reference, state, ordered_at)
    VALUES (${officeId}, ${id}, ${ordered.agencyId}, ${ordered.unitId}, ${ordered.rosterId}, ${ordered.program},
      ${ordered.shares}, ${ordered.memberCount}, ${ordered.amountFen}, ${reference}, 'open', ${instantValue(now)})`);
}

/** The office's one account, into which contributions are paid. */
export async function findOfficeAccount(transaction: Transaction, officeId: string): Promise<string | undefined> {
  const office = await transaction.findRow<{ number: string | null }>(
    sql`SELECT bank_account_number AS number FROM reference.office WHERE id = ${officeId}`,
  );
  return office?.number ?? undefined;
}

export async function findStatementByHash({ transaction, officeId }: Act, hash: Buffer): Promise<string | undefined> {
  const row = await transaction.findRow<{ id: string }>(
    sql`SELECT id FROM tenant.bank_statement WHERE office_id = ${officeId} AND file_hash = ${hash}`,
  );
  return row?.id;
}

export async function insertStatement(
  { transaction, officeId, actorId, now }: Act,
  statement: {
    readonly statementId: string;
    readonly fileHash: Buffer;
    readonly fileName: string;
    readonly accountNumber: string;
    readonly format: BankStatement['format'];
    readonly entries: readonly StatementEntry[];
  },
): Promise<void> {
  const { entries } = statement;
  const days = entries.map(({ postedOn }) => postedOn);
  const sum = (direction: StatementEntry['direction']): Fen =>
    entries.reduce((total, entry) => (entry.direction === direction ? total + entry.amountFen : total), 0);
  await transaction.run(sql`
    INSERT INTO tenant.bank_statement (office_id, id, file_hash, file_name, account_number, format, entry_count, known_count,
      credit_fen, debit_fen, first_on, last_on, imported_by, imported_at)
    VALUES (${officeId}, ${statement.statementId}, ${statement.fileHash}, ${statement.fileName}, ${statement.accountNumber},
      ${statement.format}, ${entries.length}, 0, ${sum('credit')}, ${sum('debit')},
      ${days.length === 0 ? null : dayValue(Math.min(...days))}, ${days.length === 0 ? null : dayValue(Math.max(...days))},
      ${actorId}, ${instantValue(now)})`);
}

export interface NewBankEntry {
  readonly id: string;
  readonly entry: StatementEntry;
  readonly dedupHash: Buffer;
  readonly state: BankEntryState;
}

/** Writes the entries that no earlier statement had brought; gives the ids of these, and counts the others. */
export async function insertEntries(
  { transaction, officeId, platform }: Act,
  statementId: string,
  rows: readonly NewBankEntry[],
): Promise<ReadonlySet<string>> {
  const ring = platform.ring();
  const inserted = await transaction.rows<{ id: string }>(sql`
    INSERT INTO tenant.bank_entry (office_id, id, statement_id, row_number, dedup_hash, direction, amount_fen, posted_on,
      posted_at, state, sealed)
    SELECT ${officeId}, id, ${statementId}, row_number, dedup_hash, direction, amount_fen, posted_on, posted_at, state, sealed
    FROM unnest(
      ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ entry }) => entry.row)}::integer[],
      ${rows.map(({ dedupHash }) => dedupHash)}::bytea[], ${rows.map(({ entry }) => entry.direction)}::text[],
      ${rows.map(({ entry }) => entry.amountFen)}::bigint[], ${rows.map(({ entry }) => dayValue(entry.postedOn))}::date[],
      ${rows.map(({ entry }) => (entry.postedAt === undefined ? null : instantValue(entry.postedAt)))}::timestamptz[],
      ${rows.map(({ state }) => state)}::text[],
      ${rows.map(({ id, entry }) => sealWithRing(ring, entryContext(officeId, id), entry))}::bytea[])
      AS entry (id, row_number, dedup_hash, direction, amount_fen, posted_on, posted_at, state, sealed)
    ON CONFLICT (office_id, dedup_hash) DO NOTHING
    RETURNING id`);
  if (inserted.length < rows.length) {
    await transaction.run(sql`UPDATE tenant.bank_statement SET known_count = ${rows.length - inserted.length}
      WHERE office_id = ${officeId} AND id = ${statementId}`);
  }
  return new Set(inserted.map(({ id }) => id));
}

/** Where the texts of an entry are sealed. */
export function entryContext(officeId: string, id: string): SealContext {
  return { table: 'bank_entry', officeId, id };
}

export interface OpenCredit {
  readonly id: string;
  readonly amount_fen: Fen;
  readonly matched_fen: Fen;
  readonly posted_on: DayNumber;
  readonly posted_at: number | null;
  readonly texts: StatementEntry;
}

/** The credits that wait, in the order in which they were posted; opened. */
export function findOpenCredits(act: Act): Promise<readonly OpenCredit[]> {
  return findOpenCreditsIn(act.transaction, act);
}

/** As {@link findOpenCredits}, for readers; or those of some ids. */
export async function findOpenCreditsIn(
  transaction: Transaction,
  at: OpeningPlace,
  ids?: readonly string[],
): Promise<readonly OpenCredit[]> {
  const rows = await transaction.rows<SealedCredit>(sql`
    SELECT id, amount_fen, matched_fen, posted_on, posted_at, sealed FROM tenant.bank_entry
    WHERE office_id = ${at.officeId} AND direction = 'credit' AND state IN ('unmatched', 'partly-matched')
      ${ids === undefined ? sql`` : sql`AND id = ANY (${ids}::uuid[])`}
    ORDER BY posted_on, posted_at NULLS LAST, row_number, id`);
  return opened(at, rows);
}

/** A page of the credits that wait, by day and id, opened. */
export async function findWaitingPage(
  transaction: Transaction,
  at: OpeningPlace,
  page: { readonly after?: { readonly onDay: DayNumber; readonly id: string } | undefined; readonly limit: number },
): Promise<readonly OpenCredit[]> {
  const { after, limit } = page;
  const rows = await transaction.rows<SealedCredit>(sql`
    SELECT id, amount_fen, matched_fen, posted_on, posted_at, sealed FROM tenant.bank_entry
    WHERE office_id = ${at.officeId} AND direction = 'credit' AND state IN ('unmatched', 'partly-matched')
      ${after === undefined ? sql`` : sql`AND (posted_on, id) > (${dayValue(after.onDay)}::date, ${after.id}::uuid)`}
    ORDER BY posted_on, id LIMIT ${limit}`);
  return opened(at, rows);
}

/** Credits of that amount that came until that day and were not taken back, the youngest first; opened. */
export async function findCreditsOfAmount(
  act: Act,
  amountFen: Fen,
  untilDay: DayNumber,
): Promise<readonly OpenCredit[]> {
  const rows = await act.transaction.rows<SealedCredit>(sql`
    SELECT id, amount_fen, matched_fen, posted_on, posted_at, sealed FROM tenant.bank_entry
    WHERE office_id = ${act.officeId} AND direction = 'credit' AND state <> 'reversed' AND amount_fen = ${amountFen}
      AND posted_on <= ${dayValue(untilDay)}
    ORDER BY posted_on DESC, posted_at DESC NULLS LAST, row_number DESC, id DESC LIMIT 1000`);
  return opened(act, rows);
}

export interface LiveAllocation {
  readonly id: string;
  readonly entry_id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly order_id: string;
  readonly roster_id: string;
  readonly amount_fen: Fen;
  readonly state: OrderState;
  readonly start_on: DayNumber | null;
  readonly refund_fen: Fen;
  readonly completion_count: number;
}

/** What a credit pays, or what pays an order, with the orders locked. */
export async function liveAllocations(
  { transaction, officeId }: Act,
  of: { readonly entryId: string } | { readonly orderId: string },
): Promise<readonly LiveAllocation[]> {
  return await transaction.rows<LiveAllocation>(sql`
    SELECT a.id, a.entry_id, a.agency_id, a.unit_id, a.order_id, a.amount_fen, o.roster_id, o.state, o.start_on,
      o.refund_fen, o.completion_count
    FROM tenant.allocation a JOIN tenant.contribution_order o ON o.office_id = a.office_id AND o.id = a.order_id
    WHERE a.office_id = ${officeId} AND a.undone_at IS NULL
      AND ${'entryId' in of ? sql`a.entry_id = ${of.entryId}` : sql`a.order_id = ${of.orderId}`}
    ORDER BY a.id FOR UPDATE OF o`);
}

type SealedCredit = Omit<OpenCredit, 'texts'> & { readonly sealed: Buffer };

/** Whose ring opens the entries of which office. */
export type OpeningPlace = Pick<Act, 'officeId' | 'platform'>;

function opened({ officeId, platform }: OpeningPlace, rows: readonly SealedCredit[]): readonly OpenCredit[] {
  const ring = platform.ring();
  return rows.map(({ sealed, ...row }) => {
    const entry = openWithRing<StatementEntry>(ring, entryContext(officeId, row.id), sealed);
    if (!entry.ok) throw new Error(`a bank entry does not open: ${entry.error}`);
    return { ...row, texts: entry.value };
  });
}

export interface OpenOrderRow {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly roster_id: string;
  readonly program: ProgramId;
  readonly shares: number;
  readonly member_count: number;
  readonly amount_fen: Fen;
  readonly received_fen: Fen;
  /** How often its money was there in full before a credit was taken back. */
  readonly completion_count: number;
  readonly reference: string;
  readonly unit_name: string;
  readonly union_name: string | null;
  readonly payer_names: readonly string[];
}

/** With those who are known to have paid for the unit before. */
export interface OpenOrderToMatch extends OpenOrderRow {
  readonly knownPayers: readonly string[];
}

/** The orders that wait for money, or those of some ids, with the names by which a payer may be known. */
export async function findOpenOrders(
  transaction: Transaction,
  officeId: string,
  ids?: readonly string[],
): Promise<readonly OpenOrderRow[]> {
  return await transaction.rows<OpenOrderRow>(sql`
    SELECT o.id, o.agency_id, o.unit_id, o.roster_id, o.program, o.shares, o.member_count, o.amount_fen,
      o.received_fen, o.completion_count, o.reference, u.name AS unit_name, u.union_name,
      ARRAY(SELECT p.payer_name FROM tenant.roster_payer p
        WHERE p.office_id = o.office_id AND p.roster_id = o.roster_id ORDER BY p.position) AS payer_names
    FROM tenant.contribution_order o JOIN tenant.unit u ON u.office_id = o.office_id AND u.id = o.unit_id
    WHERE o.office_id = ${officeId} AND o.state = 'open' ${ids === undefined ? sql`` : sql`AND o.id = ANY (${ids}::uuid[])`}
    ORDER BY o.id`);
}

export interface OrderRow {
  readonly id: string;
  readonly state: OrderState;
  readonly amount_fen: Fen;
  readonly received_fen: Fen;
}

export async function lockOrder({ transaction, officeId }: Act, orderId: string): Promise<OrderRow | undefined> {
  return await transaction.findRow<OrderRow>(sql`
    SELECT id, state, amount_fen, received_fen FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND id = ${orderId} FOR UPDATE`);
}

export interface Allocation {
  readonly credit: OpenCredit;
  readonly orderId: string;
  readonly amountFen: Fen;
  readonly by: 'reference' | 'payer' | 'person';
}

export interface WrittenAllocation {
  readonly id: string;
  readonly allocation: Allocation;
  readonly order: OpenOrderRow;
}

export async function insertAllocations(
  { transaction, officeId, actorId, now, newId }: Act,
  allocations: readonly Allocation[],
  orders: ReadonlyMap<string, OpenOrderRow>,
): Promise<readonly WrittenAllocation[]> {
  const written = allocations.map((allocation): WrittenAllocation => {
    const order = orders.get(allocation.orderId);
    if (order === undefined) throw new Error('a match with an order that is not open');
    return { id: newId(), allocation, order };
  });
  await transaction.run(sql`
    INSERT INTO tenant.allocation (office_id, id, agency_id, unit_id, entry_id, order_id, amount_fen, matched_by, actor_id, at)
    SELECT ${officeId}, id, agency_id, unit_id, entry_id, order_id, amount_fen, matched_by, ${actorId}, ${instantValue(now)}
    FROM unnest(${written.map(({ id }) => id)}::uuid[], ${written.map(({ order }) => order.agency_id)}::uuid[],
      ${written.map(({ order }) => order.unit_id)}::uuid[], ${written.map(({ allocation }) => allocation.credit.id)}::uuid[],
      ${written.map(({ order }) => order.id)}::uuid[], ${written.map(({ allocation }) => allocation.amountFen)}::bigint[],
      ${written.map(({ allocation }) => allocation.by)}::text[])
      AS a (id, agency_id, unit_id, entry_id, order_id, amount_fen, matched_by)`);
  // summed: a credit that is split over orders is one row
  await transaction.run(sql`
    UPDATE tenant.bank_entry e
    SET matched_fen = e.matched_fen + a.amount_fen,
      state = CASE WHEN e.matched_fen + a.amount_fen = e.amount_fen THEN 'matched' ELSE 'partly-matched' END
    FROM (SELECT entry_id, sum(amount_fen)::bigint AS amount_fen
      FROM unnest(${written.map(({ allocation }) => allocation.credit.id)}::uuid[],
        ${written.map(({ allocation }) => allocation.amountFen)}::bigint[]) AS part (entry_id, amount_fen)
      GROUP BY entry_id) AS a
    WHERE e.office_id = ${officeId} AND e.id = a.entry_id`);
  return written;
}

/** Completed orders whose cover starts on that day or should have. */
export async function findStartingOrders(
  transaction: Transaction,
  officeId: string,
  day: DayNumber,
): Promise<readonly string[]> {
  const rows = await transaction.rows<{ id: string }>(sql`
    SELECT id FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND state = 'completed' AND start_on <= ${dayValue(day)} AND NOT awaits_second
    ORDER BY start_on, id`);
  return rows.map(({ id }) => id);
}

export interface StartingOrder {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly roster_id: string;
  readonly amount_fen: Fen;
  readonly refund_fen: Fen;
  readonly start_on: DayNumber;
  readonly awaits_second: boolean;
  readonly matched_by: string | null;
}

/** A completed order, locked. */
export async function lockStartingOrder(
  { transaction, officeId }: Act,
  orderId: string,
): Promise<StartingOrder | undefined> {
  return await transaction.findRow<StartingOrder>(sql`
    SELECT id, agency_id, unit_id, roster_id, amount_fen, refund_fen, start_on, awaits_second, matched_by
    FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND id = ${orderId} AND state = 'completed' FOR UPDATE`);
}

export async function markInForce({ transaction, officeId, now }: Act, order: StartingOrder): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.contribution_order SET state = 'in-force' WHERE office_id = ${officeId} AND id = ${order.id}`);
  await transaction.run(sql`
    UPDATE tenant.roster SET state = 'covered', changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${order.roster_id} AND state = 'passed'`);
}

export async function settleLateStart({ transaction, officeId }: Act, orderId: string): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.contribution_order SET awaits_second = false WHERE office_id = ${officeId} AND id = ${orderId}`);
}
