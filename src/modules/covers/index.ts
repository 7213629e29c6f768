export type { CoverToSchedule } from './cover.ts';
export { type ScheduledCover, scheduleCover } from './schedule-cover.ts';
export { cancelPeriods, putInForce } from './store.ts';
