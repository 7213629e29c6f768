import type { Caller } from '#platform/acts/act.ts';
import type { Platform } from '#platform/platform.ts';
import { type HistoryEvent, listHistory, listRelatives, type UnitRelative } from './history-store.ts';
import { findUnit } from './unit-store.ts';

/** What befell a unit, and to which others it is related. */
export interface UnitHistory {
  /** The latest first. */
  readonly events: readonly HistoryEvent[];
  readonly relatives: readonly UnitRelative[];
}

const MOST_EVENTS = 200;

/** A unit's history as far as the caller sees it; `undefined` where he sees no such unit. */
export async function findUnitHistory(
  platform: Platform,
  { access }: Pick<Caller, 'access'>,
  unitId: string,
): Promise<UnitHistory | undefined> {
  const { officeId } = access;
  return await platform.database.transaction(access, async (transaction) => {
    const unit = await findUnit(transaction, officeId, unitId);
    if (unit === undefined) return undefined;
    return {
      events: await listHistory(transaction, officeId, unitId, MOST_EVENTS),
      relatives: await listRelatives(transaction, unit),
    };
  });
}
