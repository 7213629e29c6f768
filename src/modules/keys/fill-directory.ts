import { personKeyOf } from '#modules/persons/index.ts';
import { openWithRing } from '#platform/cryptography/sealing.ts';
import {
  findUnhashedAccounts,
  findUnkeyed,
  type PersonKeyed,
  setAccountHashes,
  setPersonKeys,
} from './directory-hash-store.ts';
import { comingHash, type Filling } from './fill-persons.ts';
import { lastKeyOf } from './keyset-store.ts';
import type { Sweep, SweepBatch, SweptBatch } from './sweep.ts';

/** Hashes of accounts' phones and, in the directory, of their sign-in names. */
export function fillAccounts(filling: Filling): Sweep {
  const batch = async (batch: SweepBatch): Promise<SweptBatch> => {
    const rows = await findUnhashedAccounts(filling.column, batch);
    const fields = rows.map(({ id, sealed }) => {
      const context = { table: 'account', officeId: batch.officeId, id };
      const opened = openWithRing<{ readonly phone: string; readonly signInName: string }>(
        filling.ring,
        context,
        sealed,
      );
      if (!opened.ok) throw new Error(`account ${id} does not open: ${opened.error}`);
      return opened.value;
    });
    await setAccountHashes(filling.column, batch, rows, {
      ofPhones: fields.map((each) => comingHash(filling, 'phone', each.phone)),
      ofNames: fields.map((each) => comingHash(filling, 'sign-in', each.signInName)),
    });
    return { lastKey: lastKeyOf(rows, batch.rows), touched: rows.length };
  };
  return { name: 'tenant.account', scope: 'administration', batch };
}

/** Persons of covers and reservations in the nation's directory, by their hashes of the version before. After the persons. */
export function fillDirectory({ column }: Filling): readonly Sweep[] {
  const tables: readonly PersonKeyed[] = [
    { table: 'cover', key: [['cover_id', 'uuid']] },
    {
      table: 'cover_reservation',
      key: [
        ['roster_id', 'uuid'],
        [`person_key_${1 - column}`, 'uuid'],
      ],
    },
  ];
  return tables.map((keyed) => ({
    name: `directory.${keyed.table}`,
    scope: 'office',
    batch: async (batch) => {
      const rows = await findUnkeyed(keyed, column, batch);
      const found = rows.flatMap((row) => (row.hash === null ? [] : [{ ...row, hash: row.hash }]));
      const personKeys = found.map(({ hash }) => personKeyOf(hash));
      await setPersonKeys(keyed, column, batch, found, personKeys);
      return { lastKey: lastKeyOf(rows, batch.rows), touched: rows.length };
    },
  }));
}
