import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { ReviewLevel } from '#modules/reviews/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { FundingSource, RosterDeclaration, RosterPayer } from './roster.ts';
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
  readonly renews_order_id: string | null;
  /** Given away: decided on as a grant, not through the levels. */
  readonly grant_id: string | null;
}

/** A roster, locked until the transaction ends. */
export async function lockRoster(
  transaction: Transaction,
  officeId: string,
  rosterId: string,
): Promise<RosterRow | undefined> {
  return await transaction.findRow<RosterRow>(sql`
    SELECT id, agency_id, unit_id, program, shares, state, reviewing_agency_id, file_name, filed_on, filed_by, submitted_on,
      submitted_by, row_count, accepted_count, rejected_count, repaired_count, eligible_count, declared, round, renews_order_id,
      grant_id
    FROM tenant.roster WHERE office_id = ${officeId} AND id = ${rosterId} FOR UPDATE`);
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
    readonly declaration: RosterDeclaration;
    /** By when the first level decides. */
    readonly dueOn: DayNumber;
  },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.roster SET state = 'in-review', reviewing_agency_id = agency_id, submitted_on = ${dayValue(facts.submittedOn)},
      due_on = ${dayValue(facts.dueOn)},
      submitted_by = ${actorId}, declared = ${JSON.stringify(facts.declaration)},
      accepted_count = ${facts.participants}, rejected_count = row_count - ${facts.participants},
      round = round + 1, changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${roster.id}`);
}

export async function insertReview(
  { transaction, officeId, actorId, now, newId }: Act,
  review: {
    readonly roster: RosterRow;
    readonly level: ReviewLevel;
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

export async function markReviewed(
  { transaction, officeId, now }: Act,
  rosterId: string,
  state: RosterState,
  next?: { readonly agencyId: string; readonly dueOn: DayNumber },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.roster SET state = ${state}, reviewing_agency_id = ${next?.agencyId ?? null},
      due_on = ${next === undefined ? null : dayValue(next.dueOn)}, changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${rosterId}`);
}

export async function payersOf(
  { transaction, officeId }: Act,
  rosterId: string,
): Promise<readonly { readonly source: FundingSource; readonly payer_name: string; readonly amount_fen: number }[]> {
  return await transaction.rows(sql`
    SELECT source, payer_name, amount_fen FROM tenant.roster_payer
    WHERE office_id = ${officeId} AND roster_id = ${rosterId} ORDER BY position`);
}

/** Whether an order that is not void stands on a roster. */
export async function hasLiveOrder({ transaction, officeId }: Act, rosterId: string): Promise<boolean> {
  const order = await transaction.findRow(sql`
    SELECT id FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND roster_id = ${rosterId} AND state <> 'void'`);
  return order !== undefined;
}

/** Counts a roster's rows anew after more were filed: void rows and those that came back may not join as they are. */
export async function recountRows(
  { transaction, officeId, now }: Act,
  roster: RosterRow,
  repaired: number,
): Promise<void> {
  await transaction.run(sql`
    WITH counted AS (
      SELECT (SELECT count(*) FROM tenant.roster_entry
          WHERE office_id = ${officeId} AND filed_on = ${dayValue(roster.filed_on)} AND roster_id = ${roster.id}
            AND state = 'standing') AS standing,
        (SELECT count(*) FROM tenant.roster_entry
          WHERE office_id = ${officeId} AND filed_on = ${dayValue(roster.filed_on)} AND roster_id = ${roster.id}
            AND state = 'sent-back')
        + (SELECT count(*) FROM tenant.roster_fault WHERE office_id = ${officeId} AND roster_id = ${roster.id}) AS faulty)
    UPDATE tenant.roster SET accepted_count = standing, rejected_count = faulty, row_count = standing + faulty,
      repaired_count = repaired_count + ${repaired}, changed_at = ${instantValue(now)}
    FROM counted WHERE office_id = ${officeId} AND id = ${roster.id}`);
}
