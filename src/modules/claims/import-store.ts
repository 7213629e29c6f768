import sql, { raw, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import { deadlinesFrom } from '#modules/reviews/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { takeNumber } from '#platform/acts/take-number.ts';
import { type CopyValue, copyText } from '#platform/database/copy-text.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';

const PROGRAM = 'henan-inpatient';

/** One import at a time in an office. */
export async function lockImports(act: Act): Promise<void> {
  await takeNumber(act, 'settlement-import');
}

export async function findImportByHash({ transaction, officeId }: Act, hash: Buffer): Promise<string | undefined> {
  const found = await transaction.findRow<{ id: string }>(
    sql`SELECT id FROM tenant.settlement_import WHERE office_id = ${officeId} AND file_hash = ${hash}`,
  );
  return found?.id;
}

export async function insertImport(
  { transaction, officeId, actorId, now }: Act,
  imported: {
    readonly importId: string;
    readonly fileName: string;
    readonly fileHash: Buffer;
    readonly importedOn: DayNumber;
    readonly counts: object;
    readonly paidFen: Fen;
  },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.settlement_import (office_id, id, program, file_name, file_hash, counts, paid_fen, imported_on,
      imported_at, imported_by)
    VALUES (${officeId}, ${imported.importId}, ${PROGRAM}, ${imported.fileName}, ${imported.fileHash},
      ${JSON.stringify(imported.counts)}, ${imported.paidFen}, ${dayValue(imported.importedOn)}, ${instantValue(now)},
      ${actorId})`);
}

/** Import, row, hash of the person, of the settlement, of the stay. */
export async function stageRows({ transaction }: Act, rows: Iterable<readonly CopyValue[]>): Promise<void> {
  await transaction.copyIn(
    'settlement_row',
    ['import_id', 'row_number', 'resident_hash', 'settlement_hash', 'stay_hash'],
    copyText(rows),
  );
}

/** Rows whose settlement an earlier file brought, and rows whose stay it brought a part of. */
export async function findKnownRows(
  { transaction, officeId }: Act,
  importId: string,
): Promise<{ readonly known: ReadonlySet<number>; readonly ofKnownStay: ReadonlySet<number> }> {
  const known = await transaction.rows<{ row_number: number }>(sql`
    SELECT s.row_number FROM stage.settlement_row s CROSS JOIN LATERAL (
      SELECT FROM tenant.settlement_key k
      WHERE k.office_id = ${officeId} AND k.settlement_hash = s.settlement_hash OFFSET 0) k
    WHERE s.import_id = ${importId}`);
  const ofKnownStay = await transaction.rows<{ row_number: number }>(sql`
    SELECT s.row_number FROM stage.settlement_row s CROSS JOIN LATERAL (
      SELECT FROM tenant.settlement_key k WHERE k.office_id = ${officeId} AND k.stay_hash = s.stay_hash LIMIT 1) k
    WHERE s.import_id = ${importId} AND s.stay_hash IS NOT NULL`);
  const rowNumbers = (rows: readonly { row_number: number }[]): ReadonlySet<number> =>
    new Set(rows.map(({ row_number }) => row_number));
  return { known: rowNumbers(known), ofKnownStay: rowNumbers(ofKnownStay) };
}

/**
 * The staged persons whom the office knows, with one row that names each.
 *
 * Here and below LATERAL with OFFSET 0 makes PostgreSQL look up one after the other by index. Left to itself it may turn a
 * join around, because behind a policy, and in tables that were filled a moment ago, it expects a row or none: 4,400
 * persons took 46 s that way, and 0.1 s this way.
 */
function matchedPersons(officeId: string, importId: string, column: 0 | 1): Sql {
  return sql`(
    SELECT p.id, p.wrapped_key, s.row_number FROM (
      SELECT resident_hash, min(row_number) AS row_number FROM stage.settlement_row
      WHERE import_id = ${importId} GROUP BY resident_hash) s
    CROSS JOIN LATERAL (
      SELECT id, wrapped_key FROM tenant.person
      WHERE office_id = ${officeId} AND ${raw(column === 0 ? 'resident_hash_0' : 'resident_hash_1')} = s.resident_hash
        AND wrapped_key IS NOT NULL OFFSET 0) p)`;
}

/** The periods of a matched person `p` in which he may have been in hospital. */
function periodsOf(officeId: string): Sql {
  return sql`LATERAL (
    SELECT * FROM tenant.coverage_period
    WHERE office_id = ${officeId} AND person_id = p.id AND program = ${PROGRAM}
      AND state IN ('scheduled', 'in-force', 'replaced') OFFSET 0)`;
}

/**
 * Locks what counts against the limits of all persons staged, in one order everywhere (person, period): nobody decides or
 * approves a claim of theirs until this act ends.
 */
export async function lockStagedCounters(
  { transaction, officeId }: Act,
  importId: string,
  column: 0 | 1,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.benefit_counter AS b (office_id, person_id, program, period_id, agency_id, unit_id)
    SELECT ${officeId}, c.person_id, c.program, c.id, c.agency_id, c.unit_id
    FROM ${matchedPersons(officeId, importId, column)} AS p CROSS JOIN ${periodsOf(officeId)} AS c
    ORDER BY c.person_id, c.id
    ON CONFLICT (office_id, person_id, program, period_id) DO UPDATE SET agency_id = b.agency_id`);
}

export interface MatchedPeriodRow {
  /** A row of the file that names the person. */
  readonly row_number: number;
  readonly person_id: string;
  readonly wrapped_key: Buffer;
  readonly period_id: string;
  readonly start_on: DayNumber;
  readonly end_on: DayNumber;
  readonly shares: number;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly member_id: string;
  readonly waiting_until: DayNumber | null;
}

/** The periods of all persons staged, a person's together, by start. */
export function matchPeriods(
  { transaction, officeId }: Act,
  importId: string,
  column: 0 | 1,
): AsyncGenerator<MatchedPeriodRow[]> {
  return transaction.batches<MatchedPeriodRow>(
    sql`
      SELECT p.row_number, p.id AS person_id, p.wrapped_key, c.id AS period_id, c.start_on, c.end_on, c.shares,
        c.agency_id, c.unit_id, c.member_id, c.waiting_until
      FROM ${matchedPersons(officeId, importId, column)} AS p CROSS JOIN ${periodsOf(officeId)} AS c
      ORDER BY p.row_number, c.start_on`,
    10_000,
  );
}

export interface UseRow {
  readonly person_id: string;
  readonly period_id: string;
  readonly amount_fen: Fen;
}

/** What counts against the limits of the persons staged already, in the order in which it was decided. */
export function findUses({ transaction, officeId }: Act, importId: string, column: 0 | 1): AsyncGenerator<UseRow[]> {
  return transaction.batches<UseRow>(
    sql`
      SELECT p.id AS person_id, u.period_id, u.amount_fen
      FROM ${matchedPersons(officeId, importId, column)} AS p
      CROSS JOIN LATERAL (
        SELECT claim_id, period_id, amount_fen FROM tenant.benefit_use
        WHERE office_id = ${officeId} AND person_id = p.id AND program = ${PROGRAM} OFFSET 0) u
      ORDER BY u.claim_id`,
    10_000,
  );
}

/** Partitions for years that the program does not have yet: a file may reach far back. */
export async function ensureYears({ transaction }: Act, years: readonly number[]): Promise<void> {
  await transaction.run(
    sql`SELECT access.ensure_partitions(year) FROM unnest(${[...years]}::integer[]) AS year ORDER BY year`,
  );
}

const OUTCOME_COLUMNS = [
  ...['import_id', 'row_number', 'outcome', 'claim_id', 'settlement_hash', 'stay_hash', 'sealed', 'submitted_on'],
  ...['agency_id', 'unit_id', 'person_id', 'member_id', 'period_id', 'state', 'reviewing_agency_id', 'amount_fen'],
  ...['flags', 'reasons', 'notices', 'readings', 'terms_on', 'sealed_claim', 'sealed_decision', 'hospital_hash'],
  'event_on',
];

/** Rows as their outcomes are stored, in the order of {@link OUTCOME_COLUMNS}; a shorter row has nothing behind. */
export async function stageOutcomes({ transaction }: Act, rows: AsyncIterable<readonly CopyValue[]>): Promise<void> {
  async function* filled(): AsyncGenerator<readonly CopyValue[]> {
    for await (const row of rows) {
      yield row.length === OUTCOME_COLUMNS.length ? row : [...row, ...EMPTY.slice(row.length)];
    }
  }
  await transaction.copyIn('settlement_outcome', OUTCOME_COLUMNS, copyText(filled()));
}

const EMPTY: readonly null[] = OUTCOME_COLUMNS.map(() => null);

/** From the stage into claims, decisions, keys and rows, a statement each; the stage is empty afterwards. */
export async function storeOutcomes(act: Act, importId: string, importedOn: DayNumber): Promise<void> {
  const { transaction, officeId, actorId, now } = act;
  const at = instantValue(now);
  const { office, city, county } = await deadlinesFrom(act);
  await transaction.run(sql`
    INSERT INTO tenant.claim (office_id, submitted_on, id, agency_id, unit_id, person_id, member_id, program, benefit,
      period_id, origin, state, reviewing_agency_id, outcome, amount_fen, flags, import_id, submitted_by, sealed, changed_at,
      due_on, hospital_hash, event_on)
    SELECT ${officeId}, s.submitted_on, s.claim_id, s.agency_id, s.unit_id, s.person_id, s.member_id, ${PROGRAM}, 'inpatient',
      s.period_id, 'settlement', s.state, s.reviewing_agency_id, s.outcome, s.amount_fen, s.flags, s.import_id, ${actorId},
      s.sealed_claim, ${at}, d.due_on, s.hospital_hash, s.event_on
    FROM stage.settlement_outcome s
    LEFT JOIN (
      SELECT id, CASE kind WHEN 'office' THEN ${dayValue(office)}::date WHEN 'city' THEN ${dayValue(city)}::date
        ELSE ${dayValue(county)}::date END AS due_on
      FROM tenant.agency WHERE office_id = ${officeId}) d ON d.id = s.reviewing_agency_id
    WHERE s.import_id = ${importId} AND s.submitted_on IS NOT NULL`);
  await transaction.run(sql`
    INSERT INTO tenant.decision (office_id, submitted_on, claim_id, number, agency_id, unit_id, person_id, source, outcome,
      amount_fen, reasons, notices, readings, terms_on, at, actor_id, sealed)
    SELECT ${officeId}, submitted_on, claim_id, 1, agency_id, unit_id, person_id, 'rules', outcome, amount_fen, reasons,
      notices, readings, terms_on, ${at}, ${actorId}, sealed_decision
    FROM stage.settlement_outcome WHERE import_id = ${importId} AND submitted_on IS NOT NULL`);
  await transaction.run(sql`
    INSERT INTO tenant.benefit_use (office_id, claim_id, person_id, program, period_id, agency_id, unit_id, benefit,
      amount_fen, state)
    SELECT ${officeId}, claim_id, person_id, ${PROGRAM}, period_id, agency_id, unit_id, 'inpatient', amount_fen, 'held'
    FROM stage.settlement_outcome WHERE import_id = ${importId} AND outcome = 'pay'`);
  await transaction.run(sql`
    INSERT INTO tenant.settlement_key (office_id, settlement_hash, stay_hash, import_id, claim_id)
    SELECT ${officeId}, settlement_hash, stay_hash, import_id, claim_id
    FROM stage.settlement_outcome
    WHERE import_id = ${importId} AND claim_id IS NOT NULL AND outcome IN ('pay', 'decline', 'refer', 'joined', 'matched')`);
  await transaction.run(sql`
    INSERT INTO tenant.settlement_row (office_id, imported_on, import_id, row_number, outcome, claim_id, sealed)
    SELECT ${officeId}, ${dayValue(importedOn)}, import_id, row_number, outcome, claim_id, sealed
    FROM stage.settlement_outcome WHERE import_id = ${importId}`);
  await transaction.run(sql`DELETE FROM stage.settlement_outcome WHERE import_id = ${importId}`);
  await transaction.run(sql`DELETE FROM stage.settlement_row WHERE import_id = ${importId}`);
}

export interface Reversal {
  readonly row: number;
  readonly settlementHash: Buffer;
  readonly stayHash: Buffer | null;
}

/**
 * Marks the claims whose settlements the insurer took back, found by the settlement, else by its stay: a person decides
 * what becomes of them. Gives the claim of each row that found one.
 */
export async function markReversed(
  { transaction, officeId, now }: Act,
  importId: string,
  reversals: readonly Reversal[],
): Promise<ReadonlyMap<number, string>> {
  if (reversals.length === 0) return new Map();
  const found = await transaction.rows<{ row_number: number; claim_id: string }>(sql`
    SELECT DISTINCT ON (r.row_number) r.row_number, k.claim_id
    FROM unnest(${reversals.map(({ row }) => row)}::integer[],
      ${reversals.map(({ settlementHash }) => settlementHash)}::bytea[],
      ${reversals.map(({ stayHash }) => stayHash)}::bytea[]) AS r (row_number, settlement_hash, stay_hash)
    JOIN tenant.settlement_key k ON k.office_id = ${officeId}
      AND (k.settlement_hash = r.settlement_hash OR k.stay_hash = r.stay_hash)
    WHERE k.claim_id IS NOT NULL
    ORDER BY r.row_number, k.settlement_hash = r.settlement_hash DESC, k.claim_id DESC`);
  await transaction.run(sql`
    UPDATE tenant.claim SET reversal_import_id = ${importId}, changed_at = ${instantValue(now)},
      flags = array_append(flags, 'reversed')
    WHERE office_id = ${officeId} AND id = ANY (${found.map(({ claim_id }) => claim_id)}::uuid[])
      AND reversal_import_id IS NULL`);
  return new Map(found.map(({ row_number, claim_id }) => [row_number, claim_id]));
}
