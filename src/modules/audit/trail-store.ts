import sql, { empty, type Sql } from 'sql-template-tag';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { AuditCheck } from './audit-report.ts';
import { SECURITY_OBJECT_KINDS, type TrailQuery, type TrailRow } from './trail.ts';

/** What the opening of a row needs of it. */
export interface SealedPart {
  readonly at: number;
  readonly object_kind: string;
  readonly object_id: string;
  readonly agency_id: string | null;
  readonly unit_id: string | null;
  readonly sealed: Buffer | null;
}

export function selectTrail(
  transaction: Transaction,
  officeId: string,
  { area, objectId, agencyId, after, limit }: TrailQuery,
): Promise<TrailRow[]> {
  return transaction.rows<TrailRow>(sql`
    SELECT id, at, actor_id AS "actorId", behalf_id AS "behalfId", act, object_kind AS "objectKind",
      object_id AS "objectId", agency_id AS "agencyId", unit_id AS "unitId", detail, sealed IS NOT NULL AS "hasPersonal",
      request_id AS "requestId"
    FROM tenant.audit_row
    WHERE office_id = ${officeId} AND ${ofArea(area)}
      ${objectId === undefined ? empty : sql`AND object_id = ${objectId}`}
      ${agencyId === undefined ? empty : sql`AND agency_id = ${agencyId}`}
      ${after === undefined ? empty : sql`AND id < ${after}`}
    ORDER BY id DESC LIMIT ${limit}`);
}

function ofArea(area: TrailQuery['area']): Sql {
  return area === 'security'
    ? sql`object_kind = ANY (${SECURITY_OBJECT_KINDS}::text[])`
    : sql`object_kind <> ALL (${SECURITY_OBJECT_KINDS}::text[])`;
}

export function findSealedPart(
  transaction: Transaction,
  officeId: string,
  rowId: number,
): Promise<SealedPart | undefined> {
  return transaction.findRow<SealedPart>(sql`
    SELECT at, object_kind, object_id, agency_id, unit_id, sealed FROM tenant.audit_row
    WHERE office_id = ${officeId} AND id = ${rowId}`);
}

export async function insertCheck(
  transaction: Transaction,
  officeId: string,
  id: string,
  check: AuditCheck,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.audit_check (office_id, id, at, seal_count, row_count, unsealed_count, fault_count, faults)
    VALUES (${officeId}, ${id}, ${instantValue(check.at)}, ${check.sealCount}, ${check.rowCount},
      ${check.unsealedCount}, ${check.faultCount}, ${JSON.stringify(check.faults)})`);
}

/** Ids ascend with time. */
export function findLastCheck(transaction: Transaction, officeId: string): Promise<AuditCheck | undefined> {
  return transaction.findRow<AuditCheck>(sql`
    SELECT at, seal_count AS "sealCount", row_count AS "rowCount", unsealed_count AS "unsealedCount",
      fault_count AS "faultCount", faults
    FROM tenant.audit_check WHERE office_id = ${officeId} ORDER BY id DESC LIMIT 1`);
}

export function findLastSeal(
  transaction: Transaction,
  officeId: string,
): Promise<{ readonly number: number; readonly link: Buffer; readonly sealedAt: number } | undefined> {
  return transaction.findRow(sql`
    SELECT number, link, sealed_at AS "sealedAt" FROM tenant.audit_seal
    WHERE office_id = ${officeId} ORDER BY number DESC LIMIT 1`);
}
