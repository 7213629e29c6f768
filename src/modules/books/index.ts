export { type CloseBooksRefusal, closeMonth } from './close-month.ts';
export { type EarnedContributions, earnContributions } from './earn-contributions.ts';
export { type ExportBooksInput, type ExportBooksRefusal, exportBooks } from './export-books.ts';
export { type FundStatement, fundStatement } from './fund-statement.ts';
