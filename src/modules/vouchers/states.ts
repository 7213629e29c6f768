/** What a voucher lives through: proposed by one, posted or declined by another, or taken back before. */
export type VoucherState = 'proposed' | 'posted' | 'declined' | 'withdrawn';

/**
 * `manual`: accounts of the accountant's choosing; `reversal`: takes a posted one back; `reserve`: reserves raised and
 * released; `year-carried`: income and expense into net assets; `surplus-allocated`: net assets into the two funds.
 */
export type VoucherKind = 'manual' | 'reversal' | 'reserve' | 'year-carried' | 'surplus-allocated';

export const VOUCHER_EDGES: Readonly<
  Record<VoucherState, Readonly<Partial<Record<'post' | 'decline' | 'withdraw', VoucherState>>>>
> = {
  proposed: { post: 'posted', decline: 'declined', withdraw: 'withdrawn' },
  posted: {},
  declined: {},
  withdrawn: {},
};
