export { ACCOUNTS, type AccountName, CHART } from './chart-of-accounts.ts';
export { type LedgerMonthClosed, type Posting, post, postMany } from './post.ts';
export { type LedgerEvent, POSTING_TABLE } from './posting-table.ts';
