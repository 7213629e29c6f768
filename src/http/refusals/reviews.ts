import type { RefusalTable } from '#http/refusal-table.ts';
import type { ChangeCalendarRefusal, SetReviewSettingsRefusal } from '#modules/reviews/index.ts';

export const reviewRefusals = {
  'calendar-office-only': { status: 403, message: '工作日历由办事处设定，您所在的机构不能改。' },
  'calendar-name-missing': { status: 422, message: '请写明这一天为什么与国家安排不同。' },
  'calendar-day-not-own': { status: 409, message: '这一天没有单独设过，已经是国家安排。' },
  'review-settings-office-only': { status: 403, message: '审核期限由办事处设定，您所在的机构不能改。' },
} as const satisfies RefusalTable<ChangeCalendarRefusal | SetReviewSettingsRefusal>;
