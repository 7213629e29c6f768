/** The names of the queues of money that comes in. */
export const CASH = {
  debits: '待说明的付款',
  held: '款项被冲回、暂停拨付的',
  overpaid: '多缴了会费、还没有提出退费的',
  toPay: '已批准、等付款的退费',
  toApprove: '等我批准的退费',
  changes: '等我决定的缴费通知变更',
  findings: '等我决定的流水说明',
} as const;
