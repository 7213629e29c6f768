import { FIRST_DAY } from '#kernel/civil-date.ts';
import type { TermRow } from '#scheme/term.ts';

export type GradeTerm =
  | 'disabilityGrade1BasisPoints'
  | 'disabilityGrade2BasisPoints'
  | 'disabilityGrade3BasisPoints'
  | 'disabilityGrade4BasisPoints'
  | 'disabilityGrade5BasisPoints'
  | 'disabilityGrade6BasisPoints'
  | 'disabilityGrade7BasisPoints'
  | 'disabilityGrade8BasisPoints'
  | 'disabilityGrade9BasisPoints'
  | 'disabilityGrade10BasisPoints';

export type AccidentTerm =
  | 'contributionFen'
  | 'periodYears'
  | 'youngestAge'
  | 'oldestAge'
  | 'mostShares'
  | 'fullParticipationStaff'
  | 'participationPercent'
  | GradeTerm
  | 'disabilityPerShareFen'
  | 'deathPerShareFen'
  | 'suddenDeathPerShareFen'
  | 'treatmentDays'
  | 'suddenDeathHours'
  | 'medicalDeductibleFen'
  | 'insuredBasisPoints'
  | 'uninsuredBasisPoints'
  | 'medicalCeilingFen'
  | 'lowestHospitalGrade'
  | 'noticeDays'
  | 'claimYears';

/**
 * The figures of 附件2 and its table, each with its clause.
 *
 * The rows reach back to the first day for want of an earlier text. The text names no standard for disability
 * 「按照不同伤残程度」: the ratios are those of JR/T 0083-2013, grade 1 = 100 % … grade 10 = 10 %.
 */
export const ACCIDENT_TERMS: readonly TermRow<AccidentTerm>[] = [
  { term: 'youngestAge', clause: '附件2-2', from: FIRST_DAY, value: 16 },
  { term: 'oldestAge', clause: '附件2-2', from: FIRST_DAY, value: 60 },
  { term: 'fullParticipationStaff', clause: '附件2-2', from: FIRST_DAY, value: 100 },
  { term: 'participationPercent', clause: '附件2-2', from: FIRST_DAY, value: 80 },
  { term: 'contributionFen', clause: '附件2-3.1', from: FIRST_DAY, value: 2_500 },
  { term: 'periodYears', clause: '附件2-3.2', from: FIRST_DAY, value: 1 },
  { term: 'mostShares', clause: '附件2-3.4', from: FIRST_DAY, value: 2 },
  { term: 'disabilityGrade1BasisPoints', clause: '附件2-4.1', from: FIRST_DAY, value: 10_000 },
  { term: 'disabilityGrade2BasisPoints', clause: '附件2-4.1', from: FIRST_DAY, value: 9_000 },
  { term: 'disabilityGrade3BasisPoints', clause: '附件2-4.1', from: FIRST_DAY, value: 8_000 },
  { term: 'disabilityGrade4BasisPoints', clause: '附件2-4.1', from: FIRST_DAY, value: 7_000 },
  { term: 'disabilityGrade5BasisPoints', clause: '附件2-4.1', from: FIRST_DAY, value: 6_000 },
  { term: 'disabilityGrade6BasisPoints', clause: '附件2-4.1', from: FIRST_DAY, value: 5_000 },
  { term: 'disabilityGrade7BasisPoints', clause: '附件2-4.1', from: FIRST_DAY, value: 4_000 },
  { term: 'disabilityGrade8BasisPoints', clause: '附件2-4.1', from: FIRST_DAY, value: 3_000 },
  { term: 'disabilityGrade9BasisPoints', clause: '附件2-4.1', from: FIRST_DAY, value: 2_000 },
  { term: 'disabilityGrade10BasisPoints', clause: '附件2-4.1', from: FIRST_DAY, value: 1_000 },
  { term: 'disabilityPerShareFen', clause: '附件2-4.3', from: FIRST_DAY, value: 5_000_000 },
  { term: 'deathPerShareFen', clause: '附件2-4.2', from: FIRST_DAY, value: 5_000_000 },
  { term: 'suddenDeathPerShareFen', clause: '附件2-4.4', from: FIRST_DAY, value: 1_000_000 },
  { term: 'treatmentDays', clause: '附件2-4.2', from: FIRST_DAY, value: 180 },
  { term: 'suddenDeathHours', clause: '附件2-4.4', from: FIRST_DAY, value: 48 },
  { term: 'medicalDeductibleFen', clause: '附件2-4.5', from: FIRST_DAY, value: 10_000 },
  { term: 'insuredBasisPoints', clause: '附件2-4.5', from: FIRST_DAY, value: 10_000 },
  { term: 'uninsuredBasisPoints', clause: '附件2-4.5', from: FIRST_DAY, value: 8_000 },
  { term: 'medicalCeilingFen', clause: '附件2-4.5', from: FIRST_DAY, value: 1_000_000 },
  { term: 'lowestHospitalGrade', clause: '附件2-4.5', from: FIRST_DAY, value: 2 },
  { term: 'noticeDays', clause: '附件2-7.1', from: FIRST_DAY, value: 15 },
  { term: 'claimYears', clause: '附件2-7.8', from: FIRST_DAY, value: 2 },
];
