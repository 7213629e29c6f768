export { type ExplainByHandInput, type ExplainByHandRefusal, explainByHand } from './explain-by-hand.ts';
export { type ExplainedEntries, explainEntries } from './explain-entries.ts';
export { findUnexplainedDebits, type UnexplainedDebit } from './find-unexplained.ts';
