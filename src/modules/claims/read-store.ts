import sql, { empty } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { RowOutcome } from './decide-import.ts';
import type { CitedReason } from './store.ts';

export interface ImportRow {
  readonly id: string;
  readonly file_name: string;
  readonly counts: Readonly<Partial<Record<RowOutcome, number>>>;
  readonly paid_fen: Fen;
  readonly imported_on: DayNumber;
  readonly imported_at: number;
  readonly imported_by: string;
}

const IMPORT_COLUMNS = sql`id, file_name, counts, paid_fen, imported_on, imported_at, imported_by`;

export async function findImportPage(
  transaction: Transaction,
  officeId: string,
  { after, limit }: { readonly after?: { importedAt: number; importId: string } | undefined; readonly limit: number },
): Promise<ImportRow[]> {
  return await transaction.rows<ImportRow>(sql`
    SELECT ${IMPORT_COLUMNS} FROM tenant.settlement_import
    WHERE office_id = ${officeId}
      ${after === undefined ? empty : sql`AND (imported_at, id) < (${instantValue(after.importedAt)}, ${after.importId})`}
    ORDER BY imported_at DESC, id DESC LIMIT ${limit}`);
}

export async function findImport(
  transaction: Transaction,
  officeId: string,
  importId: string,
): Promise<ImportRow | undefined> {
  return await transaction.findRow<ImportRow>(
    sql`SELECT ${IMPORT_COLUMNS} FROM tenant.settlement_import WHERE office_id = ${officeId} AND id = ${importId}`,
  );
}

export interface OutcomeRow {
  readonly row_number: number;
  readonly outcome: RowOutcome;
  readonly claim_id: string | null;
  readonly sealed: Buffer | null;
  readonly sealed_claim: Buffer | null;
  readonly person_id: string | null;
  readonly wrapped_key: Buffer | null;
  readonly amount_fen: Fen | null;
  readonly reasons: readonly CitedReason[] | null;
}

/** The rows of an import with the first decision of what became a claim. */
export function outcomesOfImport(
  transaction: Transaction,
  officeId: string,
  { id, imported_on }: ImportRow,
): AsyncGenerator<OutcomeRow[]> {
  return transaction.batches<OutcomeRow>(sql`
    SELECT r.row_number, r.outcome, r.claim_id, r.sealed, c.sealed AS sealed_claim, c.person_id, p.wrapped_key,
      d.amount_fen, d.reasons
    FROM tenant.settlement_row r
    LEFT JOIN LATERAL (
      SELECT submitted_on, id, person_id, sealed FROM tenant.claim
      WHERE office_id = ${officeId} AND id = r.claim_id OFFSET 0) c ON true
    LEFT JOIN LATERAL (
      SELECT amount_fen, reasons FROM tenant.decision
      WHERE office_id = ${officeId} AND submitted_on = c.submitted_on AND claim_id = c.id AND number = 1 OFFSET 0) d ON true
    LEFT JOIN LATERAL (
      SELECT wrapped_key FROM tenant.person WHERE office_id = ${officeId} AND id = c.person_id OFFSET 0) p ON true
    WHERE r.office_id = ${officeId} AND r.imported_on = ${dayValue(imported_on)} AND r.import_id = ${id}
    ORDER BY r.row_number`);
}
