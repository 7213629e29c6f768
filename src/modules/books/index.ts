export { type CloseBooksRefusal, closeMonth } from './close-month.ts';
export { type EarnedContributions, earnContributions } from './earn-contributions.ts';
export { type ExportBooksInput, type ExportBooksRefusal, exportBooks } from './export-books.ts';
export { findDifferences, findReconciliations, type ReconciliationUnknown } from './find-reconciliations.ts';
export { type FundStatement, fundStatement } from './fund-statement.ts';
export { CAUSE_WORDS, type Difference, type Reconciled, reconcile } from './reconcile.ts';
