import type { DayNumber } from '#kernel/civil-date.ts';
import type { ProgramId } from '#scheme/case.ts';
import { joiningRule } from '#scheme/joining/joining-rule.ts';
import { joiningTermsOn } from '#scheme/joining/joining-terms.ts';

export interface ParticipationFacts {
  readonly program: ProgramId;
  readonly submittedOn: DayNumber;
  /** Staff of the unit less those who do not meet the conditions. */
  readonly eligibleStaff: number;
  readonly participants: number;
}

export interface Participation {
  readonly met: boolean;
  /** The least number of participants that would do. */
  readonly required: number;
  /** Everybody (100 人以下), or a share of them. */
  readonly everybody: boolean;
  /** How many are still missing; 0 where the rule is met. */
  readonly missing: number;
}

/**
 * 「参加本活动的职工不得少于全体职工的 80%; 100 人以下的单位要全体参加。」
 *
 * 100 and fewer: everybody; from 101: participants × 100 ≥ 80 × eligible staff. Never through a fraction.
 */
export const participationMet = joiningRule<ParticipationFacts, Participation>({
  id: 'participation-met',
  clauses: ['附件1-2', '附件2-2'],
  title: '参加比例：100 人以下全体，以上不少于 80%',
  reads: ['program', 'submittedOn', 'eligibleStaff', 'participants'],
  readings: ['读法-3', '读法-25'],
  evaluate: ({ program, submittedOn, eligibleStaff, participants }) => {
    const { fullParticipationStaff, participationPercent } = joiningTermsOn(program, submittedOn);
    const everybody = eligibleStaff <= fullParticipationStaff;
    const required = everybody ? eligibleStaff : Math.ceil((eligibleStaff * participationPercent) / 100);
    return { met: participants >= required, required, everybody, missing: Math.max(0, required - participants) };
  },
});
