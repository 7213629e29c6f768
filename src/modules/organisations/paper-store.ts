import sql from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { PaperType } from '#platform/documents/clean-file.ts';

/** 单位证照、工会法人资格证书、盖章的登记表、其他. */
export type UnitPaperKind = 'unit-certificate' | 'union-certificate' | 'application' | 'other';

export interface StoredPaper {
  readonly id: string;
  readonly kind: UnitPaperKind;
  readonly media_type: PaperType;
  readonly byte_count: number;
  readonly address: Buffer;
  readonly uploaded_at: number;
}

export async function insertPaper(
  { transaction, officeId, actorId, now }: Act,
  unit: { readonly id: string; readonly agencyId: string },
  paper: {
    readonly id: string;
    readonly kind: UnitPaperKind;
    readonly type: PaperType;
    readonly bytes: number;
    readonly address: Buffer;
  },
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.unit_paper (office_id, id, agency_id, unit_id, kind, media_type, byte_count, address, uploaded_by,
      uploaded_at)
    VALUES (${officeId}, ${paper.id}, ${unit.agencyId}, ${unit.id}, ${paper.kind}, ${paper.type}, ${paper.bytes},
      ${paper.address}, ${actorId}, ${instantValue(now)})`);
}

export async function countPapers(transaction: Transaction, officeId: string, unitId: string): Promise<number> {
  const { count } = await transaction.getRow<{ count: number }>(sql`
    SELECT count(*) AS count FROM tenant.unit_paper WHERE office_id = ${officeId} AND unit_id = ${unitId}`);
  return count;
}

export async function listPapers(
  transaction: Transaction,
  officeId: string,
  unitId: string,
  limit: number,
): Promise<readonly StoredPaper[]> {
  return await transaction.rows<StoredPaper>(sql`
    SELECT id, kind, media_type, byte_count, address, uploaded_at FROM tenant.unit_paper
    WHERE office_id = ${officeId} AND unit_id = ${unitId} ORDER BY id DESC LIMIT ${limit}`);
}

export async function findPaper(
  transaction: Transaction,
  officeId: string,
  { unitId, paperId }: { readonly unitId: string; readonly paperId: string },
): Promise<StoredPaper | undefined> {
  return await transaction.findRow<StoredPaper>(sql`
    SELECT id, kind, media_type, byte_count, address, uploaded_at FROM tenant.unit_paper
    WHERE office_id = ${officeId} AND unit_id = ${unitId} AND id = ${paperId}`);
}
