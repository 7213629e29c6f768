import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import {
  type ClauseFigures,
  type FlagFigures,
  findDenials,
  findFlagFigures,
  findLevelFigures,
  findWholeFigures,
  type LevelFigures,
  type Span,
  type WholeFigures,
} from './figure-store.ts';

/** What became of the claims of a span of days, as far as the caller sees them. */
export interface ClaimFigures {
  readonly whole: WholeFigures;
  readonly levels: readonly LevelFigures[];
  readonly denials: readonly ClauseFigures[];
  readonly flags: readonly FlagFigures[];
}

export async function findClaimFigures(platform: Platform, { access }: Caller, span: Span): Promise<ClaimFigures> {
  const { officeId } = access;
  return await platform.database.transaction(access, async (transaction) => ({
    whole: await findWholeFigures(transaction, officeId, span),
    levels: await findLevelFigures(transaction, officeId, span),
    denials: await findDenials(transaction, officeId, span),
    flags: await findFlagFigures(transaction, officeId, span),
  }));
}
