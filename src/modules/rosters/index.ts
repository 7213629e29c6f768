export { type AmendDraftRefusal, changeLeavers, restateEligible, setLeavers } from './amend-draft.ts';
export type { KeptFault } from './answered-faults.ts';
export {
  type DecideGrantRefusal,
  decideGrant,
  findGrants,
  type WithdrawGrantRefusal,
  withdrawGrant,
} from './decide-grant.ts';
export type { ChangedField, DifferenceKind } from './diff-store.ts';
export { type ExtendRosterInput, type ExtendRosterRefusal, extendRoster } from './extend-roster.ts';
export {
  type FiledRoster,
  type FileRosterInput,
  type FileRosterRefusal,
  fileRoster,
} from './file-roster.ts';
export type { FiledFault, FilingOptions } from './filing.ts';
export { findRosterChanges } from './find-changes.ts';
export { findRenewalMembers, type RenewalMember, type RenewalMembers } from './find-renewal-members.ts';
export { findRosterDiff, type MaskedPerson, type RosterDiff } from './find-roster-diff.ts';
export {
  findRoster,
  findRosterEntries,
  findRosterFaults,
  findRosters,
  type MaskedEntry,
  type RosterDetail,
} from './find-rosters.ts';
export type { ListedGrant } from './grant-store.ts';
export { type PassRostersRefusal, passRosters } from './pass-rosters.ts';
export {
  type PreparedRenewal,
  type PrepareRenewalInput,
  type PrepareRenewalRefusal,
  prepareRenewal,
} from './prepare-renewal.ts';
export { type ProposeGrantRefusal, proposeGrant } from './propose-grant.ts';
export type { ListedRoster, ReviewRow, RosterFilter } from './read-store.ts';
export {
  type DecideReplacementRefusal,
  decideReplacement,
  findReplacements,
  type RequestReplacementRefusal,
  requestReplacement,
} from './replace-member.ts';
export {
  type ReviewedRoster,
  type ReviewRosterInput,
  type ReviewRosterRefusal,
  reviewRoster,
} from './review-roster.ts';
export type { FundingSource, RosterDeclaration, RosterPayer, VoidedRow } from './roster.ts';
export { rosterFlags } from './roster-flags.ts';
export { rowsToRepair } from './rows-to-repair.ts';
export type { RosterAct, RosterState } from './states.ts';
export {
  type SubmitRosterInput,
  type SubmitRosterRefusal,
  type SubmittedRoster,
  submitRoster,
} from './submit-roster.ts';
export {
  type DropFaultRefusal,
  dropFault,
  type TypeRowInput,
  type TypeRowRefusal,
  typeRow,
} from './type-row.ts';
export { type WithdrawRosterRefusal, withdrawRoster } from './withdraw-roster.ts';
