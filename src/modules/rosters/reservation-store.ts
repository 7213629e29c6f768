import sql, { raw } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { RosterRow } from './store.ts';

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

/** Frees those persons of a roster who do not stand on it any more. */
export async function freeLeftOut({ transaction, officeId }: Act, roster: RosterRow): Promise<void> {
  await transaction.run(sql`
    DELETE FROM directory.cover_reservation r
    USING tenant.roster_entry e JOIN tenant.person p ON p.office_id = e.office_id AND p.id = e.person_id
    WHERE r.office_id = ${officeId} AND r.roster_id = ${roster.id}
      AND e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND e.state <> 'standing'
      AND (r.person_key_0 = encode(substring(p.resident_hash_0 FOR 16), 'hex')::uuid
        OR r.person_key_1 = encode(substring(p.resident_hash_1 FOR 16), 'hex')::uuid)
      AND NOT EXISTS (SELECT FROM tenant.roster_entry other
        WHERE other.office_id = ${officeId} AND other.filed_on = ${dayValue(roster.filed_on)}
          AND other.roster_id = ${roster.id} AND other.person_id = e.person_id AND other.state = 'standing')`);
}

/** The standing persons of a roster by the keys of one column, a batch at a time. */
export function standingKeys(
  { transaction, officeId }: Act,
  roster: RosterRow,
  column: 0 | 1,
): AsyncGenerator<{ readonly row_number: number; readonly person_key: string }[]> {
  const hash = raw(column === 0 ? 'p.resident_hash_0' : 'p.resident_hash_1');
  return transaction.batches(
    sql`
    SELECT e.row_number, encode(substring(${hash} FOR 16), 'hex')::uuid AS person_key
    FROM tenant.roster_entry e JOIN tenant.person p ON p.office_id = e.office_id AND p.id = e.person_id
    WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND e.state = 'standing' AND ${hash} IS NOT NULL
    ORDER BY e.row_number`,
    10_000,
  );
}

/** The last day of the unit's period of a program that runs on a day: a renewal starts behind it. */
export async function findRunningUntil(
  { transaction, officeId }: Act,
  unitId: string,
  program: ProgramId,
  onDay: DayNumber,
): Promise<DayNumber | undefined> {
  const { until } = await transaction.getRow<{ until: DayNumber | null }>(sql`
    SELECT max(end_on) AS until FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND unit_id = ${unitId} AND program = ${program}
      AND state IN ('completed', 'in-force') AND ${dayValue(onDay)}::date BETWEEN start_on AND end_on`);
  return until ?? undefined;
}

/** Frees the persons that a roster reserved. */
export async function freeReservations({ transaction, officeId }: Act, rosterId: string): Promise<void> {
  await transaction.run(
    sql`DELETE FROM directory.cover_reservation WHERE office_id = ${officeId} AND roster_id = ${rosterId}`,
  );
}
