export { adjudicateCase, type CaseRefusal } from './adjudicate-case.ts';
export {
  type AppealedClaim,
  hadPartIn,
  isDecided,
  lockAppealedClaim,
  type ReopenClaimRefusal,
  reopenClaim,
} from './appealed-claim.ts';
export { type AssignClaimRefusal, assignClaimTo } from './assign-claims.ts';
export { type ClaimRef, changeClaims } from './change-claims.ts';
export { type CorrectCaseRefusal, type CorrectedCase, correctCase, type Evidence } from './correct-case.ts';
export type { Corrections } from './correct-claim.ts';
export type { RowOutcome } from './decide-import.ts';
export { type DeterminePartRefusal, determinePart } from './determine-part.ts';
export { examineClaim, findOwnSupplement } from './examine-claim.ts';
export { findUnusual } from './explain-flags.ts';
export {
  type ClaimSummary,
  type FindClaimsInput,
  findClaims,
  findMyClaims,
  type ListedMemberClaim,
} from './find-claims.ts';
export { type EntitledPeriod, type Entitlement, findEntitlements, type LimitLeft } from './find-entitlements.ts';
export { findClaimFigures } from './find-figures.ts';
export {
  findImports,
  readImportOutcomes,
  type SettlementImportSummary,
  type SettlementOutcome,
} from './find-imports.ts';
export { countSharers } from './flag-store.ts';
export { freePlace } from './free-place.ts';
export {
  type ClaimDecision,
  type ClaimDetail,
  type ClaimReview,
  type GetClaimRefusal,
  getClaim,
  type Recomputed,
  type RuledDecision,
  type RuledStep,
  recomputeDecision,
} from './get-claim.ts';
export { type ClaimAsTold, getClaimAsTold, getOwnClaim, type OwnClaim } from './get-own-claim.ts';
export {
  type FaultyImportRow,
  type ImportedSettlements,
  type ImportSettlementsRefusal,
  type ImportStage,
  importSettlements,
  type SettlementImport,
} from './import-settlements.ts';
export {
  MOST_CLAIMS_PASSED,
  type NotPassed,
  type PassClaimsInput,
  type PassClaimsRefusal,
  type PassedClaims,
  passClaims,
} from './pass-claims.ts';
export { recordPrintedNotice } from './print-notice.ts';
export { type Redecided, redecideDelayed } from './redecide-period.ts';
export { reduceExcess } from './reduce-excess.ts';
export { type ReviewClaimInput, type ReviewClaimRefusal, type ReviewedClaim, reviewClaim } from './review-claim.ts';
export type { ReviewObstacle } from './review-obstacle.ts';
export {
  type AppliedRuling,
  type RuledAmount,
  type RulingChange,
  type RulingRefusal,
  ruleOnClaim,
  tryRuling,
} from './rule-on-claim.ts';
export { markInvestigated } from './ruling-store.ts';
export type { Recipient, ToldClaim } from './sealed-claim.ts';
export { SettlementHashes } from './settlement-hashes.ts';
export type { ClaimState } from './states.ts';
export { type ClaimToSubmit, type SubmitClaimRefusal, type SubmittedClaim, submitClaim } from './submit-claim.ts';
export {
  type GoOnWithoutRefusal,
  goOnWithout,
  type ResumeClaimRefusal,
  type ResumedClaim,
  resumeClaim,
  type Supplement,
} from './supplement.ts';
export { type ApprovalToWithdraw, type WithdrawApprovalRefusal, withdrawApprovalIn } from './withdraw-approval.ts';
