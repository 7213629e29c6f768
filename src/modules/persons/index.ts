export { type AdmittedMember, admitMember, type CheckedPerson } from './admit-member.ts';
export { admitPerson } from './admit-person.ts';
export {
  type DeletePersonRefusal,
  type DeletionObstacle,
  deletePerson,
  findPersonDeletions,
  type PersonDeletion,
  type RequestPersonDeletionRefusal,
  refusePersonDeletion,
  requestPersonDeletion,
} from './delete-person.ts';
export { type HashColumns, hashColumns, lookUpColumn, personKeyOf } from './hash-columns.ts';
export { nameHolds } from './name-store.ts';
export {
  findMembers,
  findMembersOf,
  findPersonsByHash,
  type KnownMember,
  type KnownPerson,
  type MemberRecord,
  openMember,
  type SealedMember,
} from './store.ts';
