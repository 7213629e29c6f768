export {
  type ApprovePayoutBatchRefusal,
  approvePayoutBatch,
  type ChangedPayoutBatch,
  type WithdrawPayoutBatchRefusal,
  withdrawPayoutBatch,
} from './approve-payout-batch.ts';
export { type BankLayout, type BankLayoutFault, type BankTextField, EXAMPLE_BANK_LAYOUT } from './bank-layout.ts';
export {
  type DecideBankLayoutRefusal,
  decideBankLayout,
  findBankLayouts,
  type ProposeBankLayoutRefusal,
  proposeBankLayout,
} from './change-bank-layout.ts';
export { type Beneficiary, findBeneficiaries } from './find-beneficiaries.ts';
export { findOwnPayeeAccount, type OwnPayeeAccount } from './find-payee-account.ts';
export { findPayoutBatch, type PayoutBatchDetail } from './find-payout-batch.ts';
export { findPayoutBatches, findWaitingForCard, type PayoutBatch } from './find-payout-batches.ts';
export { findPayoutResultFiles, findPayouts, findStrayResults, type ListedPayout } from './find-payouts.ts';
export {
  type ImportedPayoutResults,
  type ImportPayoutResultsRefusal,
  importPayoutResults,
} from './import-payout-results.ts';
export { findPayoutLimitChanges, findPayoutLimits, type PayoutLimits, setPayoutLimits } from './limit-payouts.ts';
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
  nameShares,
} from './name-beneficiaries.ts';
export type { PayeeAccount } from './payee-account.ts';
export { hasPayeeAccount } from './payee-account-store.ts';
export type { PayoutRemark } from './payout-remarks.ts';
export {
  MOST_ACCOUNTS,
  type PayeeAccountInput,
  type RegisteredPayeeAccounts,
  type RegisterPayeeAccountsInput,
  type RegisterPayeeAccountsRefusal,
  registerPayeeAccounts,
} from './register-payee-accounts.ts';
export { type RequestCardRefusal, requestCard } from './request-card.ts';
export type { PayoutFilter, ResultFile, ResultOutcome, ResultRow } from './result-store.ts';
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
