import { createHash } from 'node:crypto';
import sql, { type Sql } from 'sql-template-tag';
import { shanghaiDay } from '#kernel/civil-date.ts';
import { canonicalJson } from '../cryptography/canonical-json.ts';
import { sealWithRing } from '../cryptography/sealing.ts';
import { dayValue, instantValue } from '../database/value-types.ts';
import type { Act } from './act.ts';

/** What an audit row says, besides who and when, which the act knows. */
export interface AuditEntry {
  /** A verb and its object as the code names them: `submit-roster`. */
  readonly act: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly agencyId?: string;
  readonly unitId?: string;
  /** Nothing personal: states before and after, counts, amounts, reason codes. JSON of plain values. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** What is personal, sealed under the ring: values before and after, reasons that someone typed. */
  readonly personal?: unknown;
  /** Of a bulk act: the root over the hashes of its rows. */
  readonly merkleRoot?: Uint8Array;
}

/**
 * The fields of an audit row that its hash covers, in the form in which the database gives them back: all but `id`,
 * `transaction_id`, which the sealer adds when it chains the row.
 */
export interface AuditRowFields {
  readonly officeId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actorId: string;
  readonly behalfId: string | null;
  readonly act: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly agencyId: string | null;
  readonly unitId: string | null;
  readonly detail: unknown;
  /** Hexadecimal. */
  readonly sealed: string | null;
  readonly merkleRoot: string | null;
  readonly requestId: string | null;
}

/** SM3 over a row in canonical JSON. */
export function auditRowHash(fields: AuditRowFields): Buffer {
  return createHash('sm3').update(canonicalJson(fields)).digest();
}

export function auditStatement(act: Act, entry: AuditEntry): Sql {
  const { officeId, now, caller } = act;
  const sealed =
    entry.personal === undefined
      ? null
      : sealWithRing(
          act.platform.ring(),
          { table: 'audit_row', officeId, id: `${entry.objectId} ${now}` },
          entry.personal,
        );
  const fields: AuditRowFields = {
    officeId,
    at: now,
    actorId: act.actorId,
    behalfId: caller.behalfId ?? null,
    act: entry.act,
    objectKind: entry.objectKind,
    objectId: entry.objectId,
    agencyId: entry.agencyId ?? null,
    unitId: entry.unitId ?? null,
    detail: entry.detail ?? {},
    sealed: sealed?.toString('hex') ?? null,
    merkleRoot: entry.merkleRoot === undefined ? null : Buffer.from(entry.merkleRoot).toString('hex'),
    requestId: caller.requestId ?? null,
  };
  return sql`
    INSERT INTO tenant.audit_row (office_id, on_day, at, actor_id, behalf_id, act, object_kind, object_id, agency_id,
      unit_id, detail, sealed, merkle_root, request_id, row_hash)
    VALUES (${officeId}, ${dayValue(shanghaiDay(now))}, ${instantValue(now)}, ${fields.actorId}, ${fields.behalfId},
      ${fields.act}, ${fields.objectKind}, ${fields.objectId}, ${fields.agencyId}, ${fields.unitId},
      ${JSON.stringify(fields.detail)}, ${sealed}, ${entry.merkleRoot ?? null}, ${fields.requestId},
      ${auditRowHash(fields)})`;
}
