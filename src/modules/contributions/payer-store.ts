import sql from 'sql-template-tag';
import type { StatementEntry } from '#intake/bank-statement/bank-statement.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { entryContext, type OpeningPlace } from './store.ts';

/** Of a unit's payers the latest; more say nothing. */
const MOST_PAYERS_OF_UNIT = 5;

/**
 * Who has paid for these units before where a person said so, by unit: the treasury, a parent union. Read from the matched
 * credits themselves, so that a name is kept in one place alone.
 */
export async function findKnownPayers(
  transaction: Transaction,
  { officeId, platform }: OpeningPlace,
  unitIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await transaction.rows<{ unit_id: string; entry_id: string; sealed: Buffer }>(sql`
    SELECT unit_id, entry_id, sealed FROM (
      SELECT a.unit_id, a.entry_id, e.sealed, row_number() OVER (PARTITION BY a.unit_id ORDER BY a.at DESC, a.id) AS place
      FROM tenant.allocation a JOIN tenant.bank_entry e ON e.office_id = a.office_id AND e.id = a.entry_id
      WHERE a.office_id = ${officeId} AND a.unit_id = ANY (${unitIds}::uuid[]) AND a.matched_by = 'person'
        AND a.undone_at IS NULL) AS matched
    WHERE place <= ${MOST_PAYERS_OF_UNIT}`);
  const ring = platform.ring();
  const names = new Map<string, Set<string>>();
  for (const { unit_id, entry_id, sealed } of rows) {
    const entry = openWithRing<StatementEntry>(ring, entryContext(officeId, entry_id), sealed);
    if (!entry.ok) throw new Error(`a bank entry does not open: ${entry.error}`);
    const known = names.get(unit_id) ?? new Set();
    names.set(unit_id, known);
    if (entry.value.payerName !== '') known.add(entry.value.payerName);
  }
  return new Map([...names].map(([unitId, known]) => [unitId, [...known]]));
}
