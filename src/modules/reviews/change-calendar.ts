import type { DayNumber } from '#kernel/civil-date.ts';
import { formatDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { type Caller, perform } from '#platform/acts/act.ts';
import type { IdempotencyRefusal } from '#platform/acts/idempotency.ts';
import type { Platform } from '#platform/platform.ts';
import { type CalendarDay, findDays, removeDay, saveDay } from './calendar-store.ts';

/** In order of precedence. */
export type ChangeCalendarRefusal =
  /** A city or a county has no calendar of its own. */
  | { readonly code: 'calendar-office-only' }
  | { readonly code: 'calendar-name-missing' }
  | { readonly code: 'calendar-day-not-own' };

export interface CalendarDayToSet {
  readonly day: DayNumber;
  /** `undefined`: as the nation has it. */
  readonly isWorkday: boolean | undefined;
  /** Why it differs. */
  readonly name: string;
}

/** The days of a span that the office's calendar tells; those of years that nobody has announced are not there. */
export function findCalendar(
  platform: Platform,
  { access }: Caller,
  { from, until }: { readonly from: DayNumber; readonly until: DayNumber },
): Promise<readonly CalendarDay[]> {
  return platform.database.transaction(access, (transaction) => findDays(transaction, access.officeId, from, until));
}

/**
 * Sets a day of the office's calendar, or gives it back to the nation's. Deadlines that are running stay as they are:
 * what somebody was told is not moved behind his back.
 */
export async function changeCalendar(
  platform: Platform,
  caller: Caller,
  { day, isWorkday, name }: CalendarDayToSet,
): Promise<Result<undefined, ChangeCalendarRefusal | IdempotencyRefusal>> {
  const input = { day: formatDate(day), isWorkday: isWorkday ?? null, name };
  return await perform(
    platform,
    caller,
    { name: 'change-calendar', input },
    async (act): Promise<Result<undefined, ChangeCalendarRefusal>> => {
      const { scope } = caller.access;
      if (scope !== 'office' && scope !== 'administration') return fail({ code: 'calendar-office-only' });
      if (isWorkday === undefined) {
        if (!(await removeDay(act, day))) return fail({ code: 'calendar-day-not-own' });
      } else {
        if (name.trim() === '') return fail({ code: 'calendar-name-missing' });
        await saveDay(act, { day, isWorkday, name: name.trim() });
      }
      await act.audit({ act: 'change-calendar', objectKind: 'office', objectId: act.officeId, detail: input });
      return ok(undefined);
    },
  );
}
