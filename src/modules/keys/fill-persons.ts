import sql, { raw, type Sql } from 'sql-template-tag';
import { type HashColumns, hashColumns, openMember, type SealedMember } from '#modules/persons/index.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { type LookupDomain, lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { takeRandomBytes } from '#platform/cryptography/random-pool.ts';
import { personKeyContext } from '#platform/cryptography/seal-person.ts';
import { openJson, unwrapPersonKey } from '#platform/cryptography/sealing.ts';
import { andAfter, inOrder, type KeyedRow, keyAsText, lastKeyOf } from './keyset.ts';
import type { Sweep, SweepBatch, SweptBatch } from './sweep.ts';

/** The ring with both versions, and the column of the one that is coming. */
export interface Filling {
  readonly ring: KeyRing;
  /** Of the version to come; the other holds the one before. */
  readonly column: 0 | 1;
}

const BY_ID = [['id', 'uuid']] as const;

/** The hash of a text under the version to come. */
export function comingHash({ ring, column }: Filling, domain: LookupDomain, text: string): Buffer {
  const columns: HashColumns = hashColumns(lookupHashes(ring, domain, text));
  const hash = column === 0 ? columns.hash0 : columns.hash1;
  if (hash === null) throw new Error('the ring lacks the version to come');
  return hash;
}

/** `<column>_<n>` of the version to come, and of the one before. */
export function pairOf(column: string, { column: coming }: Pick<Filling, 'column'>): { coming: Sql; before: Sql } {
  return { coming: raw(`${column}_${coming}`), before: raw(`${column}_${1 - coming}`) };
}

interface PersonRow extends KeyedRow, Omit<SealedMember, 'sealed'> {
  readonly before: Buffer;
  readonly sealed: Buffer | null;
}

/** Hashes of resident IDs. A deleted person has a random one before and gets a random one now. */
export function fillPersons(filling: Filling): Sweep {
  const { coming, before } = pairOf('resident_hash', filling);
  const batch = async ({ transaction, officeId, afterKey, rows: limit }: SweepBatch): Promise<SweptBatch> => {
    const rows = await transaction.rows<PersonRow>(sql`
      SELECT ${keyAsText(BY_ID)} AS key, t.office_id, t.id AS person_id, t.${before} AS before, t.wrapped_key,
        (SELECT m.sealed FROM tenant.member m WHERE m.office_id = t.office_id AND m.person_id = t.id LIMIT 1) AS sealed
      FROM tenant.person t
      WHERE t.office_id = ${officeId} AND t.${coming} IS NULL ${andAfter(BY_ID, afterKey)}
      ${inOrder(BY_ID)} LIMIT ${limit}`);
    const hashes = rows.map((row) => {
      if (row.wrapped_key === null) return takeRandomBytes(32);
      if (row.sealed === null) throw new Error(`person ${row.person_id} is nobody's member`);
      const person = openMember(filling.ring, { ...row, sealed: row.sealed });
      return comingHash(filling, 'resident-id', person?.residentId ?? '');
    });
    await transaction.run(sql`
      UPDATE tenant.person p SET ${coming} = n.hash
      FROM unnest(${rows.map((row) => row.person_id)}::uuid[], ${rows.map((row) => row.before)}::bytea[],
        ${hashes}::bytea[]) AS n (id, before, hash)
      WHERE p.office_id = ${officeId} AND p.id = n.id AND p.${before} = n.before AND p.${coming} IS NULL`);
    return { lastKey: lastKeyOf(rows, limit), touched: rows.length };
  };
  return { name: 'tenant.person', scope: 'office', batch };
}

/** Hashes of members' phones. */
export function fillMemberPhones(filling: Filling): Sweep {
  const { coming, before } = pairOf('phone_hash', filling);
  const batch = async ({ transaction, officeId, afterKey, rows: limit }: SweepBatch): Promise<SweptBatch> => {
    const rows = await transaction.rows<KeyedRow & SealedMember & { id: string }>(sql`
      SELECT ${keyAsText(BY_ID)} AS key, t.office_id, t.id, t.person_id, t.sealed, p.wrapped_key
      FROM tenant.member t JOIN tenant.person p ON p.office_id = t.office_id AND p.id = t.person_id
      WHERE t.office_id = ${officeId} AND t.${before} IS NOT NULL AND t.${coming} IS NULL AND p.wrapped_key IS NOT NULL
        ${andAfter(BY_ID, afterKey)}
      ${inOrder(BY_ID)} LIMIT ${limit}`);
    const hashes = rows.map((row) => {
      const phone = openMember(filling.ring, row)?.phone;
      if (phone === undefined) throw new Error(`member ${row.id} has the hash of a phone, and no phone`);
      return comingHash(filling, 'phone', phone);
    });
    await transaction.run(sql`
      UPDATE tenant.member m SET ${coming} = n.hash
      FROM unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.sealed)}::bytea[], ${hashes}::bytea[])
        AS n (id, sealed, hash)
      WHERE m.office_id = ${officeId} AND m.id = n.id AND m.sealed = n.sealed AND m.${coming} IS NULL`);
    return { lastKey: lastKeyOf(rows, limit), touched: rows.length };
  };
  return { name: 'tenant.member', scope: 'office', batch };
}

interface CardRow extends KeyedRow, SealedMember {
  readonly id: string;
}

/** Hashes of cards; of a person who was deleted, random ones. */
export function fillCards(filling: Filling): Sweep {
  const { coming } = pairOf('card_hash', filling);
  const batch = async ({ transaction, officeId, afterKey, rows: limit }: SweepBatch): Promise<SweptBatch> => {
    const rows = await transaction.rows<CardRow>(sql`
      SELECT ${keyAsText(BY_ID)} AS key, t.office_id, t.id, t.person_id, t.sealed, p.wrapped_key
      FROM tenant.payee_account t JOIN tenant.person p ON p.office_id = t.office_id AND p.id = t.person_id
      WHERE t.office_id = ${officeId} AND t.${coming} IS NULL ${andAfter(BY_ID, afterKey)}
      ${inOrder(BY_ID)} LIMIT ${limit}`);
    const hashes = rows.map((row) =>
      row.wrapped_key === null ? takeRandomBytes(32) : comingHash(filling, 'card', cardOf(filling.ring, row)),
    );
    await transaction.run(sql`
      UPDATE tenant.payee_account a SET ${coming} = n.hash
      FROM unnest(${rows.map((row) => row.id)}::uuid[], ${hashes}::bytea[]) AS n (id, hash)
      WHERE a.office_id = ${officeId} AND a.id = n.id AND a.${coming} IS NULL`);
    return { lastKey: lastKeyOf(rows, limit), touched: rows.length };
  };
  return { name: 'tenant.payee_account', scope: 'office', batch };
}

function cardOf(ring: KeyRing, { office_id: officeId, person_id, wrapped_key, id, sealed }: CardRow): string {
  const key = unwrapPersonKey(ring, personKeyContext(officeId, person_id), wrapped_key ?? Buffer.alloc(0));
  const account = key.ok
    ? openJson<{ readonly cardNumber: string }>(key.value, { table: 'payee_account', officeId, id }, sealed)
    : key;
  if (!account.ok) throw new Error(`payee account ${id} does not open: ${account.error}`);
  return account.value.cardNumber;
}
