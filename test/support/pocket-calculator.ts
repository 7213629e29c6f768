/**
 * A pocket calculator that a clerk follows a receipt with: exact fractions, no floating point, nothing of the rules'.
 *
 * It reads a decision's steps as they are written in JSON (rules' page §4).
 */

export interface WrittenStep {
  readonly label: string;
  readonly clause: string;
  readonly operation: string;
  readonly valueFen?: number;
  readonly value?: number;
  readonly over?: number;
  readonly unit?: string;
  readonly reading?: string;
}

export interface Replay {
  /** The figure of the `result` line; `undefined` where the receipt ends before it. */
  readonly result: number | undefined;
  /** Every line on which the receipt and the calculator part ways. */
  readonly disagreements: readonly string[];
}

/** Type the steps in, top to bottom, and compare every figure that the receipt shows. */
export function replay(steps: readonly WrittenStep[]): Replay {
  const disagreements: string[] = [];
  let display: Fraction | undefined;
  let result: number | undefined;
  for (const step of steps) {
    if (result !== undefined) disagreements.push(`${step.label}: after the result`);
    if (step.operation === 'fact') continue;
    const value = whole(step.valueFen ?? step.value ?? Number.NaN);
    if (step.operation === 'start') {
      if (display !== undefined) disagreements.push(`${step.label}: starts twice`);
      display = value;
      continue;
    }
    if (display === undefined) {
      disagreements.push(`${step.label}: before the start`);
      break;
    }
    switch (step.operation) {
      case 'plus':
        display = plus(display, value);
        break;
      case 'minus':
        display = plus(display, { over: -value.over, under: value.under });
        break;
      case 'times':
        display = times(display, { over: value.over, under: whole(step.over ?? 1).over });
        break;
      case 'rounded':
        display = halfUp(display);
        break;
      case 'at-most':
        if (isMore(display, value)) display = value;
        break;
      case 'equals':
        break;
      case 'result':
        result = step.valueFen;
        break;
      default:
        disagreements.push(`${step.label}: no key for ${step.operation}`);
    }
    if (display.over < 0n) disagreements.push(`${step.label}: below 0`);
    const isShown = ['rounded', 'equals', 'result'].includes(step.operation);
    if (isShown && !isSame(display, value)) disagreements.push(`${step.label}: ${show(display)} ≠ ${show(value)}`);
  }
  return { result, disagreements };
}

/** `over ÷ under`, the latter above 0. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

function whole(value: number): Fraction {
  return { over: BigInt(value), under: 1n };
}

function plus(one: Fraction, other: Fraction): Fraction {
  return { over: one.over * other.under + other.over * one.under, under: one.under * other.under };
}

function times(one: Fraction, other: Fraction): Fraction {
  return { over: one.over * other.over, under: one.under * other.under };
}

/** The whole number that is nearest; of two, the larger. */
function halfUp({ over, under }: Fraction): Fraction {
  return whole(Number((2n * over + under) / (2n * under)));
}

function isMore(one: Fraction, other: Fraction): boolean {
  return one.over * other.under > other.over * one.under;
}

function isSame(one: Fraction, other: Fraction): boolean {
  return one.over * other.under === other.over * one.under;
}

function show({ over, under }: Fraction): string {
  return `${over}/${under}`;
}
