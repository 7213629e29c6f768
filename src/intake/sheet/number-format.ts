import { formatDate } from '#kernel/civil-date.ts';

/** Formats that spreadsheets know by number and that show a date or a time (ECMA-376 part 1, 18.8.30, with its East Asian ones). */
const DATE_FORMATS: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
]);

/** Whether a number under this format is shown as a date or a time; `code` is that of the file, where it has one. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return DATE_FORMATS.has(id);
  if (code.length > LONGEST_FORMAT) return false;
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs]/i.test(bare.replace(/general|standard/gi, ''));
}

/** Excel's own limit is 255. */
const LONGEST_FORMAT = 1024;

const DAYS_TO_1970 = 25_569;
const DAYS_1900_TO_1904 = 1462;
const SECONDS_PER_DAY = 86_400;
/** 9999-12-31 */
const LAST_SERIAL = 2_958_465;

/**
 * A date serial as text: `2025-05-26`, with ` 10:00:00` where it has a time, only the time below 1; `undefined` where no
 * date has that serial. Days before 1900-03-01 keep Excel's error (it believes in 1900-02-29).
 */
export function dateText(serial: number, is1904: boolean): string | undefined {
  const days1900 = is1904 ? serial + DAYS_1900_TO_1904 : serial;
  if (!(serial >= 0 && days1900 < LAST_SERIAL + 1)) return undefined;
  let day = Math.floor(days1900);
  let seconds = Math.round((days1900 - day) * SECONDS_PER_DAY);
  if (seconds === SECONDS_PER_DAY) {
    day++;
    seconds = 0;
  }
  const time = seconds === 0 ? '' : clock(seconds);
  if (serial < 1) return time === '' ? '00:00:00' : time;
  const civil = formatDate((day < 60 ? day + 1 : day) - DAYS_TO_1970);
  return time === '' ? civil : `${civil} ${time}`;
}

function clock(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** The first number whose last digit a spreadsheet no longer holds. */
const FIRST_INEXACT = 1e15;

/**
 * A number's shortest exact text; scientific below 10^-6, where nothing of ours lies, and from 10^15 on, so that nobody
 * takes the zeros at its end for digits.
 */
export function numberText(value: number): string {
  return Math.abs(value) >= FIRST_INEXACT ? value.toExponential().replace('e', 'E') : String(value).replace('e', 'E');
}

const SHORTEST = /^-?(?:0|[1-9]\d{0,14})$/;

/**
 * Whether a decimal text is already what {@link numberText} would make of its value: up to 15 digits without zeros to
 * spare. Half of all numbers come so, and comparing is quicker than printing.
 */
export function isShortest(text: string): boolean {
  if (text.length > 15) return false;
  const point = text.indexOf('.');
  if (point < 0) return SHORTEST.test(text) && text !== '-0';
  return text.charCodeAt(text.length - 1) !== 0x30 && FRACTION.test(text);
}

/** At most six decimals, so that nothing here is small enough for an exponent. */
const FRACTION = /^-?(?:0|[1-9]\d*)\.\d{1,6}$/;
