/**
 * What a contribution order lives through: `open` until its money is there in full, `completed` until its cover starts,
 * then `in-force` for good; `void` where it was replaced before payment, `expired` where nobody paid in time.
 */
export type OrderState = 'open' | 'completed' | 'in-force' | 'void' | 'expired';

/** What became of an entry of the bank statement. */
export type BankEntryState = 'unmatched' | 'partly-matched' | 'matched' | 'bank-charge' | 'other-debit' | 'reversed';
