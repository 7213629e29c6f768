import { Type } from 'typebox';
import { CivilDate } from '#contracts/basic.ts';
import { CalendarAnswer, CalendarQuery, ReviewSettings, SetCalendarDay } from '#contracts/claim-desk.ts';
import { callerOf } from '#http/caller-of.ts';
import { defineRoute, nothing, type Route } from '#http/route.ts';
import { dayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';
import { ok } from '#kernel/result.ts';
import { isWorkingDay } from '#kernel/working-days.ts';
import { changeCalendar, findCalendar, findReviewSettings, setReviewSettings } from '#modules/reviews/index.ts';
import type { Platform } from '#platform/platform.ts';

const tags = ['设置'];
const NO_CALENDAR: ReadonlyMap<number, boolean> = new Map();

/** Working days of the office, and how it reviews. */
export function calendarRoutes({ platform }: { readonly platform: Platform }): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/calendar',
      permission: 'agency.read',
      summary: '一年的工作日历：节假日、调休和本办事处自己设的日子',
      tags,
      input: { query: CalendarQuery },
      output: CalendarAnswer,
      refusals: [],
      handle: async (call) => {
        const { year } = call.input.query;
        const days = await findCalendar(platform, callerOf(call), {
          from: dayNumber(year, 1, 1),
          until: dayNumber(year, 12, 31),
        });
        return ok({
          isKnown: days.some(({ isOwn }) => !isOwn),
          days: days
            .filter(
              ({ day, isWorkday, name, isOwn }) => isOwn || name !== '' || isWorkday !== isWorkingDay(day, NO_CALENDAR),
            )
            .map(({ day, ...each }) => ({ ...each, day: formatDate(day) })),
        });
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/calendar/:day',
      permission: 'calendar.manage',
      summary: '设本办事处的一天上班还是休息，或恢复成国家安排；已在走的期限不变',
      tags,
      input: { params: Type.Object({ day: CivilDate }), body: SetCalendarDay },
      output: nothing,
      refusals: ['calendar-office-only', 'calendar-name-missing', 'calendar-day-not-own', 'idempotency-key-reused'],
      handle: (call) => {
        const { isWorkday, name } = call.input.body;
        const day = parseDate(call.input.params.day);
        return changeCalendar(platform, callerOf(call), { day, isWorkday: isWorkday ?? undefined, name });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/review-settings',
      permission: 'agency.read',
      summary: '各级审核的期限、补正的期限、批量通过的单件上限',
      tags,
      input: {},
      output: ReviewSettings,
      refusals: [],
      handle: async (call) => ok(await findReviewSettings(platform, callerOf(call))),
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/review-settings',
      permission: 'review-policy.manage',
      summary: '设定各级审核的期限、补正的期限、批量通过的单件上限，从现在起',
      tags,
      input: { body: ReviewSettings },
      output: ReviewSettings,
      refusals: ['review-settings-office-only', 'idempotency-key-reused'],
      handle: (call) => setReviewSettings(platform, callerOf(call), call.input.body),
    }),
  ];
}
