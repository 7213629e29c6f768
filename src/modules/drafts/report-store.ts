import sql, { empty } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';

/** That the office was told of an event, and on which day. */
export interface ReportRow {
  readonly id: string;
  readonly program: ProgramId;
  readonly notifiedOn: DayNumber;
  readonly sealed: Buffer;
}

export interface NewReport extends ReportRow {
  readonly agencyId: string;
  readonly unitId: string;
  readonly personId: string;
}

export async function insertReport(
  { transaction, officeId, actorId, now }: Act,
  { id, agencyId, unitId, personId, program, notifiedOn, sealed }: NewReport,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.event_report (office_id, id, agency_id, unit_id, person_id, program, notified_on, sealed,
      reported_by, reported_at)
    VALUES (${officeId}, ${id}, ${agencyId}, ${unitId}, ${personId}, ${program}, ${dayValue(notifiedOn)}, ${sealed},
      ${actorId}, ${instantValue(now)})`);
}

/** What the office was told of a person's events of that program, the first first. */
export async function findReportsOf(
  transaction: Transaction,
  officeId: string,
  personId: string,
  program: ProgramId,
): Promise<readonly ReportRow[]> {
  return await transaction.rows<ReportRow>(sql`
    SELECT id, program, notified_on AS "notifiedOn", sealed FROM tenant.event_report
    WHERE office_id = ${officeId} AND person_id = ${personId} AND program = ${program} ORDER BY id`);
}

/** What the office was told of a person, by that account alone where it is given; the latest first. */
export async function listReports(
  transaction: Transaction,
  officeId: string,
  personId: string,
  reportedBy: string | undefined,
): Promise<readonly (ReportRow & { readonly wrappedKey: Buffer | null })[]> {
  return await transaction.rows(sql`
    SELECT r.id, r.program, r.notified_on AS "notifiedOn", r.sealed, p.wrapped_key AS "wrappedKey"
    FROM tenant.event_report r JOIN tenant.person p ON p.office_id = r.office_id AND p.id = r.person_id
    WHERE r.office_id = ${officeId} AND r.person_id = ${personId}
      ${reportedBy === undefined ? empty : sql`AND r.reported_by = ${reportedBy}`} ORDER BY r.id DESC LIMIT 50`);
}
