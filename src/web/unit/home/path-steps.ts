import type { OrderRow } from '#contracts/contributions.ts';
import type { RosterDetail } from '#contracts/rosters.ts';
import { formatChineseDate, parseDate } from '#kernel/civil-date.ts';
import { formatYuan } from '#kernel/money.ts';
import { LEVEL_NAMES } from '#web/app/words.ts';
import { UNIT } from '#web/unit/texts.ts';

const { home: texts } = UNIT;

export type StepName = keyof typeof texts.steps;

const STEPS = Object.keys(texts.steps) as StepName[];

export interface PathStep {
  readonly name: StepName;
  readonly state: 'done' | 'current' | 'ahead';
}

/** Where a unit stands on its way into a program, and the one thing to do now. */
export interface UnitPath {
  readonly steps: readonly PathStep[];
  /** What is to be done now, or waited for, in a sentence. */
  readonly now: string;
  readonly actLabel: string;
  /** Inside the app. */
  readonly actAddress: string;
  /** Nothing has to be done now: the step is somebody else's, or all is done. */
  readonly isWaiting: boolean;
}

/** The path of one roster with its order, where there are any yet, and whether its stamped certificate has come back. */
export function pathOf(roster: RosterDetail | undefined, order: OrderRow | undefined, isStamped: boolean): UnitPath {
  if (roster === undefined) return path('roster', texts.now.none, texts.start, '/rosters/new');
  const address = `/rosters/${roster.id}`;
  switch (roster.state) {
    case 'sent-back':
      return path('submit', texts.now.sentBack, texts.acts.sentBack, address);
    case 'in-review':
      return { ...path('review', texts.now.review(levelOf(roster)), texts.acts.review, address), isWaiting: true };
    case 'passed':
    case 'covered':
      return order === undefined ? path('pay', '', texts.acts.review, address) : pathOfOrder(order, isStamped);
    default:
      return path('submit', texts.now.draft(roster.accepted, roster.rejected), texts.acts.draft, address);
  }
}

function pathOfOrder(order: OrderRow, isStamped: boolean): UnitPath {
  const address = `/orders/${order.id}`;
  const day = (date: string | null): string => (date === null ? '' : formatChineseDate(parseDate(date)));
  if (order.state === 'completed') {
    return { ...path('start', texts.now.wait(day(order.startOn)), texts.acts.wait, address), isWaiting: true };
  }
  if (order.state === 'in-force' && !isStamped) {
    return path('certificate', texts.now.stamp(day(order.endOn)), texts.acts.stamp, address);
  }
  if (order.state === 'in-force') {
    return {
      ...path('certificate', texts.now.inForce(day(order.endOn)), texts.acts.inForce, address),
      isWaiting: true,
    };
  }
  const { amountFen, receivedFen } = order;
  const now =
    receivedFen === 0
      ? texts.now.pay(formatYuan(amountFen))
      : texts.now.partly(formatYuan(receivedFen), formatYuan(amountFen - receivedFen));
  return path('pay', now, texts.acts.pay, address);
}

function path(current: StepName, now: string, actLabel: string, actAddress: string): UnitPath {
  const at = STEPS.indexOf(current);
  const steps = STEPS.map(
    (name, index): PathStep => ({ name, state: index < at ? 'done' : index === at ? 'current' : 'ahead' }),
  );
  return { steps, now, actLabel, actAddress, isWaiting: false };
}

/** The level at which a roster under review stands: the one above the last that passed it in this round. */
function levelOf({ reviews, agencyName }: RosterDetail): string {
  const round = Math.max(0, ...reviews.map((review) => review.round));
  const passed = reviews
    .filter((review) => review.round === round && review.outcome === 'pass')
    .map(({ level }) => level);
  if (passed.includes('city')) return LEVEL_NAMES.office;
  if (passed.includes('county')) return LEVEL_NAMES.city;
  return agencyName ?? LEVEL_NAMES.county;
}
