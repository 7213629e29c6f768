export {
  type AcceptedInvitation,
  type AcceptInvitationRefusal,
  acceptInvitation,
  type InvitationToAccept,
} from './accept-invitation.ts';
export { accountNames, accountsToTell } from './account-names.ts';
export {
  type AccountToAdminister,
  type AdministerAccountRefusal,
  disableAccount,
  enableAccount,
  resetSecondFactor,
  unlockAccount,
} from './administer-account.ts';
export {
  type AssignRoleRefusal,
  assignRole,
  type RoleToAssign,
  type WithdrawRoleRefusal,
  withdrawRole,
} from './assign-role.ts';
export type { BegunSession } from './begin-session.ts';
export { type ChangePasswordRefusal, changePassword } from './change-password.ts';
export { type AccountSummary, findAccountNames, findAccounts, findOwnAccount } from './find-accounts.ts';
export {
  type AccountToInvite,
  type Invitation,
  type InviteAccountRefusal,
  inviteAccount,
  inviteWithin,
} from './invite-account.ts';
export { checkPerson, type FaultyPerson, type NamedPerson } from './person-fields.ts';
export { forgetEndedSessions, type ResolvedSession, resolveSession } from './resolve-session.ts';
export {
  type CodeRefusal,
  type ConfirmRefusal,
  confirmSecondFactor,
  type SetUpRefusal,
  setUpSecondFactor,
  type TotpSetUp,
  verifySecondFactor,
} from './second-factor.ts';
export {
  type ChangeSecuritySettingsRefusal,
  changeSecuritySettings,
  findSecuritySettings,
  type SecuritySettings,
} from './security-settings.ts';
export { endSessionsOfUnit, widenSessions } from './session-store.ts';
export { type SignInRefusal, signIn } from './sign-in.ts';
export { signInForDemonstration } from './sign-in-for-demonstration.ts';
export { signOut } from './sign-out.ts';
