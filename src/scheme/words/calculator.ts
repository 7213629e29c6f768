import type { Fen } from '#kernel/money.ts';
import type { Step } from '#scheme/decision.ts';

/** An exact amount on the display of a pocket calculator that never rounds by itself. */
interface Display {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** What the display shows before a step is keyed in and after it, in fen, rounded half up for reading. */
export interface KeyedStep {
  readonly step: Step;
  readonly before: Fen;
  readonly after: Fen;
}

const NOTHING: Display = { numerator: 0n, denominator: 1n };

/**
 * Key the steps of a receipt into a calculator, one by one.
 *
 * `instead` puts another step in the place of one (or leaves it out with `undefined`), to learn what the amount would
 * be without it; the lines that only show a result (`equals`, `rounded`, `result`) are then worked out again.
 */
export function keyIn(steps: readonly Step[], instead: (step: Step) => Step | undefined = same): readonly KeyedStep[] {
  const keyed: KeyedStep[] = [];
  let display = NOTHING;
  for (const original of steps) {
    const step = instead(original);
    const before = display;
    if (step !== undefined) display = after(display, step);
    keyed.push({ step: original, before: inFen(before), after: inFen(display) });
  }
  return keyed;
}

/** The amount at the end of the steps; 0 where there are none. */
export function amountOf(keyed: readonly KeyedStep[]): Fen {
  return keyed.at(-1)?.after ?? 0;
}

function same(step: Step): Step {
  return step;
}

function after(display: Display, { text, value, over }: Step): Display {
  const { numerator, denominator } = display;
  switch (text.operation) {
    case 'start':
      return { numerator: BigInt(value), denominator: 1n };
    case 'plus':
      return { numerator: numerator + BigInt(value) * denominator, denominator };
    case 'minus':
      return { numerator: numerator - BigInt(value) * denominator, denominator };
    case 'times':
      return { numerator: numerator * BigInt(value), denominator: denominator * BigInt(over) };
    case 'equals':
      return numerator < 0n ? NOTHING : display;
    case 'rounded':
      return { numerator: rounded(display), denominator: 1n };
    case 'at-most':
      return numerator > BigInt(value) * denominator ? { numerator: BigInt(value), denominator: 1n } : display;
    case 'result':
      return numerator < 0n ? NOTHING : display;
    case 'fact':
      return display;
  }
}

/** Half up, away from zero below it: a display in the middle of a sum may be negative. */
function rounded({ numerator, denominator }: Display): bigint {
  return numerator < 0n
    ? -((-2n * numerator + denominator) / (2n * denominator))
    : (2n * numerator + denominator) / (2n * denominator);
}

function inFen(display: Display): Fen {
  return Number(rounded(display));
}
