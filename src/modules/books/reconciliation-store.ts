import sql, { empty, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ChainCheck } from './check.ts';

interface FoundDifference {
  readonly objectKind: string;
  readonly objectId: string | null;
  readonly expectedFen: Fen | null;
  readonly foundFen: Fen | null;
}

/** How often a check is broken, and the first places. */
export async function runCheck(
  { transaction, officeId }: Act,
  { query }: ChainCheck,
  most: number,
): Promise<{ readonly count: number; readonly listed: readonly FoundDifference[] }> {
  const rows = await transaction.rows<FoundDifference & { readonly count: number }>(sql`
    SELECT object_kind AS "objectKind", object_id AS "objectId", expected_fen::bigint AS "expectedFen",
      found_fen::bigint AS "foundFen", count(*) OVER () AS count
    FROM (${query(officeId)}) AS difference ORDER BY object_id LIMIT ${most}`);
  return { count: rows[0]?.count ?? 0, listed: rows.map(({ count: _, ...row }) => row) };
}

export async function insertReconciliation(
  { transaction, officeId, actorId, now }: Act,
  run: {
    readonly id: string;
    readonly onDay: DayNumber;
    readonly differenceCount: number;
    readonly unexplainedCount: number;
    readonly checks: Readonly<Record<string, number>>;
    readonly differences: readonly (FoundDifference & { readonly cause: string })[];
  },
): Promise<void> {
  const { id, onDay, differenceCount, unexplainedCount, checks, differences } = run;
  const before = await findLatestRun(transaction, officeId);
  await transaction.run(sql`
    INSERT INTO tenant.reconciliation (office_id, id, on_day, at, actor_id, difference_count, unexplained_count, checks)
    VALUES (${officeId}, ${id}, ${dayValue(onDay)}, ${instantValue(now)}, ${actorId}, ${differenceCount},
      ${unexplainedCount}, ${JSON.stringify(checks)})`);
  await transaction.run(sql`
    INSERT INTO tenant.reconciliation_difference (office_id, reconciliation_id, number, cause, object_kind, object_id,
      expected_fen, found_fen, first_on)
    SELECT ${officeId}, ${id}, d.number, d.cause, d.object_kind, d.object_id, d.expected_fen, d.found_fen,
      coalesce((SELECT min(e.first_on) FROM tenant.reconciliation_difference e WHERE e.office_id = ${officeId}
        AND e.reconciliation_id = ${before ?? null}::uuid AND e.cause = d.cause AND e.object_id IS NOT DISTINCT FROM d.object_id),
        ${dayValue(onDay)}::date)
    FROM unnest(${differences.map(({ cause }) => cause)}::text[],
      ${differences.map(({ objectKind }) => objectKind)}::text[], ${differences.map(({ objectId }) => objectId)}::uuid[],
      ${differences.map(({ expectedFen }) => expectedFen)}::bigint[], ${differences.map(({ foundFen }) => foundFen)}::bigint[])
      WITH ORDINALITY AS d (cause, object_kind, object_id, expected_fen, found_fen, number)`);
}

/** The latest run. */
export async function findLatestRun(transaction: Transaction, officeId: string): Promise<string | undefined> {
  const row = await transaction.findRow<{ id: string }>(sql`
    SELECT id FROM tenant.reconciliation WHERE office_id = ${officeId} ORDER BY at DESC, id DESC LIMIT 1`);
  return row?.id;
}

/** How many of some differences somebody has explained as they stand, to the fen. */
export async function countExplained(
  { transaction, officeId }: Act,
  differences: readonly (FoundDifference & { readonly cause: string })[],
): Promise<number> {
  if (differences.length === 0) return 0;
  const { count } = await transaction.getRow<{ count: number }>(sql`
    SELECT count(*) AS count FROM unnest(${differences.map(({ cause }) => cause)}::text[],
      ${differences.map(({ objectId }) => objectId)}::uuid[], ${differences.map(({ expectedFen }) => expectedFen)}::bigint[],
      ${differences.map(({ foundFen }) => foundFen)}::bigint[]) AS d (cause, object_id, expected_fen, found_fen)
    WHERE EXISTS (SELECT FROM tenant.difference_explanation x WHERE ${explains(sql`d`, officeId)})`);
  return count;
}

/** Whether an explanation `x` is of a difference: the same cause and object, and the same to the fen. */
function explains(difference: Sql, officeId: string): Sql {
  return sql`x.office_id = ${officeId} AND x.cause = ${difference}.cause
    AND x.object_id IS NOT DISTINCT FROM ${difference}.object_id
    AND x.expected_fen IS NOT DISTINCT FROM ${difference}.expected_fen
    AND x.found_fen IS NOT DISTINCT FROM ${difference}.found_fen`;
}

/** A difference of a run, by its number. */
export async function findDifference(
  { transaction, officeId }: Act,
  { reconciliationId, number }: { readonly reconciliationId: string; readonly number: number },
): Promise<(FoundDifference & { readonly cause: string }) | undefined> {
  return await transaction.findRow(sql`
    SELECT cause, object_kind AS "objectKind", object_id AS "objectId", expected_fen AS "expectedFen", found_fen AS "foundFen"
    FROM tenant.reconciliation_difference
    WHERE office_id = ${officeId} AND reconciliation_id = ${reconciliationId} AND number = ${number}`);
}

/** Explains some differences of a run, by their numbers. */
export async function insertExplanations(
  { transaction, officeId, actorId, now, newId }: Act,
  { reconciliationId, numbers }: { readonly reconciliationId: string; readonly numbers: readonly number[] },
  reason: string,
): Promise<number> {
  return await transaction.run(sql`
    INSERT INTO tenant.difference_explanation (office_id, id, cause, object_kind, object_id, expected_fen, found_fen, reason, at,
      actor_id)
    SELECT ${officeId}, of.id, d.cause, d.object_kind, d.object_id, d.expected_fen, d.found_fen, ${reason},
      ${instantValue(now)}, ${actorId}
    FROM unnest(${numbers}::integer[], ${numbers.map(() => newId())}::uuid[]) AS of (number, id)
    JOIN tenant.reconciliation_difference d ON d.office_id = ${officeId} AND d.reconciliation_id = ${reconciliationId}
      AND d.number = of.number`);
}

/** The numbers of a run's differences that have a cause. */
export async function findNumbersOfCause(
  { transaction, officeId }: Act,
  { reconciliationId, cause }: { readonly reconciliationId: string; readonly cause: string },
): Promise<readonly number[]> {
  const rows = await transaction.rows<{ number: number }>(sql`
    SELECT number FROM tenant.reconciliation_difference
    WHERE office_id = ${officeId} AND reconciliation_id = ${reconciliationId} AND cause = ${cause} ORDER BY number`);
  return rows.map(({ number }) => number);
}

export interface ReconciliationRow {
  readonly id: string;
  readonly onDay: DayNumber;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly differenceCount: number;
  /** What nobody had explained when the run ended. */
  readonly unexplainedCount: number;
  /** By cause. */
  readonly checks: Readonly<Record<string, number>>;
}

/** A page of runs, the latest first. */
export async function findReconciliationPage(
  transaction: Transaction,
  officeId: string,
  {
    after,
    limit,
  }: { readonly after?: { readonly at: number; readonly id: string } | undefined; readonly limit: number },
): Promise<ReconciliationRow[]> {
  return await transaction.rows<ReconciliationRow>(sql`
    SELECT id, on_day AS "onDay", at, difference_count AS "differenceCount",
      coalesce(unexplained_count, difference_count) AS "unexplainedCount", checks
    FROM tenant.reconciliation WHERE office_id = ${officeId}
      ${after === undefined ? empty : sql`AND (at, id) < (${instantValue(after.at)}::timestamptz, ${after.id}::uuid)`}
    ORDER BY at DESC, id DESC LIMIT ${limit}`);
}

export async function hasReconciliation(transaction: Transaction, officeId: string, id: string): Promise<boolean> {
  const run = await transaction.findRow(
    sql`SELECT id FROM tenant.reconciliation WHERE office_id = ${officeId} AND id = ${id}`,
  );
  return run !== undefined;
}

/** How a difference stands now. `gone`: the latest run did not find it any more. */
export type DifferenceState = 'open' | 'explained' | 'gone';

export interface DifferenceRow extends FoundDifference {
  readonly number: number;
  readonly cause: string;
  readonly state: DifferenceState;
  /** The day of the first run that found it. */
  readonly firstOn: DayNumber | null;
  readonly reason: string | null;
  readonly explainedAt: number | null;
  readonly explainedBy: string | null;
}

/** What a run found, in the order of the chain, and how each stands now. */
export async function findDifferenceRows(
  transaction: Transaction,
  officeId: string,
  reconciliationId: string,
  { after, limit }: { readonly after?: number | undefined; readonly limit: number },
): Promise<DifferenceRow[]> {
  const latest = await findLatestRun(transaction, officeId);
  return await transaction.rows<DifferenceRow>(sql`
    SELECT d.number, d.cause, d.object_kind AS "objectKind", d.object_id AS "objectId", d.expected_fen AS "expectedFen",
      d.found_fen AS "foundFen", d.first_on AS "firstOn", x.reason, x.at AS "explainedAt", x.actor_id AS "explainedBy",
      CASE WHEN d.reconciliation_id <> ${latest ?? null}::uuid AND NOT EXISTS (
          SELECT FROM tenant.reconciliation_difference l WHERE l.office_id = ${officeId}
            AND l.reconciliation_id = ${latest ?? null}::uuid AND l.cause = d.cause
            AND l.object_id IS NOT DISTINCT FROM d.object_id) THEN 'gone'
        WHEN x.reason IS NOT NULL THEN 'explained' ELSE 'open' END AS state
    FROM tenant.reconciliation_difference d
    LEFT JOIN LATERAL (SELECT x.reason, x.at, x.actor_id FROM tenant.difference_explanation x
      WHERE ${explains(sql`d`, officeId)} ORDER BY x.at DESC LIMIT 1) x ON true
    WHERE d.office_id = ${officeId} AND d.reconciliation_id = ${reconciliationId}
      ${after === undefined ? empty : sql`AND d.number > ${after}`}
    ORDER BY d.number LIMIT ${limit}`);
}
