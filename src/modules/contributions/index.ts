export { beginCovers } from './begin-covers.ts';
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
export {
  type DecidedLateStart,
  type DecideLateStartInput,
  type DecideLateStartRefusal,
  decideLateStart,
} from './decide-late-start.ts';
export {
  findStatements,
  findWaitingCredits,
  findWaitingOrders,
  type WaitingCredit,
  type WaitingCredits,
  type WaitingKind,
  type WaitingOrder,
} from './find-credits.ts';
export { findMatches, findStatementEntries, type StatementEntryRow } from './find-matches.ts';
export { findOrder, findOrders, type OrderDetail, type StartIfPaid } from './find-orders.ts';
export {
  type ImportedStatement,
  type ImportStatementRefusal,
  importStatement,
  type StatementImport,
} from './import-statement.ts';
export { findJoiningFigures, findUnitFigures, type JoiningFigures } from './joining-figures.ts';
export { type MatchByHandInput, type MatchByHandRefusal, type MatchedByHand, matchByHand } from './match-by-hand.ts';
export type { CompletedOrder } from './match-credits.ts';
export type { ListedMatch } from './matching-store.ts';
export type { ContributionOrder, OrderedContribution } from './order.ts';
export { orderContribution } from './order-contribution.ts';
export { type PayGrantRefusal, payFromReliefFund } from './pay-grant.ts';
export type { ListedOrder, ListedStatement, OfficeAccount, OrderFilter } from './read-store.ts';
export type { OrderState } from './states.ts';
export { type UnmatchCreditInput, type UnmatchCreditRefusal, unmatchCredit } from './unmatch-credit.ts';
export { expireOrders, findDueRenewals, type RenewalDue, remindRenewals } from './upkeep.ts';
