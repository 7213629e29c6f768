import type { DayNumber } from '#kernel/civil-date.ts';
import type { Fen } from '#kernel/money.ts';
import type { ProgramId } from '#scheme/case.ts';
import { joiningRule } from '#scheme/joining/joining-rule.ts';
import { joiningTermsOn } from '#scheme/joining/joining-terms.ts';

export interface ShareFacts {
  readonly program: ProgramId;
  readonly submittedOn: DayNumber;
  readonly shares: number;
}

/**
 * 「在互助保障期内会员只允许参加壹次本活动」「最多允许参加贰份本活动……同一参保单位参保份数保持一致」
 *
 * The number of shares of a whole roster.
 */
export const sharesAllowed = joiningRule<ShareFacts, boolean>({
  id: 'shares-allowed',
  clauses: ['附件1-3.4', '附件2-3.4'],
  title: '参加份数',
  reads: ['program', 'submittedOn', 'shares'],
  readings: ['读法-4'],
  evaluate: ({ program, submittedOn, shares }) =>
    Number.isInteger(shares) && shares >= 1 && shares <= joiningTermsOn(program, submittedOn).mostShares,
});

export interface ContributionFacts extends ShareFacts {
  readonly participants: number;
}

/** 「会费标准为每人 80 元」「会费标准为每人 25 元」 What a roster owes, in fen. */
export const contributionOf = joiningRule<ContributionFacts, Fen>({
  id: 'contribution',
  clauses: ['附件1-3.1', '附件2-3.1'],
  title: '会费',
  reads: ['program', 'submittedOn', 'shares', 'participants'],
  evaluate: ({ program, submittedOn, shares, participants }) =>
    joiningTermsOn(program, submittedOn).contributionFen * shares * participants,
});
