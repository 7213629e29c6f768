/** Why a roster asks for a look of its own before it passes. */
export type RosterFlag = 'came-back' | 'faulty-rows' | 'eligible-differs';

export interface FlaggedFigures {
  readonly round: number;
  readonly rejected_count: number;
  readonly eligible_count: number;
  /** Eligible staff as the unit is registered. */
  readonly unit_eligible_count: number;
}

/**
 * What is unusual about a roster: it was sent back before, rows of its file could not be taken, or it names another number
 * of eligible staff than the unit is registered with, on which the participation rule rests.
 */
export function rosterFlags(figures: FlaggedFigures): readonly RosterFlag[] {
  const flags: RosterFlag[] = [];
  if (figures.round > 1) flags.push('came-back');
  if (figures.rejected_count > 0) flags.push('faulty-rows');
  if (figures.eligible_count !== figures.unit_eligible_count) flags.push('eligible-differs');
  return flags;
}
