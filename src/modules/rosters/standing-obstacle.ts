import type { RosterFault } from '#intake/roster/roster.ts';
import { type DayNumber, formatChineseDate } from '#kernel/civil-date.ts';
import type { StandingCover } from './reservation-store.ts';

/** What stands in a person's way, as a fault of his row. */
export type Obstacle = Pick<RosterFault, 'code' | 'message'>;

/** The first day on which a roster of that day can start: paid at once, and behind the unit's own running period. */
export function earliestStart(onDay: DayNumber, runningUntil: DayNumber | undefined): DayNumber {
  return Math.max(onDay, runningUntil ?? onDay) + 1;
}

/**
 * Why a person may not be on a roster: a roster under way, or a cover of another unit that runs into the first day on
 * which this one can start. The other unit's level is told, never its name.
 */
export function obstacleTo(
  covers: readonly StandingCover[],
  roster: { readonly rosterId: string; readonly unitId: string; readonly earliestStart: DayNumber },
): Obstacle | undefined {
  const reserved = covers.find(({ roster_id }) => roster_id !== null && roster_id !== roster.rosterId);
  if (reserved !== undefined) {
    const message =
      reserved.unit_id === roster.unitId
        ? '此人已在本单位报送中的名单上，请勿重复报送；要改动请先撤回那份名单'
        : `此人已由${reserved.agency_name}的另一单位报送，同一活动同一时间只能参加一次；请与本人核实，由其现单位参加`;
    return { code: 'standing-roster', message };
  }
  const elsewhere = covers.find(
    ({ unit_id, end_on }) => unit_id !== roster.unitId && end_on !== null && end_on >= roster.earliestStart,
  );
  if (elsewhere === undefined || elsewhere.end_on === null) return undefined;
  const until = formatChineseDate(elsewhere.end_on);
  return {
    code: 'standing-cover',
    message: `此人已由${elsewhere.agency_name}的另一单位参加，保障到${until}；到期后才能由本单位参加，请从名单中删去`,
  };
}
