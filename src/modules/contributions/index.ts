export { beginCovers, type ConfirmLateStartRefusal, confirmLateStart } from './begin-covers.ts';
export {
  type DecidedOrderChange,
  type DecideOrderChangeRefusal,
  decideOrderChange,
  findOrderChanges,
  type ProposeOrderChangeInput,
  type ProposeOrderChangeRefusal,
  proposeOrderChange,
} from './change-order.ts';
export type { ListedChange, OrderChangeKind } from './change-store.ts';
export { findStatements, findWaitingCredits, type WaitingCredit, type WaitingCredits } from './find-credits.ts';
export { findOrder, findOrders, type OrderDetail, type StartIfPaid } from './find-orders.ts';
export {
  type ImportedStatement,
  type ImportStatementRefusal,
  importStatement,
  type StatementImport,
} from './import-statement.ts';
export { findJoiningFigures, findUnitFigures, type JoiningFigures } from './joining-figures.ts';
export {
  type CompletedOrder,
  type MatchByHandInput,
  type MatchByHandRefusal,
  type Matching,
  matchByHand,
} from './match-credits.ts';
export type { ContributionOrder } from './order.ts';
export { orderContribution } from './order-contribution.ts';
export type { ListedOrder, ListedStatement, OfficeAccount, OrderFilter } from './read-store.ts';
export type { OrderState } from './states.ts';
export type { OpenOrderRow } from './store.ts';
export { type UnmatchCreditInput, type UnmatchCreditRefusal, unmatchCredit } from './unmatch-credit.ts';
export { expireOrders, findDueRenewals, type RenewalDue, remindRenewals } from './upkeep.ts';
