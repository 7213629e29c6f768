import { COLUMN } from '#intake/roster/template.ts';
import { maskName, maskPhone, maskResidentId } from '#kernel/mask.ts';
import { openMember } from '#modules/persons/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import type { Platform } from '#platform/platform.ts';
import { findRosterFaults } from './find-rosters.ts';
import { type ListedEntry, listEntries } from './read-store.ts';

/** A row as it goes back to the unit, to be repaired. */
interface RowToRepair {
  readonly row: number;
  /** Of the six columns of the template. */
  readonly texts: readonly string[];
  readonly faults: readonly { readonly cell: string; readonly message: string }[];
}

/** Rows that stand opened in memory at a time. */
const ROWS_A_PAGE = 1_000;

/**
 * Everything in a roster that the unit is to repair, as it typed it, page by page: those that a reviewer sent back with
 * his reason, then the rows that could not be taken. The former are people of the roster by now: to anybody but their
 * unit they stay masked.
 */
export async function* rowsToRepair(platform: Platform, caller: Caller, rosterId: string): AsyncGenerator<RowToRepair> {
  const { access } = caller;
  const ring = platform.ring();
  const isWhole = access.scope === 'unit';
  let page = { rosterId, afterRow: 0, limit: ROWS_A_PAGE };
  for (;;) {
    const sentBack = await platform.database.transaction(access, (transaction) =>
      listEntries(transaction, access.officeId, { ...page, state: 'sent-back' }),
    );
    for (const entry of sentBack) yield* sentBackRow(ring, entry, isWhole);
    const last = sentBack.at(-1);
    if (last === undefined || sentBack.length < ROWS_A_PAGE) break;
    page = { ...page, afterRow: last.row_number };
  }
  page = { ...page, afterRow: 0 };
  for (;;) {
    const faults = await findRosterFaults(platform, caller, page);
    yield* faults;
    const last = faults.at(-1);
    if (last === undefined || faults.length < ROWS_A_PAGE) return;
    page = { ...page, afterRow: last.number };
  }
}

/** Nothing where the person's key was deleted. */
function sentBackRow(ring: KeyRing, row: ListedEntry, isWhole: boolean): readonly RowToRepair[] {
  const secrets = openMember(ring, row);
  if (secrets === undefined) return [];
  const { name, residentId, phone, fields } = secrets;
  const texts = Array.from({ length: 6 }, () => '');
  texts[COLUMN.name] = isWhole ? name : maskName(name);
  texts[COLUMN.sex] = fields['sex'] === 'male' ? '男' : '女';
  texts[COLUMN.residentId] = isWhole ? residentId : maskResidentId(residentId);
  texts[COLUMN.phone] = isWhole || phone === undefined ? (phone ?? '') : maskPhone(phone);
  texts[COLUMN.remark] = String(fields['remark'] ?? '');
  return [{ row: row.row_number, texts, faults: [{ cell: '', message: `审核退回：${row.reason ?? ''}` }] }];
}
