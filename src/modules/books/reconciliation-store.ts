import sql, { empty } from 'sql-template-tag';
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
    readonly checks: Readonly<Record<string, number>>;
    readonly differences: readonly (FoundDifference & { readonly cause: string })[];
  },
): Promise<void> {
  const { id, onDay, differenceCount, checks, differences } = run;
  await transaction.run(sql`
    INSERT INTO tenant.reconciliation (office_id, id, on_day, at, actor_id, difference_count, checks)
    VALUES (${officeId}, ${id}, ${dayValue(onDay)}, ${instantValue(now)}, ${actorId}, ${differenceCount},
      ${JSON.stringify(checks)})`);
  await transaction.run(sql`
    INSERT INTO tenant.reconciliation_difference (office_id, reconciliation_id, number, cause, object_kind, object_id,
      expected_fen, found_fen)
    SELECT ${officeId}, ${id}, d.number, d.cause, d.object_kind, d.object_id, d.expected_fen, d.found_fen
    FROM unnest(${differences.map(({ cause }) => cause)}::text[],
      ${differences.map(({ objectKind }) => objectKind)}::text[], ${differences.map(({ objectId }) => objectId)}::uuid[],
      ${differences.map(({ expectedFen }) => expectedFen)}::bigint[], ${differences.map(({ foundFen }) => foundFen)}::bigint[])
      WITH ORDINALITY AS d (cause, object_kind, object_id, expected_fen, found_fen, number)`);
}

export interface ReconciliationRow {
  readonly id: string;
  readonly onDay: DayNumber;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly differenceCount: number;
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
    SELECT id, on_day AS "onDay", at, difference_count AS "differenceCount", checks
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

/** What a run found, in the order of the chain. */
export async function findDifferenceRows(
  transaction: Transaction,
  officeId: string,
  reconciliationId: string,
  { after, limit }: { readonly after?: number | undefined; readonly limit: number },
): Promise<(FoundDifference & { readonly number: number; readonly cause: string })[]> {
  return await transaction.rows(sql`
    SELECT number, cause, object_kind AS "objectKind", object_id AS "objectId", expected_fen AS "expectedFen",
      found_fen AS "foundFen"
    FROM tenant.reconciliation_difference
    WHERE office_id = ${officeId} AND reconciliation_id = ${reconciliationId}
      ${after === undefined ? empty : sql`AND number > ${after}`}
    ORDER BY number LIMIT ${limit}`);
}
