export { balancesWithin, type CarryRefusal, carryForwardOf } from './carry-forward.ts';
export { ACCOUNTS, type AccountName, CHART, isPostedByHand } from './chart-of-accounts.ts';
export {
  type AllowReopeningRefusal,
  type AskReopeningRefusal,
  allowReopening,
  askReopening,
  type CloseMonthRefusal,
  closeLedgerMonth,
  type DropReopeningRefusal,
  dropReopening,
  findMonthActs,
  findMonths,
} from './close-month.ts';
export { drawableWithin } from './drawable.ts';
export type { EntryCursor, LedgerEntry } from './entry.ts';
export { EVENT_WORDS } from './event-words.ts';
export { balancesOn, type TrialBalance, trialBalance } from './find-balances.ts';
export { findEntries } from './find-entries.ts';
export { foldMovements } from './fold-movements.ts';
export { findOpenBefore, type ListedMonth, type MonthActRow } from './month-store.ts';
export { holdsPersonalNumber, type PersonalNumberTyped } from './personal-number.ts';
export { type LedgerMonthClosed, type Posting, post, postMany } from './post.ts';
export { postVoucher, type VoucherLine } from './post-voucher.ts';
export { postingDays } from './posting-days.ts';
export { type LedgerEvent, POSTING_TABLE } from './posting-table.ts';
export { correct, type ReversalRefusal, reverse } from './reverse-posting.ts';
export { lastOccurrence } from './store.ts';
