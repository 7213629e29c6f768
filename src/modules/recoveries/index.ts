export { type DecideRecoveryInput, type DecideRecoveryRefusal, decideRecovery } from './decide-recovery.ts';
export { findOutstandingRecoveries, findRecoveries, type ListedRecovery } from './find-recoveries.ts';
export { proposeExcess } from './propose-excess.ts';
export {
  type ProposeRecoveryInput,
  type ProposeRecoveryRefusal,
  proposeRecovery,
} from './propose-recovery.ts';
export {
  findRecoveryOf,
  RECOVERY_NUMBER,
  type ReceiveRecoveryRefusal,
  receiveRecovery,
} from './receive-recovery.ts';
export { setOffReturned } from './set-off-returned.ts';
export { settleExcess } from './settle-excess.ts';
export type { RecoveryCause, RecoveryState } from './states.ts';
export type { RecoveryRow } from './store.ts';
export { withdrawApproval } from './withdraw-approval.ts';
