import type { DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import { lookupHashes } from '#platform/cryptography/lookup-hash.ts';
import { sealPerson } from '#platform/cryptography/seal-person.ts';
import { hashColumns, personKeyOf } from './hash-columns.ts';
import { findMembersOf, findPersonsByHash, insertMember, insertPerson } from './store.ts';

/** Somebody who was checked already: numbers normalised. */
export interface CheckedPerson {
  readonly name: string;
  readonly residentId: string;
  readonly phone: string;
  readonly sex: 'male' | 'female';
  readonly bornOn: DayNumber;
}

export interface AdmittedMember {
  readonly personId: string;
  readonly memberId: string;
  /** By which the nation's directory knows him, and the column in which it stands. */
  readonly personKey: string;
  readonly column: 0 | 1;
}

/** One person as a member of a unit, inside an act; who is there already stays as the unit has filed him. */
export async function admitMember(
  act: Act,
  { unitId, agencyId }: { readonly unitId: string; readonly agencyId: string },
  person: CheckedPerson,
): Promise<AdmittedMember> {
  const { transaction, officeId } = act;
  const ring = act.platform.ring();
  const hash = hashColumns(lookupHashes(ring, 'resident-id', person.residentId));
  const column = hash.current;
  const lookUp = (column === 0 ? hash.hash0 : hash.hash1) ?? Buffer.alloc(0);
  const personKey = personKeyOf(lookUp);
  const known = (await findPersonsByHash(transaction, officeId, column, [lookUp])).get(lookUp.toString('hex'));
  const personId = known?.id ?? act.newId();
  const members = await findMembersOf(transaction, officeId, { unitId, personIds: [personId] });
  const member = members.get(personId);
  if (member !== undefined) return { personId, memberId: member.id, personKey, column };
  const sealed = sealPerson(ring, {
    officeId,
    personId,
    name: person.name,
    residentId: person.residentId,
    phone: person.phone,
    fields: { sex: person.sex, bornOn: person.bornOn, remark: '' },
    wrappedKey: known?.wrappedKey,
  });
  if (!sealed.ok) throw new Error(`the stored key of a person does not open: ${sealed.error}`);
  if (known === undefined) await insertPerson(act, personId, hash, sealed.value.wrappedKey);
  const memberId = act.newId();
  await insertMember(act, { memberId, personId, unitId, agencyId }, sealed.value);
  return { personId, memberId, personKey, column };
}
