export {
  type ApprovePayoutBatchRefusal,
  approvePayoutBatch,
  type ChangedPayoutBatch,
  type WithdrawPayoutBatchRefusal,
  withdrawPayoutBatch,
} from './approve-payout-batch.ts';
export { findOwnPayeeAccount, hasPayeeAccount, type OwnPayeeAccount } from './find-payee-account.ts';
export { findPayoutBatches, findWaitingForCard, type PayoutBatch } from './find-payout-batches.ts';
export { findPayoutResultFiles, findPayouts, findStrayResults } from './find-payouts.ts';
export {
  type ImportedPayoutResults,
  type ImportPayoutResultsRefusal,
  importPayoutResults,
} from './import-payout-results.ts';
export { findPayoutLimits, type PayoutLimits, setPayoutLimits } from './limit-payouts.ts';
export {
  type MadePayoutBatch,
  type MakePayoutBatchInput,
  type MakePayoutBatchRefusal,
  makePayoutBatch,
} from './make-payout-batch.ts';
export {
  type BeneficiaryInput,
  type ChangeShareCardRefusal,
  changeShareCard,
  type NameBeneficiariesRefusal,
  nameBeneficiaries,
} from './name-beneficiaries.ts';
export {
  MOST_ACCOUNTS,
  type PayeeAccountInput,
  type RegisteredPayeeAccounts,
  type RegisterPayeeAccountsInput,
  type RegisterPayeeAccountsRefusal,
  registerPayeeAccounts,
} from './register-payee-accounts.ts';
export type { ListedPayout, PayoutFilter, ResultFile, ResultOutcome, ResultRow } from './result-store.ts';
export { type PayoutVerdict, type SettledVerdict, settlePayouts } from './settle-payouts.ts';
export type { PayoutBatchState, PayoutState } from './states.ts';
export type { CountedClaims, FileLayout } from './store.ts';
export {
  type PayoutFile,
  type SendPayoutBatchRefusal,
  type SentPayoutBatch,
  sendPayoutBatch,
  type WritePayoutFileRefusal,
  writePayoutFile,
} from './write-payout-file.ts';
