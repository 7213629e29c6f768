import type { Act } from '#platform/acts/act.ts';
import { lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { personKeyContext } from '#platform/cryptography/seal-person.ts';
import { createPersonKey, wrapPersonKey } from '#platform/cryptography/sealing.ts';
import { hashColumns } from './hash-columns.ts';
import { findPersonsByHash, insertPerson } from './store.ts';

/** The person of that resident ID in the act's office, who may be a member of none of its units; his id. */
export async function admitPerson(act: Act, residentId: string): Promise<string> {
  const { transaction, officeId } = act;
  const ring = act.platform.ring();
  const hash = hashColumns(lookupHashes(ring, 'resident-id', residentId));
  const lookUp = (hash.current === 0 ? hash.hash0 : hash.hash1) ?? Buffer.alloc(0);
  const known = (await findPersonsByHash(transaction, officeId, hash.current, [lookUp])).get(lookUp.toString('hex'));
  if (known !== undefined) return known.id;
  const personId = act.newId();
  const wrappedKey = wrapPersonKey(ring, personKeyContext(officeId, personId), createPersonKey());
  await insertPerson(act, personId, hash, wrappedKey);
  return personId;
}
