import { type HashColumns, hashColumns, openMember } from '#modules/persons/index.ts';
import type { KeyRing } from '#platform/cryptography/key-ring.ts';
import { type LookupDomain, lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { takeRandomBytes } from '#platform/cryptography/random-pool.ts';
import { personKeyContext } from '#platform/cryptography/seal-person.ts';
import { openJson, unwrapPersonKey } from '#platform/cryptography/sealing.ts';
import { lastKeyOf } from './keyset-store.ts';
import {
  findUnhashedCards,
  findUnhashedPersons,
  findUnhashedPhones,
  type SealedOfPerson,
  setCardHashes,
  setPhoneHashes,
  setResidentHashes,
} from './person-hash-store.ts';
import type { Sweep, SweepBatch, SweptBatch } from './sweep.ts';

/** The ring with both versions, and the column of the one that is coming. */
export interface Filling {
  readonly ring: KeyRing;
  /** Of the version to come; the other holds the one before. */
  readonly column: 0 | 1;
}

/** The hash of a text under the version to come. */
export function comingHash({ ring, column }: Filling, domain: LookupDomain, text: string): Buffer {
  const columns: HashColumns = hashColumns(lookupHashes(ring, domain, text));
  const hash = column === 0 ? columns.hash0 : columns.hash1;
  if (hash === null) throw new Error('the ring lacks the version to come');
  return hash;
}

/** Hashes of resident IDs. A deleted person has a random one before and gets a random one now. */
export function fillPersons(filling: Filling): Sweep {
  const batch = async (batch: SweepBatch): Promise<SweptBatch> => {
    const rows = await findUnhashedPersons(filling.column, batch);
    const hashes = rows.map((row) => {
      if (row.wrapped_key === null) return takeRandomBytes(32);
      if (row.sealed === null) throw new Error(`person ${row.person_id} is nobody's member`);
      const person = openMember(filling.ring, { ...row, sealed: row.sealed });
      return comingHash(filling, 'resident-id', person?.residentId ?? '');
    });
    await setResidentHashes(filling.column, batch, rows, hashes);
    return { lastKey: lastKeyOf(rows, batch.rows), touched: rows.length };
  };
  return { name: 'tenant.person', scope: 'office', batch };
}

/** Hashes of members' phones. */
export function fillMemberPhones(filling: Filling): Sweep {
  const batch = async (batch: SweepBatch): Promise<SweptBatch> => {
    const rows = await findUnhashedPhones(filling.column, batch);
    const hashes = rows.map((row) => {
      const phone = openMember(filling.ring, row)?.phone;
      if (phone === undefined) throw new Error(`member ${row.id} has the hash of a phone, and no phone`);
      return comingHash(filling, 'phone', phone);
    });
    await setPhoneHashes(filling.column, batch, rows, hashes);
    return { lastKey: lastKeyOf(rows, batch.rows), touched: rows.length };
  };
  return { name: 'tenant.member', scope: 'office', batch };
}

/** Hashes of cards; of a person who was deleted, random ones. */
export function fillCards(filling: Filling): Sweep {
  const batch = async (batch: SweepBatch): Promise<SweptBatch> => {
    const rows = await findUnhashedCards(filling.column, batch);
    const hashes = rows.map((row) =>
      row.wrapped_key === null ? takeRandomBytes(32) : comingHash(filling, 'card', cardOf(filling.ring, row)),
    );
    await setCardHashes(filling.column, batch, rows, hashes);
    return { lastKey: lastKeyOf(rows, batch.rows), touched: rows.length };
  };
  return { name: 'tenant.payee_account', scope: 'office', batch };
}

function cardOf(ring: KeyRing, { office_id: officeId, person_id, wrapped_key, id, sealed }: SealedOfPerson): string {
  const key = unwrapPersonKey(ring, personKeyContext(officeId, person_id), wrapped_key ?? Buffer.alloc(0));
  const account = key.ok
    ? openJson<{ readonly cardNumber: string }>(key.value, { table: 'payee_account', officeId, id }, sealed)
    : key;
  if (!account.ok) throw new Error(`payee account ${id} does not open: ${account.error}`);
  return account.value.cardNumber;
}
