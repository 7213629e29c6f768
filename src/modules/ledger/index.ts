export { ACCOUNTS, type Account, type AccountName, CHART } from './chart-of-accounts.ts';
export type { EntryCursor, EntryFilter, LedgerEntry } from './entry.ts';
export { type AccountBalance, balancesOn, type TrialBalance, trialBalance } from './find-balances.ts';
export { findEntries } from './find-entries.ts';
export { foldMovements } from './fold-movements.ts';
export { type LedgerMonthClosed, type Posting, post, postMany } from './post.ts';
export { type LedgerEvent, POSTING_TABLE } from './posting-table.ts';
export { correct, type PostingRef, type ReversalRefusal, reverse } from './reverse-posting.ts';
