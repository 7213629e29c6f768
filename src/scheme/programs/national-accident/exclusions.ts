import type { ClauseId } from '#scheme/clause-texts.ts';

/** Every exclusion of 附件2-5, in the order of the text: what a reviewer may assert. */
export const EXCLUSION_CLAUSES: readonly ClauseId[] = [
  '附件2-5.1',
  '附件2-5.2',
  '附件2-5.3',
  '附件2-5.4',
  '附件2-5.5',
  '附件2-5.6',
  '附件2-5.7',
  '附件2-5.8',
  '附件2-5.9',
  '附件2-5.10',
  '附件2-5.11',
  '附件2-5.12',
  '附件2-5.13',
  '附件2-5.14',
  '附件2-5.15',
  '附件2-5.16',
  '附件2-5.17',
];
