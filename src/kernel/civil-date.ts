/**
 * Civil dates of Asia/Shanghai as day numbers: days since 1970-01-01, negative before.
 *
 * A day number is exact, compares with `<`, subtracts to a count of days, and costs nothing; text stands only at the
 * edges. There is no time zone in a civil date. Proleptic Gregorian calendar, years 1 to 9999.
 */
export type DayNumber = number;

export interface CalendarDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

export const MILLISECONDS_PER_DAY = 86_400_000;

/** Shanghai has kept UTC+8 without summer time since 1992. */
const SHANGHAI_OFFSET_MILLISECONDS = 8 * 3_600_000;

/** 0001-01-01: for terms that reach back as far as the calendar does. */
export const FIRST_DAY: DayNumber = dayNumber(1, 1, 1);

/** Year, month, day → day number (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Day number → year, month, day. */
export function calendarDay(date: DayNumber): CalendarDay {
  const z = date + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/**
 * `YYYY-MM-DD` → day number; `NaN` for anything else, also for days that no calendar has (2025-02-29).
 *
 * `NaN` rather than `undefined`: the reader of a million cases tests it with one comparison and keeps its fields numbers.
 */
export function parseDate(text: string): DayNumber {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  // a comparison with NaN is false, so a non-digit anywhere ends here too
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN;
  if (day > 28 && day > daysInMonth(year, month)) return Number.NaN;
  return dayNumber(year, month, day);
}

/** Two ASCII digits as a number, `NaN` where one is no digit. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Day number → `YYYY-MM-DD`. */
export function formatDate(date: DayNumber): string {
  const { year, month, day } = calendarDay(date);
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

/** Day number → `2025年5月26日`, as screens and papers write it. */
export function formatChineseDate(date: DayNumber): string {
  const { year, month, day } = calendarDay(date);
  return `${year}年${month}月${day}日`;
}

/**
 * The last day of a period of `years` years counted from `date`: the same month and day, or where that month has no
 * such day its last (民法典第二百零二条): 2024-02-29 + 1 → 2025-02-28.
 */
export function addYears(date: DayNumber, years: number): DayNumber {
  const { year, month, day } = calendarDay(date);
  return dayNumber(year + years, month, Math.min(day, daysInMonth(year + years, month)));
}

/** Whole years 周岁 reached on `on` by someone born on `bornOn`; the birthday itself counts as reached. */
export function ageOn(bornOn: DayNumber, on: DayNumber): number {
  const born = calendarDay(bornOn);
  const now = calendarDay(on);
  const reached = now.month > born.month || (now.month === born.month && now.day >= born.day);
  return now.year - born.year - (reached ? 0 : 1);
}

/** The civil day in Shanghai of an instant given in milliseconds since 1970-01-01T00:00Z. */
export function shanghaiDay(instantMilliseconds: number): DayNumber {
  return Math.floor((instantMilliseconds + SHANGHAI_OFFSET_MILLISECONDS) / MILLISECONDS_PER_DAY);
}

/** The instant, in milliseconds since 1970-01-01T00:00Z, at which a civil day begins in Shanghai. */
export function startOfDay(date: DayNumber): number {
  return date * MILLISECONDS_PER_DAY - SHANGHAI_OFFSET_MILLISECONDS;
}

const INSTANT_TEXT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/**
 * ISO 8601 with an offset (`2025-08-01T22:00:00+08:00`, or `Z`) → milliseconds since 1970-01-01T00:00Z.
 *
 * `NaN` for anything else: without an offset an instant is a guess. Fractions to the millisecond.
 */
export function parseInstant(text: string): number {
  const match = INSTANT_TEXT.exec(text);
  if (match === null) return Number.NaN;
  const date = parseDate(match[1] ?? '');
  const hours = Number(match[2]);
  const minutes = Number(match[3]);
  const seconds = Number(match[4]);
  const offsetHours = Number(match[7] ?? 0);
  const offsetMinutes = Number(match[8] ?? 0);
  if (hours > 23 || minutes > 59 || seconds > 59 || offsetHours > 14 || offsetMinutes > 59) return Number.NaN;
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (match[6] === '-' ? -1 : 1);
  const milliseconds = Number((match[5] ?? '').padEnd(3, '0'));
  return date * MILLISECONDS_PER_DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds - offset;
}
