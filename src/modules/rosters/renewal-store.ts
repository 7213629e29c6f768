import sql, { type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';

/** An order whose cover runs or is about to. */
export interface RenewableOrder {
  readonly id: string;
  readonly roster_id: string;
  readonly shares: number;
  readonly start_on: DayNumber;
  readonly end_on: DayNumber;
}

/** The unit's cover of a program that ends last; before that of `beforeRosterId`, where it is given. */
export async function findLastCover(
  transaction: Transaction,
  officeId: string,
  { unitId, program, exceptRosterId }: { unitId: string; program: ProgramId; exceptRosterId?: string },
): Promise<RenewableOrder | undefined> {
  const [order] = await transaction.rows<RenewableOrder>(sql`
    SELECT id, roster_id, shares, start_on, end_on FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND unit_id = ${unitId} AND program = ${program} AND state IN ('completed', 'in-force')
      AND roster_id <> ${exceptRosterId ?? NO_ROSTER}
    ORDER BY end_on DESC, id DESC LIMIT 1`);
  return order;
}

const NO_ROSTER = '00000000-0000-0000-0000-000000000000';

/** Everybody whom an order covers, less the leavers, as the rows of a new draft; how many. */
export async function copyCovered(
  { transaction, officeId }: Act,
  draft: {
    readonly rosterId: string;
    readonly agencyId: string;
    readonly unitId: string;
    readonly filedOn: DayNumber;
    readonly order: RenewableOrder;
    readonly leaverMemberIds: readonly string[];
  },
): Promise<number> {
  const { order } = draft;
  return await transaction.run(sql`
    INSERT INTO tenant.roster_entry (office_id, filed_on, roster_id, row_number, agency_id, unit_id, member_id, person_id,
      delayed_retirement, repaired, previous_end_on, particulars)
    SELECT ${officeId}, ${dayValue(draft.filedOn)}, ${draft.rosterId}, 1 + row_number() OVER (ORDER BY e.row_number, c.id),
      ${draft.agencyId}, ${draft.unitId}, c.member_id, c.person_id, coalesce(e.delayed_retirement, false), false, c.end_on,
      e.particulars
    FROM tenant.coverage_period c
      LEFT JOIN tenant.roster_entry e ON e.office_id = c.office_id AND e.roster_id = ${order.roster_id}
        AND e.person_id = c.person_id AND e.state = 'standing'
    WHERE c.office_id = ${officeId} AND c.start_on >= ${dayValue(order.start_on)} AND c.order_id = ${order.id}
      AND c.end_on = ${dayValue(order.end_on)} AND c.state IN ('scheduled', 'in-force')
      AND NOT c.member_id = ANY (${draft.leaverMemberIds}::uuid[])`);
}

export async function insertRenewalDraft(
  { transaction, officeId, actorId, now }: Act,
  draft: {
    readonly rosterId: string;
    readonly agencyId: string;
    readonly unitId: string;
    readonly program: ProgramId;
    readonly shares: number;
    readonly eligibleCount: number;
    readonly filedOn: DayNumber;
    readonly order: RenewableOrder;
    readonly sourceHash: Buffer;
    readonly rows: number;
  },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.roster (office_id, id, agency_id, unit_id, program, shares, state, file_name, file_hash, filed_on,
      filed_by, row_count, accepted_count, rejected_count, repaired_count, eligible_count, renews_order_id, changed_at)
    VALUES (${officeId}, ${draft.rosterId}, ${draft.agencyId}, ${draft.unitId}, ${draft.program}, ${draft.shares}, 'draft',
      '续保名单', ${draft.sourceHash}, ${dayValue(draft.filedOn)}, ${actorId}, ${draft.rows}, ${draft.rows}, 0, 0,
      ${draft.eligibleCount}, ${draft.order.id}, ${instantValue(now)})`);
}

/** Why a row of a draft does not join: the unit took it out. */
export const LEFT = '不再参加';

/** Exactly these rows of a draft are out, and those that were and are not named any more stand again. */
export async function setLeft(
  { transaction, officeId }: Act,
  roster: { readonly id: string; readonly filed_on: DayNumber },
  rows: readonly number[],
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.roster_entry SET state = 'standing', reason = NULL
    WHERE ${entriesOf(officeId, roster)} AND state = 'void' AND reason = ${LEFT}
      AND NOT row_number = ANY (${rows}::integer[])`);
  await transaction.run(sql`
    UPDATE tenant.roster_entry SET state = 'void', reason = ${LEFT}
    WHERE ${entriesOf(officeId, roster)} AND state = 'standing' AND row_number = ANY (${rows}::integer[])`);
}

/** Rows of a draft that go out, and rows that the unit took out and wants back; the others stay as they are. */
export async function changeLeft(
  { transaction, officeId }: Act,
  roster: { readonly id: string; readonly filed_on: DayNumber },
  { leave, stay }: { readonly leave: readonly number[]; readonly stay: readonly number[] },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.roster_entry SET state = 'void', reason = ${LEFT}
    WHERE ${entriesOf(officeId, roster)} AND state = 'standing' AND row_number = ANY (${leave}::integer[])`);
  // of a person who was typed anew meanwhile the old row stays out
  await transaction.run(sql`
    UPDATE tenant.roster_entry e SET state = 'standing', reason = NULL
    WHERE ${entriesOf(officeId, roster)} AND state = 'void' AND reason = ${LEFT} AND row_number = ANY (${stay}::integer[])
      AND NOT EXISTS (SELECT FROM tenant.roster_entry other
        WHERE other.office_id = ${officeId} AND other.filed_on = ${dayValue(roster.filed_on)}
          AND other.roster_id = ${roster.id} AND other.person_id = e.person_id AND other.state <> 'void')`);
}

function entriesOf(officeId: string, roster: { readonly id: string; readonly filed_on: DayNumber }): Sql {
  return sql`office_id = ${officeId} AND filed_on = ${dayValue(roster.filed_on)} AND roster_id = ${roster.id}`;
}

export async function setEligibleCount(
  { transaction, officeId, now }: Act,
  rosterId: string,
  eligibleCount: number,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.roster SET eligible_count = ${eligibleCount}, changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${rosterId}`);
}
