export { type DecideRefundInput, type DecideRefundRefusal, decideRefund } from './decide-refund.ts';
export {
  findCreditsToRefund,
  findOverpaidOrders,
  findRefunds,
  type Refund,
  standingRefund,
} from './find-refunds.ts';
export { findRefundOf, type PayRefundRefusal, payRefund, REFUND_NUMBER } from './pay-refund.ts';
export {
  type ProposedRefund,
  type ProposeRefundInput,
  type ProposeRefundRefusal,
  proposeRefund,
} from './propose-refund.ts';
export type { RefundState } from './states.ts';
export { lockMatching, type RefundableOrder } from './store.ts';
