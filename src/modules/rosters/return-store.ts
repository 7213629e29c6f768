import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { SealedMember } from '#modules/persons/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { FundingSource } from './roster.ts';
import type { RosterRow } from './store.ts';

export interface ReturnedPayer {
  readonly source: FundingSource;
  readonly payerName: string;
  readonly amountFen: Fen;
}

/** What a roster was when it was sent back. */
export interface RosterReturn {
  readonly round: number;
  readonly accepted_count: number;
  readonly eligible_count: number;
  readonly last_row: number;
  readonly rows: readonly number[];
  readonly reasons: readonly string[];
  readonly payers: readonly ReturnedPayer[];
  readonly returned_at: number;
}

/** Keeps what a roster is, before its rows are marked. */
export async function insertReturn(
  { transaction, officeId, now }: Act,
  roster: RosterRow,
  kept: {
    readonly rows: readonly { readonly row: number; readonly reason: string }[];
    readonly payers: readonly ReturnedPayer[];
    readonly lastRow: number;
  },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.roster_return (office_id, roster_id, round, agency_id, unit_id, accepted_count, eligible_count,
      last_row, rows, reasons, payers, returned_at)
    VALUES (${officeId}, ${roster.id}, ${roster.round}, ${roster.agency_id}, ${roster.unit_id}, ${roster.accepted_count},
      ${roster.eligible_count}, ${kept.lastRow}, ${kept.rows.map(({ row }) => row)}::integer[],
      ${kept.rows.map(({ reason }) => reason)}::text[], ${JSON.stringify(kept.payers)}, ${instantValue(now)})`);
}

/** The latest return of a roster. */
export async function findReturn(
  transaction: Transaction,
  officeId: string,
  rosterId: string,
): Promise<RosterReturn | undefined> {
  const [found] = await transaction.rows<RosterReturn>(sql`
    SELECT round, accepted_count, eligible_count, last_row, rows, reasons, payers, returned_at FROM tenant.roster_return
    WHERE office_id = ${officeId} AND roster_id = ${rosterId} ORDER BY round DESC LIMIT 1`);
  return found;
}

/** How many of the rows stand that were there when it was sent back, and that were added since. */
export async function countSinceReturn(
  transaction: Transaction,
  officeId: string,
  roster: { readonly id: string; readonly filed_on: DayNumber },
  { last_row, rows }: RosterReturn,
): Promise<{ readonly stayed: number; readonly added: number }> {
  return await transaction.getRow(sql`
    SELECT count(*) FILTER (WHERE row_number <= ${last_row} AND NOT row_number = ANY (${rows}::integer[])) AS stayed,
      count(*) FILTER (WHERE row_number > ${last_row}) AS added
    FROM tenant.roster_entry
    WHERE office_id = ${officeId} AND filed_on = ${dayValue(roster.filed_on)} AND roster_id = ${roster.id}
      AND state = 'standing'`);
}

export interface ChangedEntry extends SealedMember {
  readonly row_number: number;
  readonly state: 'standing' | 'sent-back' | 'void';
  readonly reason: string | null;
}

/** The rows that were sent back as they are now, and those that came later and stand. */
export async function listSinceReturn(
  transaction: Transaction,
  officeId: string,
  roster: { readonly id: string; readonly filed_on: DayNumber },
  { last_row, rows }: RosterReturn,
  limit: number,
): Promise<readonly ChangedEntry[]> {
  return await transaction.rows<ChangedEntry>(sql`
    SELECT e.row_number, e.state, e.reason, m.office_id, m.person_id, m.sealed, p.wrapped_key
    FROM tenant.roster_entry e
      JOIN tenant.member m ON m.office_id = e.office_id AND m.id = e.member_id
      JOIN tenant.person p ON p.office_id = e.office_id AND p.id = e.person_id
    WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND (e.row_number = ANY (${rows}::integer[]) OR (e.row_number > ${last_row} AND e.state = 'standing'))
    ORDER BY e.row_number LIMIT ${limit}`);
}
