import { FIRST_DAY } from '#kernel/civil-date.ts';
import type { TermRow } from '#scheme/term.ts';

export type InpatientTerm =
  | 'contributionFen'
  | 'periodYears'
  | 'youngestAge'
  | 'oldestAge'
  | 'mostShares'
  | 'fullParticipationStaff'
  | 'participationPercent'
  | 'waitingPeriodDays'
  | 'renewalGraceDays'
  | 'benefitBasisPoints'
  | 'outOfProvinceReductionBasisPoints'
  | 'observationDays'
  | 'paidStaysLimit'
  | 'benefitCeilingFen'
  | 'lowestHospitalGrade'
  | 'noticeDays'
  | 'claimYears';

/**
 * The figures of 附件1, each with its clause.
 *
 * The notice of 2025-04-01 carries the terms; no earlier text is on file, so its rows reach back to the first day and
 * hold for covers that began before it as well. A change appends a row with its day; a row that a decided claim used
 * is never edited.
 */
export const INPATIENT_TERMS: readonly TermRow<InpatientTerm>[] = [
  { term: 'youngestAge', clause: '附件1-2', from: FIRST_DAY, value: 16 },
  { term: 'oldestAge', clause: '附件1-2', from: FIRST_DAY, value: 60 },
  { term: 'fullParticipationStaff', clause: '附件1-2', from: FIRST_DAY, value: 100 },
  { term: 'participationPercent', clause: '附件1-2', from: FIRST_DAY, value: 80 },
  { term: 'contributionFen', clause: '附件1-3.1', from: FIRST_DAY, value: 8_000 },
  { term: 'periodYears', clause: '附件1-3.2', from: FIRST_DAY, value: 1 },
  { term: 'mostShares', clause: '附件1-3.4', from: FIRST_DAY, value: 1 },
  { term: 'waitingPeriodDays', clause: '附件1-3.5', from: FIRST_DAY, value: 30 },
  { term: 'renewalGraceDays', clause: '附件1-3.5', from: FIRST_DAY, value: 15 },
  { term: 'benefitBasisPoints', clause: '附件1-4.1', from: FIRST_DAY, value: 6_000 },
  { term: 'observationDays', clause: '附件1-4.1', from: FIRST_DAY, value: 7 },
  { term: 'outOfProvinceReductionBasisPoints', clause: '附件1-4.3', from: FIRST_DAY, value: 1_000 },
  { term: 'paidStaysLimit', clause: '附件1-4.4', from: FIRST_DAY, value: 2 },
  { term: 'benefitCeilingFen', clause: '附件1-4.4', from: FIRST_DAY, value: 10_000_000 },
  { term: 'noticeDays', clause: '附件1-7.1', from: FIRST_DAY, value: 10 },
  { term: 'lowestHospitalGrade', clause: '附件1-7.3', from: FIRST_DAY, value: 2 },
  { term: 'claimYears', clause: '附件1-7.5', from: FIRST_DAY, value: 2 },
];
