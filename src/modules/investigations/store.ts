import sql, { empty } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { AppealedClaim } from '#modules/claims/index.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';

/** How much of what is claimed can be determined. */
export type Determined = 'all' | 'part' | 'none';

export interface InvestigationRow {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly person_id: string;
  readonly claim_id: string;
  readonly state: 'open' | 'ended';
  readonly assignee_id: string;
  readonly due_on: DayNumber;
  readonly sealed_task: Buffer;
  readonly opened_by: string;
  readonly opened_at: number;
  readonly determined: Determined | null;
  readonly sealed_report: Buffer | null;
  readonly ended_by: string | null;
  readonly ended_at: number | null;
  readonly wrapped_key: Buffer | null;
}

const COLUMNS = sql`i.id, i.agency_id, i.unit_id, i.person_id, i.claim_id, i.state, i.assignee_id, i.due_on, i.sealed_task,
  i.opened_by, i.opened_at, i.determined, i.sealed_report, i.ended_by, i.ended_at, p.wrapped_key`;

export async function insertInvestigation(
  { transaction, officeId, actorId, now }: Act,
  claim: AppealedClaim,
  task: { readonly id: string; readonly assigneeId: string; readonly dueOn: DayNumber; readonly sealed: Buffer },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.investigation (office_id, id, agency_id, unit_id, person_id, claim_id, state, assignee_id, due_on,
      sealed_task, opened_by, opened_at)
    VALUES (${officeId}, ${task.id}, ${claim.agency_id}, ${claim.unit_id}, ${claim.person_id}, ${claim.id}, 'open',
      ${task.assigneeId}, ${dayValue(task.dueOn)}, ${task.sealed}, ${actorId}, ${instantValue(now)})`);
}

export function lockInvestigation({ transaction, officeId }: Act, id: string): Promise<InvestigationRow | undefined> {
  return transaction.findRow<InvestigationRow>(sql`
    SELECT ${COLUMNS} FROM tenant.investigation i JOIN tenant.person p ON p.office_id = i.office_id AND p.id = i.person_id
    WHERE i.office_id = ${officeId} AND i.id = ${id} FOR UPDATE OF i`);
}

export async function saveReport(
  { transaction, officeId, actorId, now }: Act,
  id: string,
  { determined, sealed }: { readonly determined: Determined; readonly sealed: Buffer },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.investigation SET state = 'ended', determined = ${determined}, sealed_report = ${sealed},
      ended_by = ${actorId}, ended_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

export function findInvestigation(
  transaction: Transaction,
  officeId: string,
  id: string,
): Promise<InvestigationRow | undefined> {
  return transaction.findRow<InvestigationRow>(sql`
    SELECT ${COLUMNS} FROM tenant.investigation i JOIN tenant.person p ON p.office_id = i.office_id AND p.id = i.person_id
    WHERE i.office_id = ${officeId} AND i.id = ${id}`);
}

/** Those of a claim, the first first. */
export async function findOfClaim(
  transaction: Transaction,
  officeId: string,
  claimId: string,
): Promise<readonly InvestigationRow[]> {
  return await transaction.rows<InvestigationRow>(sql`
    SELECT ${COLUMNS} FROM tenant.investigation i JOIN tenant.person p ON p.office_id = i.office_id AND p.id = i.person_id
    WHERE i.office_id = ${officeId} AND i.claim_id = ${claimId} ORDER BY i.id`);
}

/** A page, the first opened first. */
export async function findInvestigationPage(
  transaction: Transaction,
  officeId: string,
  page: {
    readonly state: 'open' | 'ended';
    readonly assigneeId?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly InvestigationRow[]> {
  return await transaction.rows<InvestigationRow>(sql`
    WITH page AS MATERIALIZED (
      SELECT * FROM tenant.investigation WHERE office_id = ${officeId} AND state = ${page.state}
        ${page.assigneeId === undefined ? empty : sql`AND assignee_id = ${page.assigneeId}`}
        ${page.after === undefined ? empty : sql`AND id > ${page.after}`}
      ORDER BY id LIMIT ${page.limit})
    SELECT ${COLUMNS} FROM page i
    CROSS JOIN LATERAL (SELECT wrapped_key FROM tenant.person WHERE office_id = ${officeId} AND id = i.person_id OFFSET 0) p
    ORDER BY i.id`);
}
