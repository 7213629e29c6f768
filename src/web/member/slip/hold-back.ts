import type { MyCover } from '#contracts/member-claims.ts';
import { addYears, formatDate, parseDate } from '#kernel/civil-date.ts';
import type { Case } from '#scheme/case.ts';
import type { Decision } from '#scheme/decision.ts';

/** What sending a stay's claim now would cost of the stays that its period allows. */
export interface StayCost {
  /** Which of them it would be, and how many there are. */
  readonly at: number;
  readonly most: number;
  readonly isSmall: boolean;
  readonly periodEndOn: string;
  /** The last day on which it may still be sent (附件1-7.5). */
  readonly lastOn: string;
}

/** Below it a stay is small: a hundredth of what a period pays at most. */
const SMALL_OF_MOST = 100;
const CLAIM_YEARS = 2;

/** `undefined` where the claim uses up no stay: of another program, or nothing is paid. */
export function stayCost(
  cover: MyCover,
  decided: Case | undefined,
  decision: Decision | undefined,
): StayCost | undefined {
  if (decided?.program !== 'henan-inpatient' || decision?.outcome !== 'pay') return undefined;
  const { stay } = decided.claim;
  const admittedOn = formatDate(stay.admittedOn);
  const period = cover
    .find(({ program }) => program === 'henan-inpatient')
    ?.periods.find(({ startOn, endOn }) => startOn <= admittedOn && admittedOn <= endOn);
  const stays = period?.limits.find(({ name }) => name === 'stays');
  const amounts = period?.limits.find(({ name }) => name === 'inpatient');
  if (period === undefined || stays === undefined || amounts === undefined || stays.left === 0) return undefined;
  return {
    at: stays.most - stays.left + 1,
    most: stays.most,
    isSmall: decision.amountFen * SMALL_OF_MOST < amounts.most,
    periodEndOn: period.endOn,
    lastOn: lastDayOf(formatDate(stay.settledOn)),
  };
}

/** Two years after a stay was settled. */
export function lastDayOf(settledOn: string): string {
  return formatDate(addYears(parseDate(settledOn), CLAIM_YEARS));
}
