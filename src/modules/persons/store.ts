import sql, { raw } from 'sql-template-tag';
import type { Act } from '#platform/acts/act.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { openPerson, type PersonSecrets, type SealedPerson } from '#platform/cryptography/seal-person.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { type HashColumns, hashColumns } from './hash-columns.ts';

export interface KnownPerson {
  readonly id: string;
  readonly wrappedKey: Buffer;
}

/**
 * The persons of an office by their look-up hash, in hexadecimal. Persons whose key was deleted are not there: whoever
 * joins again joins as somebody new.
 *
 * Key by key (LATERAL with OFFSET 0, ADR 0013): tables that one transaction has just filled nobody has counted.
 */
export async function findPersonsByHash(
  transaction: Transaction,
  officeId: string,
  column: 0 | 1,
  hashes: readonly Uint8Array[],
): Promise<ReadonlyMap<string, KnownPerson>> {
  const hash = raw(column === 0 ? 'resident_hash_0' : 'resident_hash_1');
  const rows = await transaction.rows<{ hash: Buffer; id: string; wrapped_key: Buffer }>(sql`
    SELECT wanted.hash, found.id, found.wrapped_key
    FROM unnest(${hashes}::bytea[]) AS wanted (hash) CROSS JOIN LATERAL (
      SELECT id, wrapped_key FROM tenant.person
      WHERE office_id = ${officeId} AND ${hash} = wanted.hash AND wrapped_key IS NOT NULL OFFSET 0) AS found`);
  return new Map(rows.map((row) => [row.hash.toString('hex'), { id: row.id, wrappedKey: row.wrapped_key }]));
}

/** A member as stored: what {@link openMember} needs. */
export interface SealedMember {
  readonly office_id: string;
  readonly person_id: string;
  readonly wrapped_key: Buffer | null;
  readonly sealed: Buffer;
}

/** `undefined` where the person's key was deleted: he is gone, the books are whole. */
export function openMember(ring: KeyRing, member: SealedMember): PersonSecrets | undefined {
  if (member.wrapped_key === null) return undefined;
  const opened = openPerson(ring, {
    officeId: member.office_id,
    personId: member.person_id,
    wrappedKey: member.wrapped_key,
    sealed: member.sealed,
  });
  if (!opened.ok) throw new Error(`a member does not open: ${opened.error}`);
  return opened.value;
}

export interface MemberRecord extends SealedMember {
  readonly member_id: string;
  readonly agency_id: string;
  readonly unit_id: string;
}

/** Members by id; those out of sight are not there. */
export async function findMembers(
  transaction: Transaction,
  officeId: string,
  memberIds: readonly string[],
): Promise<readonly MemberRecord[]> {
  return await transaction.rows<MemberRecord>(sql`
    SELECT m.office_id, m.id AS member_id, m.agency_id, m.unit_id, m.person_id, m.sealed, p.wrapped_key
    FROM tenant.member m JOIN tenant.person p ON p.office_id = m.office_id AND p.id = m.person_id
    WHERE m.office_id = ${officeId} AND m.id = ANY (${memberIds}::uuid[])`);
}

export interface KnownMember {
  readonly id: string;
  readonly sealed: Buffer;
}

/** The members that persons are in one unit, by person. */
export async function findMembersOf(
  transaction: Transaction,
  officeId: string,
  of: { readonly unitId: string; readonly personIds: readonly string[] },
): Promise<ReadonlyMap<string, KnownMember>> {
  if (of.personIds.length === 0) return new Map();
  const rows = await transaction.rows<KnownMember & { person_id: string }>(sql`
    SELECT wanted.person_id, found.id, found.sealed
    FROM unnest(${of.personIds}::uuid[]) AS wanted (person_id) CROSS JOIN LATERAL (
      SELECT id, sealed FROM tenant.member
      WHERE office_id = ${officeId} AND unit_id = ${of.unitId} AND person_id = wanted.person_id OFFSET 0) AS found`);
  return new Map(rows.map((row) => [row.person_id, row]));
}

export async function insertPerson(
  { transaction, officeId }: Act,
  personId: string,
  { hash0, hash1 }: HashColumns,
  wrappedKey: Buffer,
): Promise<void> {
  await transaction.run(sql`
    INSERT INTO tenant.person (office_id, id, resident_hash_0, resident_hash_1, wrapped_key)
    VALUES (${officeId}, ${personId}, ${hash0}, ${hash1}, ${wrappedKey})`);
}

export async function insertMember(
  { transaction, officeId }: Act,
  member: { readonly memberId: string; readonly personId: string; readonly unitId: string; readonly agencyId: string },
  { sealed, phoneHashes, nameTokens }: SealedPerson,
): Promise<void> {
  const phone = phoneHashes === undefined ? undefined : hashColumns(phoneHashes);
  await transaction.run(sql`
    INSERT INTO tenant.member (office_id, id, agency_id, unit_id, person_id, sealed, phone_hash_0, phone_hash_1)
    VALUES (${officeId}, ${member.memberId}, ${member.agencyId}, ${member.unitId}, ${member.personId}, ${sealed},
      ${phone?.hash0 ?? null}, ${phone?.hash1 ?? null})`);
  await transaction.run(sql`
    INSERT INTO tenant.member_token (office_id, agency_id, unit_id, token, member_id)
    SELECT ${officeId}, ${member.agencyId}, ${member.unitId}, token, ${member.memberId}
    FROM unnest(${nameTokens.flatMap(({ tokens }) => tokens.map(String))}::bigint[]) AS token
    ON CONFLICT DO NOTHING`);
}
