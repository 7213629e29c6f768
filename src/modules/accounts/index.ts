export {
  type AccountToInvite,
  type Invitation,
  type InviteAccountRefusal,
  inviteAccount,
  inviteWithin,
} from './invite-account.ts';
export { checkPerson, type FaultyPerson, type NamedPerson } from './person-fields.ts';
export { forgetEndedSessions, type ResolvedSession, resolveSession } from './resolve-session.ts';
export { endSessionsOfUnit, widenSessions } from './session-store.ts';
