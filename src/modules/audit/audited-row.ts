import { type DayNumber, shanghaiDay } from '#kernel/civil-date.ts';
import { type AuditRowFields, auditRowHash } from '#platform/acts/audit-entry.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';

/** Where a row stands in the order of sealing: by transaction, then by id. */
export interface RowKey {
  /** An xid8: decimal digits, up to 2^64. */
  readonly transactionId: string;
  readonly id: number;
}

/** A row of the trail, as the database gives it back. */
export interface AuditedRow {
  readonly id: number;
  readonly transaction_id: string;
  readonly on_day: DayNumber;
  readonly at: number;
  readonly actor_id: string;
  readonly behalf_id: string | null;
  readonly act: string;
  readonly object_kind: string;
  readonly object_id: string;
  readonly agency_id: string | null;
  readonly unit_id: string | null;
  readonly detail: unknown;
  readonly sealed: Buffer | null;
  readonly merkle_root: Buffer | null;
  readonly request_id: string | null;
  readonly row_hash: Buffer;
}

/** A negative number where `left` comes first. */
export function compareKeys(left: RowKey, right: RowKey): number {
  // no sign and no leading zeros: of digits, the longer is the larger
  const byLength = left.transactionId.length - right.transactionId.length;
  if (byLength !== 0) return byLength;
  if (left.transactionId !== right.transactionId) return left.transactionId < right.transactionId ? -1 : 1;
  return left.id - right.id;
}

/** Whether the row is as the program wrote it. */
export function isAsWritten(ring: KeyRing, officeId: string, row: AuditedRow): boolean {
  const fields: AuditRowFields = {
    officeId,
    at: row.at,
    actorId: row.actor_id,
    behalfId: row.behalf_id,
    act: row.act,
    objectKind: row.object_kind,
    objectId: row.object_id,
    agencyId: row.agency_id,
    unitId: row.unit_id,
    detail: row.detail,
    sealed: row.sealed?.toString('hex') ?? null,
    merkleRoot: row.merkle_root?.toString('hex') ?? null,
    requestId: row.request_id,
  };
  return row.on_day === shanghaiDay(row.at) && auditRowHash(ring, fields).equals(row.row_hash);
}
