/** Papers that somebody adds to an appeal or an investigation, beside those that came with the claim. */
export { type AddCasePaperRefusal, addCasePaper, LARGEST_CASE_PAPER_BYTES } from './add-case-paper.ts';
export { type CasePaperSummary, findCasePapers, type ReadCasePaperRefusal, readCasePaper } from './read-case-paper.ts';
