export {
  type DecideVoucherInput,
  type DecideVoucherRefusal,
  decideVoucher,
  type FundShort,
  type WithdrawVoucherRefusal,
  withdrawVoucher,
} from './decide-voucher.ts';
export { countWaitingVouchers, findVoucher, findVouchers } from './find-vouchers.ts';
export {
  type ProposalRefusal,
  type ProposedVoucher,
  type ProposeReversalRefusal,
  type ProposeVoucherRefusal,
  proposeReversal,
  proposeVoucher,
  proposeWithin,
} from './propose-voucher.ts';
export type { VoucherKind, VoucherState } from './states.ts';
export type { VoucherRow } from './store.ts';
export { type ProposeAllocationRefusal, proposeAllocation, proposeCarrying } from './year-end.ts';
