import sql, { type Sql } from 'sql-template-tag';
import { calendarDay, type DayNumber, dayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { MonthState } from './states.ts';

/** An entry to be written. */
export interface LedgerLine {
  readonly kind: 'posting' | 'reversal' | 'correction';
  readonly event: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly occurrence: number;
  readonly line: number;
  readonly onDay: DayNumber;
  readonly debit: string;
  readonly credit: string;
  readonly amountFen: Fen;
  readonly agencyId: string | null;
  readonly unitId: string | null;
  /** The entry that it reverses or corrects. */
  readonly refersToDay: DayNumber | null;
  readonly refersToId: number | null;
}

export interface LedgerMonth {
  /** Its first day. */
  readonly month: DayNumber;
  readonly state: MonthState;
}

/**
 * The state of months, share-locked: other posters pass, who closes one waits for them, and they for him.
 *
 * Months that an office does not have yet are made for the whole year; only there may two posters meet, once a year.
 */
export async function lockMonths(act: Act, months: readonly DayNumber[]): Promise<LedgerMonth[]> {
  const read = (): Promise<LedgerMonth[]> =>
    act.transaction.rows<LedgerMonth>(
      sql`
      SELECT month, state FROM tenant.ledger_month
      WHERE office_id = ${act.officeId} AND month = ANY (${months.map(dayValue)}::date[])
      ORDER BY month FOR SHARE`,
      'ledger-lock-months',
    );
  const found = await read();
  if (found.length === months.length) return found;
  const years = [...new Set(months.map((month) => calendarDay(month).year))].sort();
  for (const year of years) {
    await act.transaction.run(sql`
      INSERT INTO tenant.ledger_month (office_id, month, state)
      SELECT ${act.officeId}, month, 'open'
      FROM generate_series(${dayValue(dayNumber(year, 1, 1))}::date, ${dayValue(dayNumber(year, 12, 1))}::date,
        interval '1 month') AS month
      ON CONFLICT DO NOTHING`);
  }
  return read();
}

/** Makes acts that draw from an office's funds wait for each other until they commit. */
export async function lockFunds({ transaction, officeId }: Act): Promise<void> {
  await transaction.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`funds ${officeId}`}, 0))`);
}

/**
 * Writes lines that are not there yet, with their movements, in one statement; how many.
 *
 * Throws where a line is there already with another amount, or twice among those given.
 */
export async function appendLines(act: Act, lines: readonly LedgerLine[]): Promise<number> {
  if (lines.length === 0) return 0;
  refuseTwins(lines);
  const { written } = await act.transaction.getRow<{ written: number }>(
    sql`WITH line AS (${lineTable(lines)}), ${freshLines(act)} SELECT count(*) AS written FROM written`,
    'ledger-append-lines',
  );
  if (written < lines.length) await refuseOtherAmounts(act, lines);
  return written;
}

/**
 * As {@link lockMonths} and {@link appendLines} in one statement where all months of the lines are there and open; else
 * nothing is written, and the answer is `undefined`.
 */
export async function appendToOpenMonths(
  act: Act,
  lines: readonly LedgerLine[],
  months: readonly DayNumber[],
): Promise<number | undefined> {
  refuseTwins(lines);
  const { written, isOpen } = await act.transaction.getRow<{ written: number; isOpen: boolean }>(
    sql`
    WITH month AS MATERIALIZED (
      SELECT state FROM tenant.ledger_month
      WHERE office_id = ${act.officeId} AND month = ANY (${months.map(dayValue)}::date[])
      ORDER BY month FOR SHARE
    ),
    months AS MATERIALIZED (
      SELECT count(*) FILTER (WHERE state <> 'closed') = ${months.length}::integer AS are_open FROM month),
    line AS (SELECT * FROM (${lineTable(lines)}) given WHERE (SELECT are_open FROM months)),
    ${freshLines(act)}
    SELECT (SELECT count(*) FROM written) AS written, are_open AS "isOpen" FROM months`,
    'ledger-append-to-open-months',
  );
  if (!isOpen) return undefined;
  if (written < lines.length) await refuseOtherAmounts(act, lines);
  return written;
}

/** Reverses entries that are not reversed yet, by lines that refer to them; how many. */
export async function appendReversals(act: Act, lines: readonly LedgerLine[]): Promise<number> {
  if (lines.length === 0) return 0;
  const { written } = await act.transaction.getRow<{ written: number }>(sql`
    WITH line AS (${lineTable(lines)}),
    fresh AS (
      INSERT INTO tenant.ledger_reversal_key (office_id, entry_day, entry_id, agency_id)
      SELECT ${act.officeId}, refers_to_day, refers_to_id, agency_id FROM line
      ORDER BY refers_to_day, refers_to_id
      ON CONFLICT DO NOTHING
      RETURNING entry_day AS refers_to_day, entry_id AS refers_to_id
    ),
    written AS (SELECT line.* FROM line JOIN fresh USING (refers_to_day, refers_to_id)),
    ${entriesAndMovements(act)}
    SELECT count(*) AS written FROM written`);
  return written;
}

/** An entry as a posting left it. */
export type PostedEntry = Omit<LedgerLine, 'kind' | 'refersToDay' | 'refersToId'> & { readonly id: number };

/** The entries of a posting, in the order of their lines; none where nothing was posted. */
export function postedEntries(
  act: Act,
  ref: { event: string; objectId: string; occurrence?: number },
): Promise<PostedEntry[]> {
  return act.transaction.rows<PostedEntry>(sql`
    SELECT entry.id, entry.event, entry.object_kind AS "objectKind", entry.object_id AS "objectId", entry.occurrence,
      entry.line, entry.on_day AS "onDay", entry.debit, entry.credit, entry.amount_fen AS "amountFen",
      entry.agency_id AS "agencyId", entry.unit_id AS "unitId"
    FROM tenant.ledger_posting_key AS posted
    JOIN tenant.ledger_entry AS entry
      ON entry.office_id = posted.office_id AND entry.object_id = posted.object_id AND entry.on_day = posted.on_day
        AND entry.event = posted.event AND entry.occurrence = posted.occurrence AND entry.line = posted.line
    WHERE posted.office_id = ${act.officeId} AND posted.object_id = ${ref.objectId} AND posted.event = ${ref.event}
      AND posted.occurrence = ${ref.occurrence ?? 0} AND entry.kind <> 'reversal'
    ORDER BY entry.line`);
}

/** The latest occurrence of an event that was posted of an object; `null` where it never was. */
export async function lastOccurrence(act: Act, ref: { event: string; objectId: string }): Promise<number | null> {
  const { last } = await act.transaction.getRow<{ last: number | null }>(sql`
    SELECT max(occurrence) AS last FROM tenant.ledger_posting_key
    WHERE office_id = ${act.officeId} AND object_id = ${ref.objectId} AND event = ${ref.event}`);
  return last;
}

function lineTable(lines: readonly LedgerLine[]): Sql {
  return sql`
    SELECT * FROM unnest(
      ${lines.map(({ kind }) => kind)}::text[], ${lines.map(({ event }) => event)}::text[],
      ${lines.map(({ objectKind }) => objectKind)}::text[], ${lines.map(({ objectId }) => objectId)}::uuid[],
      ${lines.map(({ occurrence }) => occurrence)}::integer[], ${lines.map(({ line }) => line)}::smallint[],
      ${lines.map(({ onDay }) => dayValue(onDay))}::date[], ${lines.map(({ debit }) => debit)}::text[],
      ${lines.map(({ credit }) => credit)}::text[], ${lines.map(({ amountFen }) => amountFen)}::bigint[],
      ${lines.map(({ agencyId }) => agencyId)}::uuid[], ${lines.map(({ unitId }) => unitId)}::uuid[],
      ${lines.map(({ refersToDay }) => (refersToDay === null ? null : dayValue(refersToDay)))}::date[],
      ${lines.map(({ refersToId }) => refersToId)}::bigint[]
    ) AS t (kind, event, object_kind, object_id, occurrence, line, on_day, debit, credit, amount_fen, agency_id, unit_id,
      refers_to_day, refers_to_id)`;
}

/** Of `line` those that are not there yet, `written`, with all that is written of them. */
function freshLines(act: Act): Sql {
  return sql`
    fresh AS (
      INSERT INTO tenant.ledger_posting_key (office_id, object_id, event, occurrence, line, on_day, amount_fen, agency_id)
      SELECT ${act.officeId}, object_id, event, occurrence, line, on_day, amount_fen, agency_id FROM line
      ORDER BY object_id, event, occurrence, line
      ON CONFLICT DO NOTHING
      RETURNING object_id, event, occurrence, line
    ),
    written AS (SELECT line.* FROM line JOIN fresh USING (object_id, event, occurrence, line)),
    ${entriesAndMovements(act)}`;
}

/** Two expressions over `written`: the entries, and what they add to the balances. */
function entriesAndMovements(act: Act): Sql {
  return sql`
    entry AS (
      INSERT INTO tenant.ledger_entry (office_id, on_day, debit, credit, amount_fen, kind, event, object_kind, object_id,
        occurrence, line, agency_id, unit_id, refers_to_day, refers_to_id, at, actor_id)
      SELECT ${act.officeId}, on_day, debit, credit, amount_fen, kind, event, object_kind, object_id, occurrence, line,
        agency_id, unit_id, refers_to_day, refers_to_id, ${instantValue(act.now)}::timestamptz, ${act.actorId}
      FROM written
    ),
    movement AS (
      INSERT INTO tenant.ledger_movement (office_id, on_day, debit, credit, agency_id, amount_fen)
      SELECT ${act.officeId}, on_day, debit, credit, agency_id, sum(amount_fen)
      FROM written GROUP BY on_day, debit, credit, agency_id
    )`;
}

function refuseTwins(lines: readonly LedgerLine[]): void {
  if (lines.length === 1) return;
  const keys = new Set<string>();
  for (const { objectId, event, occurrence, line } of lines) keys.add(`${objectId} ${event} ${occurrence} ${line}`);
  if (keys.size < lines.length) throw new Error('the same event of the same object stands twice among postings');
}

async function refuseOtherAmounts(act: Act, lines: readonly LedgerLine[]): Promise<void> {
  const { others } = await act.transaction.getRow<{ others: number }>(sql`
    WITH line AS (${lineTable(lines)})
    SELECT count(*) AS others FROM line
    LEFT JOIN tenant.ledger_posting_key AS posted
      ON posted.office_id = ${act.officeId} AND posted.object_id = line.object_id AND posted.event = line.event
        AND posted.occurrence = line.occurrence AND posted.line = line.line
    WHERE posted.amount_fen IS DISTINCT FROM line.amount_fen`);
  if (others > 0) throw new Error('the same event of the same object was posted before, with another amount');
}
