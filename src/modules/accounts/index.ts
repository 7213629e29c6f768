export { type AcceptInvitationRefusal, acceptInvitation } from './accept-invitation.ts';
export { accountNames, accountsToTell } from './account-names.ts';
export {
  type AdministerAccountRefusal,
  disableAccount,
  enableAccount,
  resetSecondFactor,
  unlockAccount,
} from './administer-account.ts';
export {
  type AskAsRelativeRefusal,
  askAsRelative,
  type RequestRelativeCodeRefusal,
  requestRelativeCode,
} from './ask-as-relative.ts';
export { type AskPhoneChangeRefusal, askPhoneChange } from './ask-phone-change.ts';
export {
  type AssignRoleRefusal,
  assignRole,
  type WithdrawRoleRefusal,
  withdrawRole,
} from './assign-role.ts';
export { type ChangePasswordRefusal, changePassword } from './change-password.ts';
export { type DecideMemberRequestRefusal, decideMemberRequest } from './decide-member-request.ts';
export { type AccountSummary, findAccounts, findOwnAccount, openAccount } from './find-accounts.ts';
export {
  findInvitations,
  type InvitationSummary,
  type RevokeInvitationRefusal,
  revokeInvitation,
} from './find-invitations.ts';
export {
  findMemberRequests,
  findOwnLinks,
  findOwnPhoneRequests,
  findUnitPhoneRequests,
  type Link,
  type MemberRequest,
  viewMemberRequest,
} from './find-member-requests.ts';
export { type Invitation, type InviteAccountRefusal, inviteAccount, inviteWithin } from './invite-account.ts';
export { checkPerson, type FaultyPerson, type NamedPerson } from './person-fields.ts';
export { type RequestSignInCodeRefusal, requestSignInCode } from './request-sign-in-code.ts';
export { forgetEndedSessions, type ResolvedSession, resolveSession } from './resolve-session.ts';
export { type ConfirmRefusal, confirmSecondFactor, setUpSecondFactor, verifySecondFactor } from './second-factor.ts';
export {
  type ChangeSecuritySettingsRefusal,
  changeSecuritySettings,
  findSecuritySettings,
  type SecuritySettings,
} from './security-settings.ts';
export { endSessionsOfUnit, widenSessions } from './session-store.ts';
export { type SignInRefusal, signIn } from './sign-in.ts';
export { signInForDemonstration } from './sign-in-for-demonstration.ts';
export {
  findMemberOffices,
  type MemberOffice,
  type SignInMemberRefusal,
  signInMember,
  switchMemberOffice,
} from './sign-in-member.ts';
export { signOut } from './sign-out.ts';
