import generatePicker from 'antd/es/date-picker/generatePicker';
import {
  calendarDay,
  type DayNumber,
  dayNumber,
  daysInMonth,
  formatChineseDate,
  formatDate,
  parseDate,
} from '#kernel/civil-date.ts';
import { readDay, today } from '#web/ui/typed-day.ts';

/** A civil day as an object, which Ant Design's picker wants. */
export interface PickedDay {
  readonly day: DayNumber;
}

const picked = (day: DayNumber): PickedDay => ({ day });

/** Monday 1970-01-05 is day 4; 0 is Sunday. */
const weekday = (day: DayNumber): number => (((day + 4) % 7) + 7) % 7;

/** The same day of another month, or that month's last day. */
function addMonths(day: DayNumber, months: number): DayNumber {
  const { year, month, day: date } = calendarDay(day);
  const index = year * 12 + month - 1 + months;
  const newYear = Math.floor(index / 12);
  const newMonth = index - newYear * 12 + 1;
  return dayNumber(newYear, newMonth, Math.min(date, daysInMonth(newYear, newMonth)));
}

function weekNumber(day: DayNumber): number {
  // the ISO week: the one that holds its Thursday
  const thursday = day - ((weekday(day) + 6) % 7) + 3;
  const { year } = calendarDay(thursday);
  return Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1;
}

/**
 * Ant Design's picker on civil days: day numbers in, day numbers out, no time zone on the way.
 *
 * It needs no date library either: the kernel's arithmetic does all that the panel asks for.
 */
export const CivilDatePicker = generatePicker<PickedDay>({
  getNow: () => picked(today()),
  getFixedDate: (text) => picked(parseDate(text)),
  getEndDate: ({ day }) => {
    const { year, month } = calendarDay(day);
    return picked(dayNumber(year, month, daysInMonth(year, month)));
  },
  getWeekDay: ({ day }) => weekday(day),
  getYear: ({ day }) => calendarDay(day).year,
  getMonth: ({ day }) => calendarDay(day).month - 1,
  getDate: ({ day }) => calendarDay(day).day,
  getHour: () => 0,
  getMinute: () => 0,
  getSecond: () => 0,
  getMillisecond: () => 0,
  addYear: ({ day }, years) => picked(addMonths(day, years * 12)),
  addMonth: ({ day }, months) => picked(addMonths(day, months)),
  addDate: ({ day }, days) => picked(day + days),
  setYear: ({ day }, year) => picked(addMonths(day, (year - calendarDay(day).year) * 12)),
  setMonth: ({ day }, month) => picked(addMonths(day, month + 1 - calendarDay(day).month)),
  setDate: ({ day }, date) => picked(day + date - calendarDay(day).day),
  setHour: (value) => value,
  setMinute: (value) => value,
  setSecond: (value) => value,
  setMillisecond: (value) => value,
  isAfter: (one, other) => one.day > other.day,
  isValidate: ({ day }) => Number.isInteger(day),
  locale: {
    getWeekFirstDay: () => 1,
    getWeekFirstDate: (_locale, { day }) => picked(day - ((weekday(day) + 6) % 7)),
    getWeek: (_locale, { day }) => weekNumber(day),
    format: (_locale, { day }, format) => {
      if (format === CHINESE_FORMAT) return formatChineseDate(day);
      const { year, month, day: date } = calendarDay(day);
      return formatPart(format, year, month, date) ?? formatDate(day);
    },
    parse: (_locale, text) => {
      const day = readDay(text);
      return day === undefined ? null : picked(day);
    },
    getShortWeekDays: () => ['日', '一', '二', '三', '四', '五', '六'],
    getShortMonths: () => Array.from({ length: 12 }, (_, month) => `${month + 1}月`),
  },
});

/** How a chosen day stands in the field. */
export const CHINESE_FORMAT = 'YYYY年M月D日';

/** The formats that the panel itself writes: years, months and days of its grid and its head. */
function formatPart(format: string, year: number, month: number, date: number): string | undefined {
  switch (format) {
    case 'YYYY':
      return String(year);
    case 'YYYY年':
      return `${year}年`;
    case 'M':
    case 'M月':
    case 'MMM':
      return `${month}月`;
    case 'D':
    case 'DD':
      return String(date);
    default:
      return undefined;
  }
}
