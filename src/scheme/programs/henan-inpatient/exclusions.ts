import type { ClauseId } from '#scheme/clause-texts.ts';

/** Every exclusion of 附件1-5, in the order of the text: what a reviewer may assert. */
export const EXCLUSION_CLAUSES: readonly ClauseId[] = [
  '附件1-5(一).1',
  '附件1-5(一).2',
  '附件1-5(一).3',
  '附件1-5(一).4',
  '附件1-5(一).5',
  '附件1-5(一).6',
  '附件1-5(一).7',
  '附件1-5(一).8',
  '附件1-5(一).9',
  '附件1-5(一).10',
  '附件1-5(一).11',
  '附件1-5(一).12',
  '附件1-5(二).1',
  '附件1-5(二).2',
  '附件1-5(二).3',
  '附件1-5(二).4',
  '附件1-5(二).5',
  '附件1-5(二).6',
];
