import { ageOn, type DayNumber } from '#kernel/civil-date.ts';
import type { ProgramId } from '#scheme/case.ts';
import { joiningRule } from '#scheme/joining/joining-rule.ts';
import { joiningTermsOn } from '#scheme/joining/joining-terms.ts';

/** Why a person's age keeps him out. */
export type AgeRefusal =
  | { readonly code: 'under-age'; readonly age: number; readonly youngestAge: number }
  /** Above the age, and not marked 延迟退休: the mark would admit him. */
  | { readonly code: 'over-age'; readonly age: number; readonly oldestAge: number }
  /** Above the age in a program that knows no 延迟退休. */
  | { readonly code: 'over-age-without-exception'; readonly age: number; readonly oldestAge: number };

export interface AgeFacts {
  readonly program: ProgramId;
  readonly bornOn: DayNumber;
  readonly submittedOn: DayNumber;
  /** Marked 延迟退休 on the roster. */
  readonly delayedRetirement: boolean;
}

/**
 * 「年龄在 16 至 60 周岁的在职职工……（按国家政策延迟退休的，按照实际在职年龄参加）」
 *
 * Both ages included, reached on the day on which the roster is submitted. The exception for delayed retirement stands
 * in 附件1 only. `undefined` where the age admits.
 */
export const ageAdmits = joiningRule<AgeFacts, AgeRefusal | undefined>({
  id: 'age-admits',
  clauses: ['附件1-2', '附件2-2'],
  title: '参加年龄 16 至 60 周岁',
  reads: ['program', 'bornOn', 'submittedOn', 'delayedRetirement'],
  readings: ['读法-2'],
  evaluate: ({ program, bornOn, submittedOn, delayedRetirement }) => {
    const { youngestAge, oldestAge } = joiningTermsOn(program, submittedOn);
    const age = ageOn(bornOn, submittedOn);
    if (age < youngestAge) return { code: 'under-age', age, youngestAge };
    if (age <= oldestAge) return undefined;
    if (program !== 'henan-inpatient') return { code: 'over-age-without-exception', age, oldestAge };
    return delayedRetirement ? undefined : { code: 'over-age', age, oldestAge };
  },
});

/** What a unit declares of a person, or a document shows, beyond his age. */
export interface StandingFacts {
  readonly program: ProgramId;
  /** Able to work, in good health: declared by the unit for its whole roster. */
  readonly healthDeclared: boolean;
  readonly inService: boolean;
  /** Enrolled in 城镇职工基本医疗保险. */
  readonly basicInsurance: boolean;
  /** Months for which a temporary worker is engaged; `undefined` for regular and contract staff. */
  readonly temporaryMonths: number | undefined;
  /** Member of the trade union. */
  readonly unionMember: boolean;
  /** A worker in a new form of employment. */
  readonly platformWorker: boolean;
}

export type StandingRefusal =
  | 'health-not-declared'
  | 'not-in-service'
  | 'no-basic-insurance'
  | 'temporary-up-to-one-year'
  | 'not-a-platform-worker'
  | 'not-a-union-member';

const MONTHS_PER_YEAR = 12;

/**
 * 「凡身体健康，能够正常参加所在单位工作，并已经参加当地城镇职工基本医疗保险……（含正式职工、合同制职工、聘用期超过一年的临时职工）」
 * 「新就业形态劳动者且已加入工会组织成为工会会员的」
 *
 * All that stand against it, in the order of the text; empty where the person may join.
 */
export const standingAdmits = joiningRule<StandingFacts, readonly StandingRefusal[]>({
  id: 'standing-admits',
  clauses: ['附件1-2', '附件2-2'],
  title: '参加条件：健康、在职、医保或工会会员身份',
  reads: [
    'program',
    'healthDeclared',
    'inService',
    'basicInsurance',
    'temporaryMonths',
    'unionMember',
    'platformWorker',
  ],
  evaluate: (facts) => {
    const refusals: StandingRefusal[] = [];
    if (!facts.healthDeclared) refusals.push('health-not-declared');
    if (facts.program === 'henan-inpatient') {
      if (!facts.inService) refusals.push('not-in-service');
      if (!facts.basicInsurance) refusals.push('no-basic-insurance');
      if (facts.temporaryMonths !== undefined && facts.temporaryMonths <= MONTHS_PER_YEAR) {
        refusals.push('temporary-up-to-one-year');
      }
    } else {
      if (!facts.platformWorker) refusals.push('not-a-platform-worker');
      if (!facts.unionMember) refusals.push('not-a-union-member');
    }
    return refusals;
  },
});
