import type { SlipAmount } from '#intake/slip/read-slip.ts';
import type { Fen } from '#kernel/money.ts';

/** The figures of a claim that a slip gives, each with what it is the sum of on the slip (as `read-row.ts` has it). */
export const FIGURE_SOURCES = {
  billedTotal: ['billedTotal'],
  nonCovered: ['nonCovered'],
  overLimit: ['overLimit'],
  upfrontCostSharing: ['upfrontCostSharing'],
  eligibleExpense: ['eligibleExpense'],
  deductible: ['deductible'],
  poolingFundPaid: ['poolingFundPaid'],
  catastrophicFundPaid: ['largeExpenseFundPaid', 'seriousIllnessPaid'],
  civilServantPaid: ['civilServantPaid'],
  supplementaryPaid: ['supplementaryPaid'],
  medicalAidPaid: ['medicalAidPaid'],
  otherPaid: ['otherFundPaid', 'disabledFundPaid'],
} as const satisfies Readonly<Record<string, readonly SlipAmount[]>>;

export type SlipFigure = keyof typeof FIGURE_SOURCES;

/** The figures that were read, in fen; none for those that the slip does not show. */
export function figuresRead(
  amounts: readonly { readonly field: string; readonly fen: Fen }[],
): Partial<Record<SlipFigure, Fen>> {
  const figures: Partial<Record<SlipFigure, Fen>> = {};
  for (const [figure, sources] of Object.entries(FIGURE_SOURCES) as [SlipFigure, readonly string[]][]) {
    const parts = amounts.filter(({ field }) => sources.includes(field));
    if (parts.length > 0) figures[figure] = parts.reduce((sum, { fen }) => sum + fen, 0);
  }
  return figures;
}
