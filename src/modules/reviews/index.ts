export type { CalendarDay } from './calendar-store.ts';
export { type CalendarDayToSet, type ChangeCalendarRefusal, changeCalendar, findCalendar } from './change-calendar.ts';
export { type Deadlines, deadlineAt, deadlinesFrom } from './deadline.ts';
export { getRootAgencyId, type ReviewLevel } from './level-store.ts';
export { findOwnLevel } from './review-level.ts';
export { findReviewSettings, type SetReviewSettingsRefusal, setReviewSettings } from './review-settings.ts';
export { type ReviewSettings, reviewSettingsOf } from './settings-store.ts';
