import sql from 'sql-template-tag';
import { START_OF_CHAIN } from '#platform/cryptography/chain.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';
import type { AuditedRow, RowKey } from './audited-row.ts';
import type { Leaf, Seal } from './seal.ts';

/** The last link of an office's chain. */
export interface Head {
  readonly number: number;
  readonly link: Buffer;
  readonly last: RowKey;
}

interface HeadRow {
  readonly number: number;
  readonly link: Buffer;
  readonly transaction_id: string;
  readonly row_id: number;
}

interface SealRow {
  readonly number: number;
  readonly first_transaction_id: string;
  readonly first_id: number;
  readonly last_transaction_id: string;
  readonly last_id: number;
  readonly row_count: number;
  readonly leaves: Buffer;
  readonly root: Buffer;
  readonly previous_link: Buffer;
  readonly link: Buffer;
  readonly link_seal: Buffer;
  readonly sealed_at: number;
}

/** The office's head, locked until the transaction ends: whoever else seals this office waits. */
export async function lockHead(transaction: Transaction, officeId: string): Promise<Head> {
  await transaction.run(sql`
    INSERT INTO tenant.audit_head (office_id, number, link, transaction_id, row_id)
    VALUES (${officeId}, 0, ${START_OF_CHAIN}, '0', 0) ON CONFLICT DO NOTHING`);
  return headOf(
    await transaction.getRow<HeadRow>(sql`
      SELECT number, link, transaction_id, row_id FROM tenant.audit_head WHERE office_id = ${officeId} FOR UPDATE`),
  );
}

export async function findHead(transaction: Transaction, officeId: string): Promise<Head | undefined> {
  const row = await transaction.findRow<HeadRow>(sql`
    SELECT number, link, transaction_id, row_id FROM tenant.audit_head WHERE office_id = ${officeId}`);
  return row === undefined ? undefined : headOf(row);
}

function headOf(row: HeadRow): Head {
  return { number: row.number, link: row.link, last: { transactionId: row.transaction_id, id: row.row_id } };
}

/**
 * The next rows to be sealed: those of transactions before every running one. One snapshot decides both which
 * transactions run and which rows are seen.
 */
export async function findSealable(
  transaction: Transaction,
  officeId: string,
  after: RowKey,
  limit: number,
): Promise<readonly Leaf[]> {
  const rows = await transaction.rows<{ id: number; transaction_id: string; row_hash: Buffer }>(sql`
    SELECT id, transaction_id, row_hash FROM tenant.audit_row
    WHERE office_id = ${officeId} AND (transaction_id, id) > (${after.transactionId}::xid8, ${after.id}::bigint)
      AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY transaction_id, id LIMIT ${limit}`);
  return rows.map((row) => ({ id: row.id, transactionId: row.transaction_id, rowHash: row.row_hash }));
}

export async function appendSeal(transaction: Transaction, officeId: string, seal: Seal): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.audit_seal (office_id, number, first_transaction_id, first_id, last_transaction_id, last_id,
      row_count, leaves, root, previous_link, link, link_seal, sealed_at)
    VALUES (${officeId}, ${seal.number}, ${seal.first.transactionId}, ${seal.first.id}, ${seal.last.transactionId},
      ${seal.last.id}, ${seal.rowCount}, ${seal.leaves}, ${seal.root}, ${seal.previousLink}, ${seal.link},
      ${seal.linkSeal}, ${instantValue(seal.sealedAt)})`);
  await transaction.run(sql`
    UPDATE tenant.audit_head SET number = ${seal.number}, link = ${seal.link},
      transaction_id = ${seal.last.transactionId}, row_id = ${seal.last.id}
    WHERE office_id = ${officeId}`);
}

/** All seals of an office by number, a batch at a time. */
export async function* streamSeals(transaction: Transaction, officeId: string): AsyncGenerator<readonly Seal[]> {
  const batches = transaction.batches<SealRow>(
    sql`SELECT number, first_transaction_id, first_id, last_transaction_id, last_id, row_count, leaves, root,
        previous_link, link, link_seal, sealed_at
      FROM tenant.audit_seal WHERE office_id = ${officeId} ORDER BY number`,
    20,
  );
  for await (const rows of batches) yield rows.map(sealOf);
}

function sealOf(row: SealRow): Seal {
  return {
    number: row.number,
    first: { transactionId: row.first_transaction_id, id: row.first_id },
    last: { transactionId: row.last_transaction_id, id: row.last_id },
    rowCount: row.row_count,
    leaves: row.leaves,
    root: row.root,
    previousLink: row.previous_link,
    link: row.link,
    linkSeal: row.link_seal,
    sealedAt: row.sealed_at,
  };
}

/** All rows of an office in the order of sealing, a batch at a time. */
export function streamRows(transaction: Transaction, officeId: string): AsyncGenerator<AuditedRow[]> {
  return transaction.batches<AuditedRow>(sql`
    SELECT id, transaction_id, on_day, at, actor_id, behalf_id, act, object_kind, object_id, agency_id, unit_id, detail,
      sealed, merkle_root, request_id, row_hash
    FROM tenant.audit_row WHERE office_id = ${officeId} ORDER BY transaction_id, id`);
}

export function findOffices(
  transaction: Transaction,
): Promise<readonly { readonly id: string; readonly code: string; readonly name: string }[]> {
  return transaction.rows(sql`SELECT id, code, name FROM reference.office ORDER BY code`);
}
