import type { Fen } from '#kernel/money.ts';
import type { ClauseId, ReadingId } from '#scheme/clause-texts.ts';

/** What a decision says: pay, do not pay (不予给付), or let a person decide (转人工). */
export type Outcome = 'pay' | 'decline' | 'refer';

export type DeclineCode =
  | 'not-covered-on-admission'
  | 'not-covered-on-event'
  | 'claim-time-barred'
  | 'excluded'
  | 'beyond-180-days'
  | 'beyond-48-hours'
  | 'waiting-time'
  | 'no-covered-days'
  | 'stay-limit'
  | 'amount-limit'
  | 'nothing-to-pay';

export type ReferCode =
  | 'transfer-not-approved'
  | 'observation-too-early'
  | 'ceiling-unknown'
  | 'assessed-after-day-180';

export type NoticeCode = 'late-notice';

/** Why not, or why a person must decide, with the clause it rests on. */
export interface Reason {
  readonly code: DeclineCode | ReferCode;
  readonly clause: ClauseId;
}

/** What the reader should know although it changes no amount. */
export interface Notice {
  readonly code: NoticeCode;
  readonly clause: ClauseId;
}

/**
 * What a step does to the figure on a pocket calculator.
 *
 * - `start`: type the figure in; `plus`, `minus`: add, take off
 * - `equals`: the display shows this now
 * - `times`: multiply by `value ÷ over`
 * - `rounded`: round half up to the fen; the display shows this now
 * - `at-most`: where the display is larger, it becomes this
 * - `result`: the benefit
 * - `fact`: a count that a later step uses (days, stays); the display stays as it is
 */
export type StepOperation = 'start' | 'plus' | 'minus' | 'equals' | 'times' | 'rounded' | 'at-most' | 'result' | 'fact';

/** Unit of a step's value: fen, a plain ratio, days, hours, times (次), shares (份), grades (级), bills (张). */
export type StepUnit = 'fen' | 'ratio' | 'days' | 'hours' | 'stays' | 'shares' | 'grade' | 'bills';

/** The unchanging part of a step: written once beside its rule, shared by every decision. */
export interface StepText {
  readonly label: string;
  readonly clause: ClauseId;
  readonly operation: StepOperation;
  readonly unit: StepUnit;
  readonly reading: ReadingId | undefined;
}

/** One line of the receipt. `over` is the denominator of a `times` step, else 1. */
export interface Step {
  readonly text: StepText;
  readonly value: number;
  readonly over: number;
}

/**
 * What the rules say of one claim.
 *
 * `amountFen` is what is paid (`pay`), what would be paid if a person agrees (`refer`), or 0 (`decline`). `steps` read
 * top to bottom let a clerk recompute it; `readings` are the places where the text left a choice on which this
 * decision rests.
 */
export interface Decision {
  readonly id: string;
  readonly outcome: Outcome;
  readonly amountFen: Fen;
  readonly reasons: readonly Reason[];
  readonly notices: readonly Notice[];
  readonly steps: readonly Step[];
  readonly readings: readonly ReadingId[];
}

/** A step's text, frozen. The reading where the step rests on one. */
export function stepText(
  label: string,
  clause: ClauseId,
  operation: StepOperation,
  unit: StepUnit = 'fen',
  reading?: ReadingId,
): StepText {
  return Object.freeze({ label, clause, operation, unit, reading });
}
