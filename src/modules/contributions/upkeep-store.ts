import sql from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue, instantValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';

export interface EndingCover {
  readonly order_id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly program: ProgramId;
  readonly end_on: DayNumber;
  readonly days_left: number;
  readonly member_count: number;
}

/**
 * Covers that end between two days, are not renewed, and of which that step was not reminded yet. A unit that has a
 * cover of the program behind it, paid for already, has renewed.
 */
export async function findCoversToRemind(
  transaction: Transaction,
  officeId: string,
  step: { readonly daysLeft: number; readonly fromEndOn: DayNumber; readonly toEndOn: DayNumber },
): Promise<readonly EndingCover[]> {
  return await transaction.rows<EndingCover>(sql`
    SELECT o.id AS order_id, o.agency_id, o.unit_id, o.program, o.end_on, o.member_count,
      ${step.daysLeft}::integer AS days_left
    FROM tenant.contribution_order o
    WHERE o.office_id = ${officeId} AND o.state IN ('completed', 'in-force')
      AND o.end_on BETWEEN ${dayValue(step.fromEndOn)} AND ${dayValue(step.toEndOn)}
      AND (o.program = 'henan-inpatient' OR ${step.daysLeft} >= 0)
      AND NOT EXISTS (SELECT FROM tenant.renewal_reminder r
        WHERE r.office_id = o.office_id AND r.order_id = o.id AND r.days_left = ${step.daysLeft})
      AND NOT EXISTS (SELECT FROM tenant.contribution_order later
        WHERE later.office_id = o.office_id AND later.unit_id = o.unit_id AND later.program = o.program
          AND later.state IN ('completed', 'in-force') AND later.end_on > o.end_on)
    ORDER BY o.id`);
}

/** `false` where it was given already. */
export async function insertReminder(
  { transaction, officeId }: Act,
  cover: EndingCover,
  onDay: DayNumber,
): Promise<boolean> {
  const inserted = await transaction.run(sql`
    INSERT INTO tenant.renewal_reminder (office_id, order_id, days_left, agency_id, unit_id, reminded_on)
    VALUES (${officeId}, ${cover.order_id}, ${cover.days_left}, ${cover.agency_id}, ${cover.unit_id}, ${dayValue(onDay)})
    ON CONFLICT DO NOTHING`);
  return inserted === 1;
}

export interface UnpaidOrder {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly roster_id: string;
  readonly amount_fen: Fen;
}

/** Orders of which nothing was paid that were made before an instant. */
export async function findUnpaidOrders(
  transaction: Transaction,
  officeId: string,
  orderedBefore: number,
): Promise<readonly UnpaidOrder[]> {
  return await transaction.rows<UnpaidOrder>(sql`
    SELECT id, agency_id, unit_id, roster_id, amount_fen FROM tenant.contribution_order
    WHERE office_id = ${officeId} AND state = 'open' AND received_fen = 0 AND ordered_at < ${instantValue(orderedBefore)}
    ORDER BY ordered_at`);
}

/** The order and its roster expire and its persons are free; `false` where money came at the last moment. */
export async function expireOrder({ transaction, officeId, now }: Act, order: UnpaidOrder): Promise<boolean> {
  const expired = await transaction.run(sql`
    UPDATE tenant.contribution_order SET state = 'expired'
    WHERE office_id = ${officeId} AND id = ${order.id} AND state = 'open' AND received_fen = 0`);
  if (expired === 0) return false;
  await transaction.run(sql`
    UPDATE tenant.roster SET state = 'expired', changed_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${order.roster_id} AND state = 'passed'`);
  await transaction.run(
    sql`DELETE FROM directory.cover_reservation WHERE office_id = ${officeId} AND roster_id = ${order.roster_id}`,
  );
  return true;
}

/** A cover that ends soon or has just ended. */
export interface DueRenewal {
  readonly order_id: string;
  readonly unit_id: string;
  readonly unit_name: string;
  readonly program: ProgramId;
  readonly end_on: DayNumber;
  readonly member_count: number;
  /** A roster behind it that is under way, by its state. */
  readonly roster_state: string | null;
}

/** Covers that end between two days and are not renewed, those that end first in front. */
export async function listDueRenewals(
  transaction: Transaction,
  officeId: string,
  page: {
    readonly fromEndOn: DayNumber;
    readonly toEndOn: DayNumber;
    readonly unitId?: string | undefined;
    readonly after?: { readonly endOn: DayNumber; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly DueRenewal[]> {
  const { after, unitId } = page;
  return await transaction.rows<DueRenewal>(sql`
    SELECT o.id AS order_id, o.unit_id, u.name AS unit_name, o.program, o.end_on, o.member_count,
      (SELECT r.state FROM tenant.roster r
        WHERE r.office_id = o.office_id AND r.unit_id = o.unit_id AND r.program = o.program
          AND r.id > o.roster_id AND r.state IN ('draft', 'in-review', 'sent-back', 'passed')
        ORDER BY r.id DESC LIMIT 1) AS roster_state
    FROM tenant.contribution_order o JOIN tenant.unit u ON u.office_id = o.office_id AND u.id = o.unit_id
    WHERE o.office_id = ${officeId} AND o.state IN ('completed', 'in-force')
      AND o.end_on BETWEEN ${dayValue(page.fromEndOn)} AND ${dayValue(page.toEndOn)}
      ${unitId === undefined ? sql`` : sql`AND o.unit_id = ${unitId}`}
      ${after === undefined ? sql`` : sql`AND (o.end_on, o.id) > (${dayValue(after.endOn)}::date, ${after.id}::uuid)`}
      AND NOT EXISTS (SELECT FROM tenant.contribution_order later
        WHERE later.office_id = o.office_id AND later.unit_id = o.unit_id AND later.program = o.program
          AND later.state IN ('completed', 'in-force') AND later.end_on > o.end_on)
    ORDER BY o.end_on, o.id LIMIT ${page.limit}`);
}
