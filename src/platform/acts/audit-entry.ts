import { createHmac } from 'node:crypto';
import sql, { join, type Sql } from 'sql-template-tag';
import { shanghaiDay } from '#kernel/civil-date.ts';
import { canonicalJson } from '../cryptography/canonical-json.ts';
import { deriveSecret, type KeyRing } from '../cryptography/key-ring.ts';
import { type DataKey, type SealContext, sealJson } from '../cryptography/sealing.ts';
import { dayValue, instantValue } from '../database/value-types.ts';
import type { ActFrame } from './act-frame.ts';

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
  /** What is personal, sealed under the key of the office's trail: values before and after, reasons that someone typed. */
  readonly personal?: unknown;
  /** Of a bulk act: the root over the hashes of its rows. */
  readonly merkleRoot?: Uint8Array;
}

/**
 * The fields of an audit row that its hash covers, in the form in which the database gives them back: all but `on_day`,
 * which follows from `at`, and `id` and `transaction_id`, which the sealer binds to the hash when it chains the row.
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

/**
 * HMAC-SM3 over a row in canonical JSON, under a key that is not in the database: a superuser there can neither change a
 * row nor write one so that its hash fits, also before the row is sealed.
 */
export function auditRowHash(ring: KeyRing, fields: AuditRowFields): Buffer {
  let secret = ROW_SECRETS.get(ring);
  if (secret === undefined) {
    secret = deriveSecret(ring, 'audit-row/1');
    ROW_SECRETS.set(ring, secret);
  }
  return createHmac('sm3', secret).update(canonicalJson(fields)).digest();
}

/** Deriving costs more than hashing. */
const ROW_SECRETS = new WeakMap<KeyRing, Buffer>();

/** What the personal part of a row is bound to. */
export function auditSealContext(officeId: string, objectId: string, at: number): SealContext {
  return { table: 'audit_row', officeId, id: `${objectId} ${at}` };
}

/** `key` is that of the office's trail; entries with nothing personal need none. */
export function auditStatement(act: ActFrame, entries: readonly AuditEntry[], key: DataKey | undefined): Sql {
  return sql`
    INSERT INTO tenant.audit_row (office_id, on_day, at, actor_id, behalf_id, act, object_kind, object_id, agency_id,
      unit_id, detail, sealed, merkle_root, request_id, row_hash)
    VALUES ${join(entries.map((entry) => auditValues(act, entry, key)))}`;
}

function auditValues(act: ActFrame, entry: AuditEntry, key: DataKey | undefined): Sql {
  const { officeId, now, caller } = act;
  const ring = act.platform.ring();
  // as the database writes UUIDs: the hash is over what comes back
  const objectId = entry.objectId.toLowerCase();
  const sealed =
    key === undefined || entry.personal === undefined
      ? null
      : sealJson(key, auditSealContext(officeId, objectId, now), entry.personal);
  const fields: AuditRowFields = {
    officeId,
    at: now,
    actorId: act.actorId,
    behalfId: caller.behalfId?.toLowerCase() ?? null,
    act: entry.act,
    objectKind: entry.objectKind,
    objectId,
    agencyId: entry.agencyId?.toLowerCase() ?? null,
    unitId: entry.unitId?.toLowerCase() ?? null,
    detail: entry.detail ?? {},
    sealed: sealed?.toString('hex') ?? null,
    merkleRoot: entry.merkleRoot === undefined ? null : Buffer.from(entry.merkleRoot).toString('hex'),
    requestId: caller.requestId ?? null,
  };
  return sql`
    (${officeId}, ${dayValue(shanghaiDay(now))}, ${instantValue(now)}, ${fields.actorId}, ${fields.behalfId},
      ${fields.act}, ${fields.objectKind}, ${fields.objectId}, ${fields.agencyId}, ${fields.unitId},
      ${JSON.stringify(fields.detail)}, ${sealed}, ${entry.merkleRoot ?? null}, ${fields.requestId},
      ${auditRowHash(ring, fields)})`;
}
