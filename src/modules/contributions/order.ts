import type { Fen } from '#kernel/money.ts';
import type { ProgramId } from '#scheme/case.ts';

export interface OrderedContribution {
  readonly rosterId: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly program: ProgramId;
  readonly shares: number;
  readonly memberCount: number;
  readonly amountFen: Fen;
}

export interface ContributionOrder {
  readonly id: string;
  /** What the unit writes into its transfer. */
  readonly reference: string;
  readonly amountFen: Fen;
}
