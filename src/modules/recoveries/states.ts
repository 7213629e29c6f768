/** What a recovery lives through: proposed by one, decided by another, received in full as credits on the statement. */
export type RecoveryState = 'proposed' | 'decided' | 'declined' | 'received';

export type RecoveryCause = 'settlement-reversed' | 'fraud' | 'error' | 'other';

export const RECOVERY_EDGES: Readonly<
  Record<RecoveryState, Readonly<Partial<Record<'decide' | 'decline' | 'receive', RecoveryState>>>>
> = {
  proposed: { decide: 'decided', decline: 'declined' },
  decided: { receive: 'received' },
  declined: {},
  received: {},
};
