/** What a batch lives through: made by one person, approved by another, then its file is with the bank. */
export type PayoutBatchState = 'made' | 'approved' | 'withdrawn' | 'sent';

export type PayoutBatchAct = 'approve' | 'withdraw' | 'send';

export const PAYOUT_BATCH_EDGES: Readonly<
  Record<PayoutBatchState, Readonly<Partial<Record<PayoutBatchAct, PayoutBatchState>>>>
> = {
  made: { approve: 'approved', withdraw: 'withdrawn' },
  approved: { send: 'sent', withdraw: 'withdrawn' },
  withdrawn: {},
  sent: {},
};

/**
 * What a payout lives through: `sent` once its file is with the bank, then `paid`, or `returned` where the bank refused it;
 * a paid one that comes back as a credit days later is `returned` too.
 */
export type PayoutState = 'made' | 'withdrawn' | 'sent' | 'paid' | 'returned';
