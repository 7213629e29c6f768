import sql from 'sql-template-tag';
import type { FaultyRow } from '#intake/roster/roster.ts';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { SealedMember } from '#modules/persons/index.ts';
import type { Act } from '#platform/acts/act.ts';
import { sealWithRing } from '#platform/cryptography/sealing.ts';
import { type CopyValue, copyText } from '#platform/database/copy-text.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { RosterDeclaration, RosterPayer } from './roster.ts';
import type { RosterState } from './states.ts';

export interface UnitForRoster {
  readonly agency_id: string;
  readonly state: string;
  readonly name: string;
  readonly staff_count: number;
  readonly eligible_count: number;
}

export async function findUnitForRoster(
  transaction: Transaction,
  officeId: string,
  unitId: string,
): Promise<UnitForRoster | undefined> {
  return await transaction.findRow<UnitForRoster>(sql`
    SELECT agency_id, state, name, staff_count, eligible_count FROM tenant.unit
    WHERE office_id = ${officeId} AND id = ${unitId}`);
}

/** A cover or a reservation (then `roster_id` is set) that a person has in the nation, in one program. */
export interface StandingCover {
  readonly person_key: string;
  readonly start_on: DayNumber | null;
  readonly end_on: DayNumber | null;
  readonly unit_id: string;
  readonly roster_id: string | null;
  readonly agency_name: string;
}

export async function findStandingCovers(
  transaction: Transaction,
  column: 0 | 1,
  personKeys: readonly string[],
  program: ProgramId,
): Promise<ReadonlyMap<string, readonly StandingCover[]>> {
  const rows = await transaction.rows<StandingCover>(
    sql`SELECT * FROM directory.standing_covers(${personKeys}::uuid[], ${column}, ${program})`,
  );
  return Map.groupBy(rows, (row) => row.person_key);
}

const STAGE_COLUMNS = [
  'roster_id',
  'row_number',
  'person_id',
  'member_id',
  'is_new_person',
  'resident_hash_0',
  'resident_hash_1',
  'phone_hash_0',
  'phone_hash_1',
  'wrapped_key',
  'sealed',
  'tokens',
  'delayed_retirement',
  'repaired',
  'previous_end_on',
] as const;

/** Rows in the order of the stage's columns: roster, row, person, member, … as {@link STAGE_COLUMNS} names them. */
export async function stageRows(transaction: Transaction, rows: readonly (readonly CopyValue[])[]): Promise<void> {
  await transaction.copyIn('roster_row', STAGE_COLUMNS, copyText(rows));
}

export interface RosterPlace {
  readonly rosterId: string;
  readonly unitId: string;
  readonly agencyId: string;
}

/**
 * From the stage into persons, members, tokens and entries, set by set.
 *
 * Two rosters that bring the same new person at the same moment: the second finds the first's row when it commits, and
 * its value, sealed under a key that nobody has, is replaced by running again (the unique hash makes it fail with 23505,
 * which the transaction's caller sees as a lost race).
 */
export async function mergeStagedRows(
  { transaction, officeId }: Act,
  { rosterId, agencyId, unitId, filedOn }: RosterPlace & { readonly filedOn: DayNumber },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.person (office_id, id, resident_hash_0, resident_hash_1, wrapped_key)
    SELECT ${officeId}, person_id, resident_hash_0, resident_hash_1, wrapped_key
    FROM stage.roster_row WHERE roster_id = ${rosterId} AND is_new_person`);
  await transaction.run(sql`
    INSERT INTO tenant.member AS m (office_id, id, agency_id, unit_id, person_id, sealed, phone_hash_0, phone_hash_1)
    SELECT ${officeId}, member_id, ${agencyId}, ${unitId}, person_id, sealed, phone_hash_0, phone_hash_1
    FROM stage.roster_row WHERE roster_id = ${rosterId}
    ON CONFLICT (office_id, unit_id, person_id) DO UPDATE
      SET sealed = excluded.sealed, phone_hash_0 = excluded.phone_hash_0, phone_hash_1 = excluded.phone_hash_1`);
  await transaction.run(sql`
    INSERT INTO tenant.member_token (office_id, agency_id, unit_id, token, member_id)
    SELECT ${officeId}, ${agencyId}, ${unitId}, token, m.id
    FROM stage.roster_row r
      JOIN tenant.member m ON m.office_id = ${officeId} AND m.unit_id = ${unitId} AND m.person_id = r.person_id
      CROSS JOIN unnest(r.tokens) AS token
    WHERE r.roster_id = ${rosterId}
    ON CONFLICT DO NOTHING`);
  await transaction.run(sql`
    INSERT INTO tenant.roster_entry (office_id, filed_on, roster_id, row_number, agency_id, unit_id, member_id, person_id,
      delayed_retirement, repaired, previous_end_on)
    SELECT ${officeId}, ${dayValue(filedOn)}, ${rosterId}, r.row_number, ${agencyId}, ${unitId}, m.id, r.person_id,
      r.delayed_retirement, r.repaired, r.previous_end_on
    FROM stage.roster_row r
      JOIN tenant.member m ON m.office_id = ${officeId} AND m.unit_id = ${unitId} AND m.person_id = r.person_id
    WHERE r.roster_id = ${rosterId}`);
  await transaction.run(sql`DELETE FROM stage.roster_row WHERE roster_id = ${rosterId}`);
}

/** Rows that may not join, each sealed with its cells and faults. */
export async function insertFaults(
  { transaction, officeId, platform }: Act,
  { rosterId, unitId, agencyId }: RosterPlace,
  rows: readonly FaultyRow[],
): Promise<void> {
  const ring = platform.ring();
  await transaction.run(sql`
    INSERT INTO tenant.roster_fault (office_id, roster_id, row_number, agency_id, unit_id, codes, sealed)
    SELECT ${officeId}, ${rosterId}, row_number, ${agencyId}, ${unitId}, string_to_array(codes, ','), sealed
    FROM unnest(${rows.map(({ row }) => row)}::integer[],
      ${rows.map(({ faults }) => faults.map(({ code }) => code).join(','))}::text[],
      ${rows.map((row) => sealWithRing(ring, faultContext(officeId, rosterId, row.row), row))}::bytea[])
      AS fault (row_number, codes, sealed)`);
}

export function faultContext(
  officeId: string,
  rosterId: string,
  row: number,
): { readonly table: string; readonly officeId: string; readonly id: string } {
  return { table: 'roster_fault', officeId, id: `${rosterId} ${row}` };
}

export interface DraftFigures {
  readonly rosterId: string;
  readonly agencyId: string;
  readonly input: {
    readonly unitId: string;
    readonly program: ProgramId;
    readonly shares: number;
    readonly fileName: string;
  };
  readonly fileHash: Buffer;
  readonly filedOn: DayNumber;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly repaired: number;
  readonly eligibleCount: number;
}

export async function insertDraft({ transaction, officeId, actorId, now }: Act, draft: DraftFigures): Promise<void> {
  const { input } = draft;
  await transaction.run(sql`
    INSERT INTO tenant.roster (office_id, id, agency_id, unit_id, program, shares, state, file_name, file_hash, filed_on,
      filed_by, row_count, accepted_count, rejected_count, repaired_count, eligible_count, changed_at)
    VALUES (${officeId}, ${draft.rosterId}, ${draft.agencyId}, ${input.unitId}, ${input.program}, ${input.shares}, 'draft',
      ${input.fileName}, ${draft.fileHash}, ${dayValue(draft.filedOn)}, ${actorId}, ${draft.rows}, ${draft.accepted},
      ${draft.rejected}, ${draft.repaired}, ${draft.eligibleCount}, ${instantValue(now)})`);
}

export interface RosterRow {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly program: ProgramId;
  readonly shares: number;
  readonly state: RosterState;
  readonly reviewing_agency_id: string | null;
  readonly file_name: string;
  readonly filed_on: DayNumber;
  readonly filed_by: string;
  readonly submitted_on: DayNumber | null;
  readonly submitted_by: string | null;
  readonly row_count: number;
  readonly accepted_count: number;
  readonly rejected_count: number;
  readonly repaired_count: number;
  readonly eligible_count: number;
  readonly declared: Readonly<Record<string, unknown>>;
  /** Counts the submissions. */
  readonly round: number;
}

/** A roster, locked until the transaction ends. */
export async function lockRoster(
  transaction: Transaction,
  officeId: string,
  rosterId: string,
): Promise<RosterRow | undefined> {
  return await transaction.findRow<RosterRow>(sql`
    SELECT id, agency_id, unit_id, program, shares, state, reviewing_agency_id, file_name, filed_on, filed_by, submitted_on,
      submitted_by, row_count, accepted_count, rejected_count, repaired_count, eligible_count, declared, round
    FROM tenant.roster WHERE office_id = ${officeId} AND id = ${rosterId} FOR UPDATE`);
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
  voided: readonly { readonly row: number; readonly reason: string }[],
): Promise<void> {
  if (voided.length === 0) return;
  await transaction.run(sql`
    UPDATE tenant.roster_entry e SET state = 'void', reason = v.reason
    FROM unnest(${voided.map(({ row }) => row)}::integer[], ${voided.map(({ reason }) => reason)}::text[])
      AS v (row_number, reason)
    WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND e.row_number = v.row_number`);
}

/**
 * Reserves every standing person of a roster in the nation's directory, in the order of their keys, so that two rosters
 * with many persons in common do not lock each other. Gives the rows of those whom another roster holds.
 */
export async function reserveEntries({ transaction, officeId }: Act, roster: RosterRow): Promise<readonly number[]> {
  await transaction.run(sql`
    INSERT INTO directory.cover_reservation (person_key_0, person_key_1, program, office_id, agency_id, unit_id, roster_id)
    SELECT encode(substring(p.resident_hash_0 FOR 16), 'hex')::uuid, encode(substring(p.resident_hash_1 FOR 16), 'hex')::uuid,
      ${roster.program}, ${officeId}, ${roster.agency_id}, ${roster.unit_id}, ${roster.id}
    FROM tenant.roster_entry e JOIN tenant.person p ON p.office_id = e.office_id AND p.id = e.person_id
    WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND e.state = 'standing'
    ORDER BY p.resident_hash_0, p.resident_hash_1
    ON CONFLICT DO NOTHING`);
  const left = await transaction.rows<{ row_number: number }>(sql`
    SELECT e.row_number
    FROM tenant.roster_entry e JOIN tenant.person p ON p.office_id = e.office_id AND p.id = e.person_id
    WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND e.state = 'standing'
      AND NOT EXISTS (SELECT FROM directory.cover_reservation r
        WHERE r.office_id = ${officeId} AND r.roster_id = ${roster.id}
          AND (r.person_key_0 = encode(substring(p.resident_hash_0 FOR 16), 'hex')::uuid
            OR r.person_key_1 = encode(substring(p.resident_hash_1 FOR 16), 'hex')::uuid))
    ORDER BY e.row_number`);
  return left.map(({ row_number }) => row_number);
}

/** Frees the persons that a roster reserved. */
export async function freeReservations({ transaction, officeId }: Act, rosterId: string): Promise<void> {
  await transaction.run(
    sql`DELETE FROM directory.cover_reservation WHERE office_id = ${officeId} AND roster_id = ${rosterId}`,
  );
}

export async function replacePayers(
  { transaction, officeId }: Act,
  roster: RosterRow,
  payers: readonly RosterPayer[],
): Promise<void> {
  await transaction.run(
    sql`DELETE FROM tenant.roster_payer WHERE office_id = ${officeId} AND roster_id = ${roster.id}`,
  );
  await transaction.run(sql`
    INSERT INTO tenant.roster_payer (office_id, roster_id, position, agency_id, unit_id, source, payer_name, payer_code, amount_fen)
    SELECT ${officeId}, ${roster.id}, position, ${roster.agency_id}, ${roster.unit_id}, source, payer_name, payer_code, amount_fen
    FROM unnest(${payers.map(({ source }) => source)}::text[], ${payers.map(({ payerName }) => payerName)}::text[],
      ${payers.map(({ payerCode }) => payerCode ?? null)}::text[], ${payers.map(({ amountFen }) => amountFen)}::bigint[])
      WITH ORDINALITY AS payer (source, payer_name, payer_code, amount_fen, position)`);
}

export async function markSubmitted(
  { transaction, officeId, actorId, now }: Act,
  roster: RosterRow,
  facts: {
    readonly submittedOn: DayNumber;
    readonly participants: number;
    readonly voided: number;
    readonly declaration: RosterDeclaration;
  },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.roster SET state = 'in-review', reviewing_agency_id = agency_id, submitted_on = ${dayValue(facts.submittedOn)},
      submitted_by = ${actorId}, declared = ${JSON.stringify(facts.declaration)},
      accepted_count = ${facts.participants}, rejected_count = rejected_count + ${facts.voided},
      round = round + 1, changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${roster.id}`);
}

export interface ReviewingAgency {
  readonly id: string;
  readonly parent_id: string | null;
  readonly kind: 'office' | 'city' | 'county';
}

/**
 * The level that a roster waits for, `undefined` where the caller does not act for that very node: seeing what lies below
 * is not reviewing in its place.
 */
export async function findReviewingAgency(
  { transaction, officeId, caller }: Act,
  agencyId: string,
): Promise<ReviewingAgency | undefined> {
  const level = await transaction.findRow<ReviewingAgency>(sql`
    SELECT id, parent_id, kind FROM tenant.agency WHERE office_id = ${officeId} AND id = ${agencyId}`);
  if (level === undefined) return undefined;
  const { access } = caller;
  const actsHere =
    access.scope === 'office'
      ? level.kind === 'office'
      : access.scope === 'agencies' && access.agencyIds[0] === level.id;
  return actsHere ? level : undefined;
}

export async function insertReview(
  { transaction, officeId, actorId, now, newId }: Act,
  review: {
    readonly roster: RosterRow;
    readonly level: ReviewingAgency;
    readonly outcome: string;
    readonly comment: string;
  },
): Promise<void> {
  const { roster, level } = review;
  await transaction.run(sql`
    INSERT INTO tenant.review (office_id, id, agency_id, unit_id, subject_kind, subject_id, round, level,
      reviewing_agency_id, reviewer_id, outcome, comment, at)
    VALUES (${officeId}, ${newId()}, ${roster.agency_id}, ${roster.unit_id}, 'roster', ${roster.id}, ${roster.round},
      ${level.kind}, ${level.id}, ${actorId}, ${review.outcome}, ${review.comment}, ${instantValue(now)})`);
}

export async function sendEntriesBack(
  { transaction, officeId }: Act,
  roster: RosterRow,
  rows: readonly { readonly row: number; readonly reason: string }[],
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.roster_entry e SET state = 'sent-back', reason = r.reason
    FROM unnest(${rows.map(({ row }) => row)}::integer[], ${rows.map(({ reason }) => reason)}::text[]) AS r (row_number, reason)
    WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND e.row_number = r.row_number AND e.state = 'standing'`);
}

export async function markReviewed(
  { transaction, officeId, now }: Act,
  rosterId: string,
  state: RosterState,
  nextAgencyId: string | undefined,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.roster SET state = ${state}, reviewing_agency_id = ${nextAgencyId ?? null}, changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${rosterId}`);
}

export async function payersOf(
  { transaction, officeId }: Act,
  rosterId: string,
): Promise<readonly { readonly amount_fen: number }[]> {
  return await transaction.rows(sql`
    SELECT amount_fen FROM tenant.roster_payer WHERE office_id = ${officeId} AND roster_id = ${rosterId}`);
}

/** Whether an order that is not void stands on a roster. */
export async function hasLiveOrder({ transaction, officeId }: Act, rosterId: string): Promise<boolean> {
  const order = await transaction.findRow(sql`
    SELECT id FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND roster_id = ${rosterId} AND state <> 'void'`);
  return order !== undefined;
}
