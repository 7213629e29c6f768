import type { DayNumber } from '#kernel/civil-date.ts';
import { addWorkingDays } from '#kernel/working-days.ts';
import type { Act } from '#platform/acts/act.ts';
import { today } from '#platform/clock.ts';
import { findExceptions } from './calendar-store.ts';
import { findLevel, getRootAgencyId } from './level-store.ts';
import { reviewSettingsOf } from './settings-store.ts';

/** By when each kind of level decides what comes before it today, and a member answers what he is asked today. */
export interface Deadlines {
  readonly office: DayNumber;
  readonly city: DayNumber;
  readonly county: DayNumber;
  readonly supplement: DayNumber;
}

/** So far ahead no deadline lies: 90 working days with every holiday of a year. */
const LONGEST_DAYS = 180;

export async function deadlinesFrom(act: Pick<Act, 'transaction' | 'officeId' | 'platform'>): Promise<Deadlines> {
  const { transaction, officeId } = act;
  const from = today(act.platform.clock);
  const settings = await reviewSettingsOf(transaction, officeId);
  const known = await findExceptions(transaction, officeId, from, from + LONGEST_DAYS);
  const after = (days: number): DayNumber => addWorkingDays(from, days, known);
  return {
    office: after(settings.officeDays),
    city: after(settings.cityDays),
    county: after(settings.countyDays),
    supplement: after(settings.supplementDays),
  };
}

/**
 * By when a node decides what comes before it today. A county does not see what stands above it in the tree: what it can't
 * see and is not the office is a city.
 */
export async function deadlineAt(act: Act, agencyId: string): Promise<DayNumber> {
  const { transaction, officeId } = act;
  const deadlines = await deadlinesFrom(act);
  const level = await findLevel(transaction, officeId, agencyId);
  if (level !== undefined) return deadlines[level.kind];
  return agencyId === (await getRootAgencyId(transaction, officeId)) ? deadlines.office : deadlines.city;
}
