import sql, { join as joinSql, type Sql } from 'sql-template-tag';
import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { SealedMember } from '#modules/persons/index.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { dayValue } from '#platform/database/value-types.ts';
import type { ProgramId } from '#scheme/case.ts';

export interface CoveredRow extends SealedMember {
  readonly id: string;
  readonly member_id: string;
  readonly program: ProgramId;
  readonly shares: number;
  readonly start_on: DayNumber;
  readonly end_on: DayNumber;
  readonly waiting_until: DayNumber | null;
  readonly state: 'scheduled' | 'in-force' | 'cancelled' | 'replaced';
}

export async function listCovered(
  transaction: Transaction,
  officeId: string,
  filter: {
    readonly orderId?: string | undefined;
    readonly unitId?: string | undefined;
    readonly after?: { readonly startOn: DayNumber; readonly id: string } | undefined;
    readonly limit: number;
  },
  isNamed?: Sql,
): Promise<readonly CoveredRow[]> {
  const { orderId, unitId, after, limit } = filter;
  const conditions: Sql[] = [sql`c.office_id = ${officeId}`];
  if (orderId !== undefined) conditions.push(sql`c.order_id = ${orderId} AND c.state <> 'cancelled'`);
  if (unitId !== undefined) conditions.push(sql`c.unit_id = ${unitId}`);
  if (isNamed !== undefined) conditions.push(isNamed);
  if (after !== undefined)
    conditions.push(sql`(c.start_on, c.id) > (${dayValue(after.startOn)}::date, ${after.id}::uuid)`);
  return await transaction.rows<CoveredRow>(sql`
    WITH c AS MATERIALIZED (
      SELECT c.* FROM tenant.coverage_period c WHERE ${joinSql(conditions, ' AND ')} ORDER BY c.start_on, c.id LIMIT ${limit})
    SELECT c.id, c.member_id, c.program, c.shares, c.start_on, c.end_on, c.waiting_until, c.state,
      m.office_id, m.person_id, m.sealed, p.wrapped_key
    FROM c
      JOIN tenant.member m ON m.office_id = c.office_id AND m.id = c.member_id
      JOIN tenant.person p ON p.office_id = c.office_id AND p.id = c.person_id
    ORDER BY c.start_on, c.id`);
}

/** Of the periods that {@link listCovered} lists. */
export const COVERED_MEMBER = sql`c.member_id`;

export interface CertificateRow {
  readonly id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly number: string;
  readonly verification_code: string;
  readonly member_count: number;
  readonly issued_at: number;
  readonly unit_name: string;
  readonly credit_code: string;
  readonly office_name: string;
  readonly program: ProgramId;
  readonly shares: number;
  readonly amount_fen: Fen;
  readonly refund_fen: Fen;
  readonly start_on: DayNumber;
  readonly end_on: DayNumber;
}

export async function certificateOf(
  transaction: Transaction,
  officeId: string,
  orderId: string,
): Promise<CertificateRow | undefined> {
  return await transaction.findRow<CertificateRow>(sql`
    SELECT c.id, u.agency_id, c.unit_id, c.number, c.verification_code, c.member_count, c.issued_at, u.name AS unit_name,
      u.credit_code, f.name AS office_name, o.program, o.shares, o.amount_fen, o.refund_fen, o.start_on, o.end_on
    FROM tenant.certificate c
      JOIN tenant.contribution_order o ON o.office_id = c.office_id AND o.id = c.order_id
      JOIN tenant.unit u ON u.office_id = c.office_id AND u.id = c.unit_id
      JOIN reference.office f ON f.id = c.office_id
    WHERE c.office_id = ${officeId} AND c.order_id = ${orderId} AND c.voided_at IS NULL`);
}

export async function verifiedCertificate(
  transaction: Transaction,
  code: string,
): Promise<
  | {
      readonly unit_name: string;
      readonly program: ProgramId;
      readonly start_on: DayNumber;
      readonly end_on: DayNumber;
      readonly member_count: number;
      readonly is_void: boolean;
    }
  | undefined
> {
  return await transaction.findRow(sql`
    SELECT unit_name, program, start_on, end_on, member_count, is_void FROM directory.certificate_code WHERE code = ${code}`);
}
