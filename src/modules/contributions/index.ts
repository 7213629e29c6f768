export { beginCovers, type ConfirmLateStartRefusal, confirmLateStart } from './begin-covers.ts';
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
