export { type CloseBooksRefusal, closeMonth } from './close-month.ts';
export { type EarnedContributions, earnContributions } from './earn-contributions.ts';
export { type ExplainDifferenceRefusal, explainDifference } from './explain-difference.ts';
export { type ExportBooksInput, type ExportBooksRefusal, exportBooks } from './export-books.ts';
export { findBankFlows } from './find-bank-rows.ts';
export { findHindrances, findYearEnd, type Hindrance } from './find-hindrances.ts';
export { findDifferences, findReconciliations, type ReconciliationUnknown } from './find-reconciliations.ts';
export { findTargets } from './find-targets.ts';
export { type FundStatement, fundStatement } from './fund-statement.ts';
export {
  findReserveRates,
  type ProposeReservesRefusal,
  proposeReserves,
  type ReserveReckoning,
  reckonReserves,
  type SetRateRefusal,
  setReserveRate,
} from './reckon-reserves.ts';
export { CAUSE_WORDS, type Difference, type Reconciled, reconcile } from './reconcile.ts';
export type { ReserveRateKind } from './reserve-store.ts';
