import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import { dayValue, dayValueOrNull, instantValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';
import type { CoverToSchedule } from './cover.ts';

interface Days {
  readonly startOn: DayNumber;
  readonly endOn: DayNumber;
}

export interface RosterForCover {
  readonly id: string;
  readonly filed_on: DayNumber;
}

export async function rosterForCover({ transaction, officeId }: Act, rosterId: string): Promise<RosterForCover> {
  return await transaction.getRow<RosterForCover>(sql`
    SELECT id, filed_on FROM tenant.roster WHERE office_id = ${officeId} AND id = ${rosterId} FOR UPDATE`);
}

/** The last day of the unit's period of this program that runs on the day of confirmation: not of one that is to come. */
export async function findRunningUntil(
  { transaction, officeId }: Act,
  cover: CoverToSchedule,
): Promise<DayNumber | undefined> {
  const { until } = await transaction.getRow<{ until: DayNumber | null }>(sql`
    SELECT max(end_on) AS until FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND unit_id = ${cover.unitId} AND program = ${cover.program}
      AND state IN ('completed', 'in-force') AND ${dayValue(cover.confirmedOn)}::date BETWEEN start_on AND end_on
      AND id <> ${cover.orderId}`);
  return until ?? undefined;
}

/** A period's id follows from its order and row, so that a repetition finds what is there. */
const periodId = (orderId: string): ReturnType<typeof sql> => sql`md5(${orderId} || ' ' || e.row_number)::uuid`;

const personKey0 = sql`encode(substring(p.resident_hash_0 FOR 16), 'hex')::uuid`;
const personKey1 = sql`encode(substring(p.resident_hash_1 FOR 16), 'hex')::uuid`;

function standingEntries(officeId: string, roster: RosterForCover): ReturnType<typeof sql> {
  return sql`tenant.roster_entry e JOIN tenant.person p ON p.office_id = e.office_id AND p.id = e.person_id
    WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND e.state = 'standing'`;
}

/** Enters the roster's persons into the nation's directory; those who have a period on one of the days are left out. */
export async function registerCovers(
  { transaction, officeId }: Act,
  cover: CoverToSchedule,
  roster: RosterForCover,
  { startOn, endOn }: Days,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO directory.cover (cover_id, person_key_0, person_key_1, program, start_on, end_on, office_id, agency_id, unit_id)
    SELECT ${periodId(cover.orderId)}, ${personKey0}, ${personKey1}, ${cover.program}, ${dayValue(startOn)}, ${dayValue(endOn)},
      ${officeId}, ${cover.agencyId}, ${cover.unitId}
    FROM ${standingEntries(officeId, roster)}
    ORDER BY p.resident_hash_0, p.resident_hash_1
    ON CONFLICT DO NOTHING`);
}

/** Voids the rows that got no place in the directory. */
export async function voidUnregistered(
  { transaction, officeId }: Act,
  cover: CoverToSchedule,
  roster: RosterForCover,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.roster_entry e SET state = 'void', reason = '生效时此人在同一活动中已有保障期，超出的一次无效，会费退还'
    WHERE e.office_id = ${officeId} AND e.filed_on = ${dayValue(roster.filed_on)} AND e.roster_id = ${roster.id}
      AND e.state = 'standing'
      AND NOT EXISTS (SELECT FROM directory.cover d WHERE d.office_id = ${officeId} AND d.cover_id = ${periodId(cover.orderId)})`);
}

/** The different days on which the previous periods of a roster's persons ended; `null` for those who had none. */
export async function findPreviousEnds(
  { transaction, officeId }: Act,
  cover: CoverToSchedule,
  roster: RosterForCover,
  startOn: DayNumber,
): Promise<readonly (DayNumber | null)[]> {
  const rows = await transaction.rows<{ previous: DayNumber | null }>(sql`
    SELECT DISTINCT ${previousEnd(officeId, cover, startOn)} AS previous FROM ${standingEntries(officeId, roster)}`);
  return rows.map(({ previous }) => previous);
}

/** The end of a person's last period of the program before this one: in this office as it is now, elsewhere as filed. */
function previousEnd(officeId: string, cover: CoverToSchedule, startOn: DayNumber): ReturnType<typeof sql> {
  return sql`greatest(e.previous_end_on, (
    SELECT max(c.end_on) FROM tenant.coverage_period c
    WHERE c.office_id = ${officeId} AND c.person_id = e.person_id AND c.program = ${cover.program}
      AND c.state IN ('in-force', 'scheduled', 'replaced') AND c.end_on < ${dayValue(startOn)}))`;
}

export interface WaitingRow {
  readonly previousEndOn: DayNumber | null;
  readonly waitingUntil: DayNumber | undefined;
}

/** Writes the periods of everybody in the directory; how many. */
export async function insertPeriods(
  { transaction, officeId }: Act,
  cover: CoverToSchedule,
  roster: RosterForCover,
  { startOn, endOn }: Days,
  waiting: readonly WaitingRow[],
): Promise<number> {
  return await transaction.run(sql`
    INSERT INTO tenant.coverage_period (office_id, start_on, id, end_on, agency_id, unit_id, person_id, member_id, program,
      shares, order_id, waiting_until, state)
    SELECT ${officeId}, ${dayValue(startOn)}, entry.id, ${dayValue(endOn)}, ${cover.agencyId}, ${cover.unitId},
      entry.person_id, entry.member_id, ${cover.program}, ${cover.shares}, ${cover.orderId}, w.waiting_until, 'scheduled'
    FROM (SELECT ${periodId(cover.orderId)} AS id, e.person_id, e.member_id,
        ${previousEnd(officeId, cover, startOn)} AS previous
      FROM ${standingEntries(officeId, roster)}) AS entry
      LEFT JOIN unnest(${waiting.map((row) => dayValueOrNull(row.previousEndOn ?? undefined))}::date[],
        ${waiting.map((row) => dayValueOrNull(row.waitingUntil))}::date[]) AS w (previous, waiting_until)
        ON w.previous IS NOT DISTINCT FROM entry.previous
    ON CONFLICT (office_id, start_on, id) DO UPDATE SET state = 'scheduled'`);
}

export async function dropReservations({ transaction, officeId }: Act, rosterId: string): Promise<void> {
  await transaction.run(
    sql`DELETE FROM directory.cover_reservation WHERE office_id = ${officeId} AND roster_id = ${rosterId}`,
  );
}

export async function insertCertificate(
  { transaction, officeId, now }: Act,
  certificate: Days & {
    readonly id: string;
    readonly number: string;
    readonly code: string;
    readonly orderId: string;
    readonly agencyId: string;
    readonly unitId: string;
    readonly program: ProgramId;
    readonly members: number;
  },
): Promise<void> {
  const { id, number, code, members } = certificate;
  await transaction.run(sql`
    INSERT INTO tenant.certificate (office_id, id, agency_id, unit_id, order_id, number, verification_code, member_count, issued_at)
    VALUES (${officeId}, ${id}, ${certificate.agencyId}, ${certificate.unitId}, ${certificate.orderId}, ${number}, ${code},
      ${members}, ${instantValue(now)})`);
  await transaction.run(sql`
    INSERT INTO directory.certificate_code (code, office_id, certificate_id, unit_name, program, start_on, end_on, member_count)
    SELECT ${code}, ${officeId}, ${id}, u.name, ${certificate.program}, ${dayValue(certificate.startOn)},
      ${dayValue(certificate.endOn)}, ${members}
    FROM tenant.unit u WHERE u.office_id = ${officeId} AND u.id = ${certificate.unitId}`);
}

/** From `scheduled` to `in-force`; how many. */
export async function putInForce({ transaction, officeId }: Act, orderId: string, startOn: DayNumber): Promise<number> {
  return await transaction.run(sql`
    UPDATE tenant.coverage_period SET state = 'in-force'
    WHERE office_id = ${officeId} AND start_on = ${dayValue(startOn)} AND order_id = ${orderId} AND state = 'scheduled'`);
}

/** Takes back what was scheduled: the money went before cover had started. The persons are reserved for the roster again. */
export async function cancelPeriods(
  { transaction, officeId, now }: Act,
  { orderId, startOn, rosterId }: { readonly orderId: string; readonly startOn: DayNumber; readonly rosterId: string },
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.coverage_period SET state = 'cancelled'
    WHERE office_id = ${officeId} AND start_on = ${dayValue(startOn)} AND order_id = ${orderId} AND state = 'scheduled'`);
  await transaction.run(sql`
    WITH freed AS (
      DELETE FROM directory.cover d USING tenant.coverage_period c
      WHERE d.office_id = ${officeId} AND c.office_id = ${officeId} AND c.start_on = ${dayValue(startOn)}
        AND c.order_id = ${orderId} AND d.cover_id = c.id
      RETURNING d.person_key_0, d.person_key_1, d.program, d.office_id, d.agency_id, d.unit_id)
    INSERT INTO directory.cover_reservation (person_key_0, person_key_1, program, office_id, agency_id, unit_id, roster_id)
    SELECT person_key_0, person_key_1, program, office_id, agency_id, unit_id, ${rosterId} FROM freed
    ON CONFLICT DO NOTHING`);
  await transaction.run(sql`
    UPDATE directory.certificate_code SET is_void = true
    WHERE office_id = ${officeId} AND certificate_id IN (
      SELECT id FROM tenant.certificate WHERE office_id = ${officeId} AND order_id = ${orderId} AND voided_at IS NULL)`);
  await transaction.run(sql`
    UPDATE tenant.certificate SET voided_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND order_id = ${orderId} AND voided_at IS NULL`);
}
