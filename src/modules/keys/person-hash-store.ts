import sql from 'sql-template-tag';
import type { SealedMember } from '#modules/persons/index.ts';
import { andAfter, inOrder, type KeyedRow, keyAsText, pairOf } from './keyset-store.ts';
import type { SweepBatch } from './sweep.ts';

const BY_ID = [['id', 'uuid']] as const;

export interface UnhashedPerson extends KeyedRow, Omit<SealedMember, 'sealed'> {
  readonly before: Buffer;
  /** Of one of his memberships. */
  readonly sealed: Buffer | null;
}

/** A batch of the persons whose resident ID has no hash in that column yet. */
export async function findUnhashedPersons(
  column: 0 | 1,
  { transaction, officeId, afterKey, rows: limit }: SweepBatch,
): Promise<readonly UnhashedPerson[]> {
  const { coming, before } = pairOf('resident_hash', column);
  return await transaction.rows<UnhashedPerson>(sql`
    SELECT ${keyAsText(BY_ID)} AS key, t.office_id, t.id AS person_id, t.${before} AS before, t.wrapped_key,
      (SELECT m.sealed FROM tenant.member m WHERE m.office_id = t.office_id AND m.person_id = t.id LIMIT 1) AS sealed
    FROM tenant.person t
    WHERE t.office_id = ${officeId} AND t.${coming} IS NULL ${andAfter(BY_ID, afterKey)}
    ${inOrder(BY_ID)} LIMIT ${limit}`);
}

export async function setResidentHashes(
  column: 0 | 1,
  { transaction, officeId }: SweepBatch,
  persons: readonly UnhashedPerson[],
  hashes: readonly Buffer[],
): Promise<void> {
  const { coming, before } = pairOf('resident_hash', column);
  await transaction.run(sql`
    UPDATE tenant.person p SET ${coming} = n.hash
    FROM unnest(${persons.map((row) => row.person_id)}::uuid[], ${persons.map((row) => row.before)}::bytea[],
      ${hashes}::bytea[]) AS n (id, before, hash)
    WHERE p.office_id = ${officeId} AND p.id = n.id AND p.${before} = n.before AND p.${coming} IS NULL`);
}

/** Something sealed under a person's key, by its own id. */
export interface SealedOfPerson extends KeyedRow, SealedMember {
  readonly id: string;
}

/** A batch of the members whose phone has a hash in the other column alone. */
export async function findUnhashedPhones(
  column: 0 | 1,
  { transaction, officeId, afterKey, rows: limit }: SweepBatch,
): Promise<readonly SealedOfPerson[]> {
  const { coming, before } = pairOf('phone_hash', column);
  return await transaction.rows<SealedOfPerson>(sql`
    SELECT ${keyAsText(BY_ID)} AS key, t.office_id, t.id, t.person_id, t.sealed, p.wrapped_key
    FROM tenant.member t JOIN tenant.person p ON p.office_id = t.office_id AND p.id = t.person_id
    WHERE t.office_id = ${officeId} AND t.${before} IS NOT NULL AND t.${coming} IS NULL AND p.wrapped_key IS NOT NULL
      ${andAfter(BY_ID, afterKey)}
    ${inOrder(BY_ID)} LIMIT ${limit}`);
}

export async function setPhoneHashes(
  column: 0 | 1,
  { transaction, officeId }: SweepBatch,
  members: readonly SealedOfPerson[],
  hashes: readonly Buffer[],
): Promise<void> {
  const { coming } = pairOf('phone_hash', column);
  await transaction.run(sql`
    UPDATE tenant.member m SET ${coming} = n.hash
    FROM unnest(${members.map((row) => row.id)}::uuid[], ${members.map((row) => row.sealed)}::bytea[], ${hashes}::bytea[])
      AS n (id, sealed, hash)
    WHERE m.office_id = ${officeId} AND m.id = n.id AND m.sealed = n.sealed AND m.${coming} IS NULL`);
}

/** A batch of the cards that have no hash in that column yet. */
export async function findUnhashedCards(
  column: 0 | 1,
  { transaction, officeId, afterKey, rows: limit }: SweepBatch,
): Promise<readonly SealedOfPerson[]> {
  const { coming } = pairOf('card_hash', column);
  return await transaction.rows<SealedOfPerson>(sql`
    SELECT ${keyAsText(BY_ID)} AS key, t.office_id, t.id, t.person_id, t.sealed, p.wrapped_key
    FROM tenant.payee_account t JOIN tenant.person p ON p.office_id = t.office_id AND p.id = t.person_id
    WHERE t.office_id = ${officeId} AND t.${coming} IS NULL ${andAfter(BY_ID, afterKey)}
    ${inOrder(BY_ID)} LIMIT ${limit}`);
}

export async function setCardHashes(
  column: 0 | 1,
  { transaction, officeId }: SweepBatch,
  cards: readonly SealedOfPerson[],
  hashes: readonly Buffer[],
): Promise<void> {
  const { coming } = pairOf('card_hash', column);
  await transaction.run(sql`
    UPDATE tenant.payee_account a SET ${coming} = n.hash
    FROM unnest(${cards.map((row) => row.id)}::uuid[], ${hashes}::bytea[]) AS n (id, hash)
    WHERE a.office_id = ${officeId} AND a.id = n.id AND a.${coming} IS NULL`);
}
