export { beginCovers, type ConfirmLateStartRefusal, confirmLateStart } from './begin-covers.ts';
export { findStatements, findWaitingCredits, type WaitingCredit, type WaitingCredits } from './find-credits.ts';
export { findOrder, findOrders, type OrderDetail, type StartIfPaid } from './find-orders.ts';
export {
  type ImportedStatement,
  type ImportStatementRefusal,
  importStatement,
  type StatementImport,
} from './import-statement.ts';
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
