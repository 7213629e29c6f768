import sql from 'sql-template-tag';
import type { FaultyRow } from '#intake/roster/roster.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { SealedMember } from '#modules/persons/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { sealWithRing } from '#platform/cryptography/sealing.ts';
import { type BinaryRow, copyBinary } from '#platform/database/copy-binary.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { VoidedRow } from './roster.ts';
import type { RosterRow } from './store.ts';

export interface RosterPlace {
  readonly rosterId: string;
  readonly unitId: string;
  readonly agencyId: string;
}

const STAGE_COLUMNS = [
  ['roster_id', 'uuid'],
  ['batch', 'int4'],
  ['row_number', 'int4'],
  ['person_id', 'uuid'],
  ['member_id', 'uuid'],
  ['is_new_person', 'bool'],
  ['is_new_member', 'bool'],
  ['resident_hash_0', 'bytea'],
  ['resident_hash_1', 'bytea'],
  ['phone_hash_0', 'bytea'],
  ['phone_hash_1', 'bytea'],
  ['wrapped_key', 'bytea'],
  ['sealed', 'bytea'],
  ['tokens', 'int8[]'],
  ['delayed_retirement', 'bool'],
  ['repaired', 'bool'],
  ['previous_end_on', 'date'],
  ['particulars', 'bytea'],
] as const;

/** Roster, batch, row, person, member, …; `sealed` and `tokens` are `null` where the member's record stays as it is. */
export type StagedRow = BinaryRow<typeof STAGE_COLUMNS>;

export async function stageRows(transaction: Transaction, rows: readonly StagedRow[]): Promise<void> {
  const names = STAGE_COLUMNS.map(([name]) => name);
  await transaction.copyIn('roster_row', names, copyBinary(STAGE_COLUMNS, rows), 'binary');
}

/**
 * One batch from the stage into persons, members, tokens and entries, set by set.
 *
 * Nothing is joined but by key: within one transaction nobody has counted these tables yet, and a plan made blindly
 * compares every row with every other.
 *
 * Two rosters that bring the same new person at the same moment: the second waits for the first and fails on the unique
 * hash, since what it sealed is under a key that is not that person's; its caller files anew.
 */
export async function mergeStagedRows(
  { transaction, officeId }: Act,
  { rosterId, agencyId, unitId, filedOn }: RosterPlace & { readonly filedOn: DayNumber },
  batch: number,
): Promise<void> {
  const staged = sql`stage.roster_row r WHERE r.roster_id = ${rosterId} AND r.batch = ${batch}`;
  await transaction.run(sql`
    INSERT INTO tenant.person (office_id, id, resident_hash_0, resident_hash_1, wrapped_key)
    SELECT ${officeId}, r.person_id, r.resident_hash_0, r.resident_hash_1, r.wrapped_key
    FROM ${staged} AND r.is_new_person`);
  await transaction.run(sql`
    INSERT INTO tenant.member (office_id, id, agency_id, unit_id, person_id, sealed, phone_hash_0, phone_hash_1)
    SELECT ${officeId}, r.member_id, ${agencyId}, ${unitId}, r.person_id, r.sealed, r.phone_hash_0, r.phone_hash_1
    FROM ${staged} AND r.is_new_member`);
  await transaction.run(sql`
    UPDATE tenant.member m SET sealed = r.sealed, phone_hash_0 = r.phone_hash_0, phone_hash_1 = r.phone_hash_1
    FROM ${staged} AND NOT r.is_new_member AND r.sealed IS NOT NULL AND m.office_id = ${officeId} AND m.id = r.member_id`);
  const tokens = sql`
    INSERT INTO tenant.member_token (office_id, agency_id, unit_id, token, member_id)
    SELECT ${officeId}, ${agencyId}, ${unitId}, token, r.member_id
    FROM stage.roster_row r CROSS JOIN unnest(r.tokens) AS token
    WHERE r.roster_id = ${rosterId} AND r.batch = ${batch}`;
  await transaction.run(sql`${tokens} AND r.is_new_member`);
  await transaction.run(sql`${tokens} AND NOT r.is_new_member ON CONFLICT DO NOTHING`);
  await transaction.run(sql`
    INSERT INTO tenant.roster_entry (office_id, filed_on, roster_id, row_number, agency_id, unit_id, member_id, person_id,
      delayed_retirement, repaired, previous_end_on, particulars)
    SELECT ${officeId}, ${dayValue(filedOn)}, ${rosterId}, r.row_number, ${agencyId}, ${unitId}, r.member_id, r.person_id,
      r.delayed_retirement, r.repaired, r.previous_end_on, r.particulars
    FROM ${staged}`);
}

/** Nothing stays in the stage beyond the transaction that put it there. */
export async function clearStage({ transaction }: Act, rosterId: string): Promise<void> {
  await transaction.run(sql`DELETE FROM stage.roster_row WHERE roster_id = ${rosterId}`);
}

/** Rows that may not join, each sealed with its cells and faults; `rowOffset` is added to their numbers in the file. */
export async function insertFaults(
  { transaction, officeId, platform }: Act,
  { rosterId, unitId, agencyId }: RosterPlace,
  rows: readonly FaultyRow[],
  rowOffset: number,
): Promise<void> {
  const ring = platform.ring();
  await transaction.run(sql`
    INSERT INTO tenant.roster_fault (office_id, roster_id, row_number, agency_id, unit_id, codes, sealed)
    SELECT ${officeId}, ${rosterId}, row_number, ${agencyId}, ${unitId}, string_to_array(codes, ','), sealed
    FROM unnest(${rows.map(({ row }) => row + rowOffset)}::integer[],
      ${rows.map(({ faults }) => faults.map(({ code }) => code).join(','))}::text[],
      ${rows.map((row) => sealWithRing(ring, faultContext(officeId, rosterId, row.row + rowOffset), row))}::bytea[])
      AS fault (row_number, codes, sealed)`);
}

export function faultContext(
  officeId: string,
  rosterId: string,
  row: number,
): { readonly table: string; readonly officeId: string; readonly id: string } {
  return { table: 'roster_fault', officeId, id: `${rosterId} ${row}` };
}

/** A standing entry with its sealed member. */
export interface SealedEntry extends SealedMember {
  readonly row_number: number;
  readonly delayed_retirement: boolean;
}

/** The standing entries of a roster, a batch at a time. */
export function sealedEntries(
  transaction: Transaction,
  officeId: string,
  roster: Pick<RosterRow, 'id' | 'filed_on'>,
): AsyncGenerator<SealedEntry[]> {
  return transaction.batches<SealedEntry>(sql`
    SELECT e.row_number, e.delayed_retirement, m.office_id, m.person_id, m.sealed, p.wrapped_key
    FROM tenant.roster_entry e
      JOIN tenant.member m ON m.office_id = e.office_id AND m.id = e.member_id
      JOIN tenant.person p ON p.office_id = e.office_id AND p.id = e.person_id
    WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND e.state = 'standing'
    ORDER BY e.row_number`);
}

export async function voidEntries(
  { transaction, officeId }: Act,
  roster: Pick<RosterRow, 'id' | 'filed_on'>,
  voided: readonly VoidedRow[],
): Promise<void> {
  if (voided.length === 0) return;
  await transaction.run(sql`
    UPDATE tenant.roster_entry e SET state = 'void', reason = v.reason
    FROM unnest(${voided.map(({ row }) => row)}::integer[], ${voided.map(({ reason }) => reason)}::text[])
      AS v (row_number, reason)
    WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND e.row_number = v.row_number`);
}

export async function sendEntriesBack(
  { transaction, officeId }: Act,
  roster: RosterRow,
  rows: readonly VoidedRow[],
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.roster_entry e SET state = 'sent-back', reason = r.reason
    FROM unnest(${rows.map(({ row }) => row)}::integer[], ${rows.map(({ reason }) => reason)}::text[]) AS r (row_number, reason)
    WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND e.row_number = r.row_number AND e.state = 'standing'`);
}

/** Entries that came back and stand again as they are: the unit says that they are right. */
export async function standAgain(
  { transaction, officeId }: Act,
  roster: Pick<RosterRow, 'id' | 'filed_on'>,
  rows: readonly number[],
): Promise<void> {
  if (rows.length === 0) return;
  await transaction.run(sql`
    UPDATE tenant.roster_entry SET state = 'standing', reason = NULL
    WHERE office_id = ${officeId} AND filed_on = ${dayValue(roster.filed_on)} AND roster_id = ${roster.id}
      AND state = 'sent-back' AND row_number = ANY (${rows}::integer[])`);
}

export async function countStanding(
  { transaction, officeId }: Act,
  roster: Pick<RosterRow, 'id' | 'filed_on'>,
): Promise<number> {
  const { count } = await transaction.getRow<{ count: number }>(sql`
    SELECT count(*) AS count FROM tenant.roster_entry
    WHERE office_id = ${officeId} AND filed_on = ${dayValue(roster.filed_on)} AND roster_id = ${roster.id}
      AND state = 'standing'`);
  return count;
}

/** A row of a person who is on the roster already. */
export interface EntryBefore {
  readonly row_number: number;
  readonly delayed_retirement: boolean;
  readonly particulars: Buffer | null;
}

/** The entries of these persons in a roster that are not void, by person. */
export async function findEntriesOf(
  { transaction, officeId }: Act,
  roster: Pick<RosterRow, 'id' | 'filed_on'>,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, EntryBefore>> {
  const rows = await transaction.rows<EntryBefore & { readonly person_id: string }>(sql`
    SELECT person_id, row_number, delayed_retirement, particulars FROM tenant.roster_entry
    WHERE office_id = ${officeId} AND filed_on = ${dayValue(roster.filed_on)} AND roster_id = ${roster.id}
      AND state <> 'void' AND person_id = ANY (${personIds}::uuid[])`);
  return new Map(rows.map((row) => [row.person_id, row]));
}

/** The row behind which a roster goes on. */
export async function lastRowOf(
  { transaction, officeId }: Act,
  roster: Pick<RosterRow, 'id' | 'filed_on'>,
): Promise<number> {
  const { last } = await transaction.getRow<{ last: number }>(sql`
    SELECT greatest(1,
      (SELECT max(row_number) FROM tenant.roster_entry
        WHERE office_id = ${officeId} AND filed_on = ${dayValue(roster.filed_on)} AND roster_id = ${roster.id}),
      (SELECT max(row_number) FROM tenant.roster_fault
        WHERE office_id = ${officeId} AND roster_id = ${roster.id})) AS last`);
  return last;
}

/** Rows that could not be taken and need not be any more. How many there were. */
export async function dropFaults(
  { transaction, officeId }: Act,
  rosterId: string,
  rows: readonly number[],
): Promise<number> {
  return await transaction.run(sql`
    DELETE FROM tenant.roster_fault
    WHERE office_id = ${officeId} AND roster_id = ${rosterId} AND row_number = ANY (${rows}::integer[])`);
}
