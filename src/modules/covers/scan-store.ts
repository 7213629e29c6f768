import sql from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { PaperType } from '#platform/documents/clean-file.ts';

/** Gives the place of the certificate's unit. */
export async function insertScan(
  { transaction, officeId, actorId, now }: Act,
  certificateId: string,
  scan: { readonly id: string; readonly type: PaperType; readonly bytes: number; readonly address: Buffer },
): Promise<{ readonly agency_id: string; readonly unit_id: string }> {
  return await transaction.getRow(sql`
    INSERT INTO tenant.certificate_scan (office_id, id, agency_id, unit_id, certificate_id, media_type, byte_count, address,
      uploaded_by, uploaded_at)
    SELECT ${officeId}, ${scan.id}, agency_id, unit_id, id, ${scan.type}, ${scan.bytes}, ${scan.address}, ${actorId},
      ${instantValue(now)}
    FROM tenant.certificate WHERE office_id = ${officeId} AND id = ${certificateId}
    RETURNING agency_id, unit_id`);
}

export interface StoredScan {
  readonly id: string;
  readonly media_type: PaperType;
  readonly address: Buffer;
}

/** The latest scan of an order's standing certificate. */
export async function findScan(
  transaction: Transaction,
  officeId: string,
  orderId: string,
): Promise<StoredScan | undefined> {
  const [scan] = await transaction.rows<StoredScan>(sql`
    SELECT s.id, s.media_type, s.address
    FROM tenant.certificate c
      JOIN tenant.certificate_scan s ON s.office_id = c.office_id AND s.certificate_id = c.id
    WHERE c.office_id = ${officeId} AND c.order_id = ${orderId} AND c.voided_at IS NULL
    ORDER BY s.id DESC LIMIT 1`);
  return scan;
}

/** A scan as lists show it. */
export interface ListedScan {
  readonly id: string;
  readonly media_type: PaperType;
  readonly byte_count: number;
  readonly uploaded_at: number;
}

const MOST_SCANS = 50;

/** The scans of an order's standing certificate, newest first. */
export async function listScans(
  transaction: Transaction,
  officeId: string,
  orderId: string,
): Promise<readonly ListedScan[]> {
  return await transaction.rows<ListedScan>(sql`
    SELECT s.id, s.media_type, s.byte_count, s.uploaded_at
    FROM tenant.certificate c
      JOIN tenant.certificate_scan s ON s.office_id = c.office_id AND s.certificate_id = c.id
    WHERE c.office_id = ${officeId} AND c.order_id = ${orderId} AND c.voided_at IS NULL
    ORDER BY s.id DESC LIMIT ${MOST_SCANS}`);
}
