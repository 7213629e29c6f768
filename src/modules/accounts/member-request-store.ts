import sql, { empty } from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { instantValue } from '#platform/database/value-types.ts';

export type RequestKind = 'relative' | 'phone';
export type RequestState = 'filed' | 'granted' | 'refused';
export type RequestOrigin = 'relative' | 'member' | 'unit';

export interface RequestRow {
  readonly id: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly personId: string;
  readonly memberId: string;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly origin: RequestOrigin;
  readonly sealed: Buffer;
  readonly sealedFinding: Buffer | null;
  readonly filedBy: string;
  readonly filedAt: number;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  /** `null` where the member's data were deleted. */
  readonly wrappedKey: Buffer | null;
}

const COLUMNS = sql`r.id, r.agency_id AS "agencyId", r.unit_id AS "unitId", r.person_id AS "personId",
  r.member_id AS "memberId", r.kind, r.state, r.origin, r.sealed, r.sealed_finding AS "sealedFinding",
  r.filed_by AS "filedBy", r.filed_at AS "filedAt", r.decided_by AS "decidedBy", r.decided_at AS "decidedAt",
  p.wrapped_key AS "wrappedKey"`;

export async function insertRequest(
  { transaction, officeId, actorId, now }: Act,
  row: Pick<RequestRow, 'id' | 'agencyId' | 'unitId' | 'personId' | 'memberId' | 'kind' | 'origin' | 'sealed'>,
  identity: Buffer | null,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.member_request (office_id, id, agency_id, unit_id, person_id, member_id, kind, state, origin, sealed,
      identity, filed_by, filed_at)
    VALUES (${officeId}, ${row.id}, ${row.agencyId}, ${row.unitId}, ${row.personId}, ${row.memberId}, ${row.kind}, 'filed',
      ${row.origin}, ${row.sealed}, ${identity}, ${actorId}, ${instantValue(now)})`);
}

/** So that a relative is found who has no cover. The act must be in the office's scope. */
export async function listRelative({ transaction, officeId }: Act, requestId: string, identity: Buffer): Promise<void> {
  await transaction.run(sql`
    INSERT INTO directory.relative (office_id, request_id, identity) VALUES (${officeId}, ${requestId}, ${identity})`);
}

/** The requests of a relative, by office. Needs the platform's context. */
export async function findListedRelative(
  transaction: Transaction,
  identity: Buffer,
): Promise<readonly { readonly officeId: string; readonly requestIds: readonly string[] }[]> {
  return await transaction.rows(sql`
    SELECT office_id AS "officeId", array_agg(request_id::text) AS "requestIds" FROM directory.relative
    WHERE identity = ${identity} GROUP BY office_id ORDER BY office_id`);
}

/** Of these requests the latest that was granted and whose member's data still stand. */
export function findLatestGranted(
  transaction: Transaction,
  officeId: string,
  requestIds: readonly string[],
): Promise<RequestRow | undefined> {
  return transaction.findRow<RequestRow>(sql`
    SELECT ${COLUMNS} FROM tenant.member_request r
    JOIN tenant.person p ON p.office_id = r.office_id AND p.id = r.person_id
    WHERE r.office_id = ${officeId} AND r.id = ANY (${requestIds}::uuid[]) AND r.state = 'granted'
      AND p.wrapped_key IS NOT NULL
    ORDER BY r.id DESC LIMIT 1`);
}

/** What a relative was admitted to becomes that account's. The act must be in the office's scope. */
export async function setAccountOfRelative(
  { transaction, officeId }: Act,
  identity: Buffer,
  accountId: string,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.member_request SET account_id = ${accountId}
    WHERE office_id = ${officeId} AND state = 'granted' AND account_id IS NULL AND id IN (
      SELECT request_id FROM directory.relative WHERE office_id = ${officeId} AND identity = ${identity})`);
}

/** Open requests of relatives about a person, and whether this one asked already and was not refused. */
export async function countRelativesAsking(
  { transaction, officeId }: Act,
  personId: string,
  identity: Buffer,
): Promise<{ readonly open: number; readonly own: number }> {
  const row = await transaction.findRow<{ open: number; own: number }>(sql`
    SELECT count(*) FILTER (WHERE state = 'filed')::integer AS open,
      count(*) FILTER (WHERE identity = ${identity} AND state <> 'refused')::integer AS own
    FROM tenant.member_request WHERE office_id = ${officeId} AND person_id = ${personId} AND kind = 'relative'`);
  return row ?? { open: 0, own: 0 };
}

export async function hasOpenPhoneRequest({ transaction, officeId }: Act, personId: string): Promise<boolean> {
  const row = await transaction.findRow(sql`
    SELECT FROM tenant.member_request
    WHERE office_id = ${officeId} AND person_id = ${personId} AND kind = 'phone' AND state = 'filed'`);
  return row !== undefined;
}

/** Requests in sight, the oldest first, after that one. */
export async function findRequestRows(
  transaction: Transaction,
  officeId: string,
  {
    state,
    after,
    limit,
  }: { readonly state: RequestState; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly RequestRow[]> {
  return await transaction.rows<RequestRow>(sql`
    SELECT ${COLUMNS} FROM tenant.member_request r
    JOIN tenant.person p ON p.office_id = r.office_id AND p.id = r.person_id
    WHERE r.office_id = ${officeId} AND r.state = ${state} ${after === undefined ? empty : sql`AND r.id > ${after}`}
    ORDER BY r.id LIMIT ${limit}`);
}

export function findRequestRow(
  transaction: Transaction,
  officeId: string,
  id: string,
): Promise<RequestRow | undefined> {
  return transaction.findRow<RequestRow>(sql`
    SELECT ${COLUMNS} FROM tenant.member_request r
    JOIN tenant.person p ON p.office_id = r.office_id AND p.id = r.person_id
    WHERE r.office_id = ${officeId} AND r.id = ${id}`);
}

/** Locked until the act ends. */
export function lockRequest({ transaction, officeId }: Act, id: string): Promise<RequestRow | undefined> {
  return transaction.findRow<RequestRow>(sql`
    SELECT ${COLUMNS} FROM tenant.member_request r
    JOIN tenant.person p ON p.office_id = r.office_id AND p.id = r.person_id
    WHERE r.office_id = ${officeId} AND r.id = ${id} FOR UPDATE OF r`);
}

export async function decideRequest(
  { transaction, officeId, actorId, now }: Act,
  id: string,
  state: Exclude<RequestState, 'filed'>,
  sealedFinding: Buffer,
): Promise<void> {
  await transaction.run(sql`
    UPDATE tenant.member_request SET state = ${state}, sealed_finding = ${sealedFinding}, decided_by = ${actorId},
      decided_at = ${instantValue(now)}
    WHERE office_id = ${officeId} AND id = ${id}`);
}

/** The members for whom an account was admitted as a relative. Sees its own, whatever its scope. */
export async function findLinks(
  transaction: Transaction,
  officeId: string,
  accountId: string,
): Promise<readonly { readonly memberId: string; readonly personId: string; readonly requestId: string }[]> {
  return await transaction.rows(sql`
    SELECT DISTINCT ON (member_id) member_id AS "memberId", person_id AS "personId", id AS "requestId"
    FROM tenant.member_request
    WHERE office_id = ${officeId} AND account_id = ${accountId} AND kind = 'relative' AND state = 'granted'
    ORDER BY member_id, id DESC`);
}

/** A person's own requests for another phone, the latest first. */
export async function findPhoneRequests(
  transaction: Transaction,
  officeId: string,
  personId: string,
): Promise<readonly RequestRow[]> {
  return await transaction.rows<RequestRow>(sql`
    SELECT ${COLUMNS} FROM tenant.member_request r
    JOIN tenant.person p ON p.office_id = r.office_id AND p.id = r.person_id
    WHERE r.office_id = ${officeId} AND r.person_id = ${personId} AND r.kind = 'phone' ORDER BY r.id DESC LIMIT 10`);
}

/** What a unit asked for its members, the latest first, before that one. */
export async function findRequestsOfUnit(
  transaction: Transaction,
  officeId: string,
  unitId: string,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<readonly RequestRow[]> {
  return await transaction.rows<RequestRow>(sql`
    SELECT ${COLUMNS} FROM tenant.member_request r
    JOIN tenant.person p ON p.office_id = r.office_id AND p.id = r.person_id
    WHERE r.office_id = ${officeId} AND r.unit_id = ${unitId} AND r.origin = 'unit'
      ${before === undefined ? empty : sql`AND r.id < ${before}`}
    ORDER BY r.id DESC LIMIT ${limit}`);
}

/** The request of a person for another phone that was granted last. */
export function findGrantedPhone(
  transaction: Transaction,
  officeId: string,
  personId: string,
): Promise<RequestRow | undefined> {
  return transaction.findRow<RequestRow>(sql`
    SELECT ${COLUMNS} FROM tenant.member_request r
    JOIN tenant.person p ON p.office_id = r.office_id AND p.id = r.person_id
    WHERE r.office_id = ${officeId} AND r.person_id = ${personId} AND r.kind = 'phone' AND r.state = 'granted'
      AND p.wrapped_key IS NOT NULL
    ORDER BY r.decided_at DESC, r.id DESC LIMIT 1`);
}
