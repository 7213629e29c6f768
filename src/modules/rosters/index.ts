export {
  type FiledFault,
  type FiledRoster,
  type FileRosterInput,
  type FileRosterRefusal,
  type FilingOptions,
  fileRoster,
} from './file-roster.ts';
export {
  type ReviewedRoster,
  type ReviewRosterInput,
  type ReviewRosterRefusal,
  reviewRoster,
} from './review-roster.ts';
export type { FundingSource, RosterDeclaration, RosterPayer, VoidedRow } from './roster.ts';
export { type SubmitRosterInput, type SubmitRosterRefusal, type SubmittedRoster, submitRoster } from './submit-roster.ts';
