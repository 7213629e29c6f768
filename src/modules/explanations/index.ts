export { type DecideFindingInput, type DecideFindingRefusal, decideFinding, findFindings } from './decide-finding.ts';
export { type ExplainByHandInput, type ExplainByHandRefusal, explainByHand } from './explain-by-hand.ts';
export { type ExplainedEntries, explainEntries } from './explain-entries.ts';
export { findUnexplainedDebits, type UnexplainedDebit } from './find-unexplained.ts';
export type { FindingKind, ListedFinding } from './finding-store.ts';
export { type ProposeFindingInput, type ProposeFindingRefusal, proposeFinding } from './propose-finding.ts';
