/** A month of the books takes entries while it is open. */
export type MonthState = 'open' | 'closed';
