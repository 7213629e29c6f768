export { type HashColumns, hashColumns, lookUpColumn, personKeyOf } from './hash-columns.ts';
export {
  findMembers,
  findPersonsByHash,
  type KnownPerson,
  type MemberRecord,
  openMember,
  type SealedMember,
} from './store.ts';
