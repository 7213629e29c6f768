import type { ClaimDetail } from '#contracts/claims.ts';
import type { Settlement } from '#scheme/case.ts';
import { READINGS, type ReadingId } from '#scheme/clause-texts.ts';
import type { Decision, Step, StepText } from '#scheme/decision.ts';

type Ruled = ClaimDetail['decisions'][number]['ruled'];
type RuledStep = Ruled['steps'][number];

const READING_BY_TITLE = new Map(
  Object.entries(READINGS).map(([id, { title }]) => [title as string, id as ReadingId] as const),
);

/**
 * A decision as the interface gives it, in the form that the receipt reads: the inverse of `writeDecision`.
 *
 * The casts are sound because the server wrote it with this very build's clauses, codes and readings.
 */
export function decisionOfAnswer(id: string, ruled: Ruled): Decision {
  return { ...ruled, id, steps: ruled.steps.map(stepOf) } as unknown as Decision;
}

function stepOf({ label, clause, operation, valueFen, value, unit, over, reading }: RuledStep): Step {
  const text = {
    label,
    clause,
    operation,
    unit: unit ?? 'fen',
    reading: reading === undefined ? undefined : READING_BY_TITLE.get(reading),
  } as StepText;
  return { text, value: valueFen ?? value ?? 0, over: over ?? 1 };
}

/** The insurer's figures of a stay, summed where it was settled in parts; `undefined` where the claim has none. */
export function settlementOfAnswer(settlements: ClaimDetail['settlements']): Settlement | undefined {
  if (settlements.length === 0) return undefined;
  const sums: Record<string, number> = {};
  for (const { figures } of settlements) {
    for (const [name, fen] of Object.entries(figures)) sums[name] = (sums[name] ?? 0) + (fen ?? 0);
  }
  return sums as unknown as Settlement;
}
