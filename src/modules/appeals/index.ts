/** Appeals against decisions on claims: the office examines again, the expert committee rules finally. */
export { type EscalateAppealRefusal, escalateAppeal } from './escalate-appeal.ts';
export { type AppealToExamine, type ExamineAppealRefusal, examineAppeal } from './examine-appeal.ts';
export { type FileAppealRefusal, fileAppeal } from './file-appeal.ts';
export {
  type Appeal,
  type AppealCase,
  type AppealSummary,
  findAppeals,
  findClaimAppeals,
  type GetAppealRefusal,
  getAppealCase,
} from './find-appeals.ts';
export {
  type ProposeRulingRefusal,
  proposeRuling,
  tryProposal,
  type WithdrawProposalRefusal,
  withdrawProposal,
} from './propose-ruling.ts';
export { type VoteRefusal, voteOnRuling } from './vote-on-ruling.ts';
