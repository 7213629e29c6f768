/**
 * What a refund lives through: proposed by one, approved by another, paid when its debit stands on the statement. Until it
 * is paid the approval can be taken back.
 */
export type RefundState = 'proposed' | 'approved' | 'declined' | 'paid';

export const REFUND_EDGES: Readonly<
  Record<RefundState, Readonly<Partial<Record<'approve' | 'decline' | 'pay', RefundState>>>>
> = {
  proposed: { approve: 'approved', decline: 'declined' },
  approved: { pay: 'paid', decline: 'declined' },
  declined: {},
  paid: {},
};
