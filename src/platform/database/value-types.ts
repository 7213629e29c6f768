import pg from 'pg';
import { type DayNumber, formatDate, parseDate } from '#kernel/civil-date.ts';

const { builtins } = pg.types;

/**
 * How values of the database are read: whole numbers as numbers (fen fit 2^53; a larger one throws), dates as day
 * numbers, instants as milliseconds since 1970, bytes as buffers, the rest as text.
 */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
    switch (oid) {
      case builtins.INT8:
        return readWhole;
      case builtins.DATE:
        return readDay;
      case builtins.TIMESTAMPTZ:
        return readInstant;
      case DATE_ARRAY:
        return (text: string) => readArray(text).map(readDay);
      case INT8_ARRAY:
        return (text: string) => readArray(text).map(readWhole);
      case UUID_ARRAY:
        return readArray;
      default:
        return pg.types.getTypeParser(oid, 'text');
    }
  }) as typeof pg.types.getTypeParser,
};

const DATE_ARRAY = 1182;
const INT8_ARRAY = 1016;
const UUID_ARRAY = 2951;

/** An array of values that hold neither commas nor quotes. */
function readArray(text: string): string[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',');
}

function readWhole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a whole number of the database is beyond 2^53');
  return value;
}

function readDay(text: string): DayNumber {
  const day = parseDate(text);
  if (Number.isNaN(day)) throw new RangeError('not a civil date');
  return day;
}

function readInstant(text: string): number {
  const instant = Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  if (Number.isNaN(instant)) throw new RangeError('not an instant');
  return instant;
}

/** A day as a parameter. */
export function dayValue(day: DayNumber): string {
  return formatDate(day);
}

/** A day or nothing as a parameter. */
export function dayValueOrNull(day: DayNumber | undefined): string | null {
  return day === undefined ? null : formatDate(day);
}

/** An instant, milliseconds since 1970, as a parameter. */
export function instantValue(instant: number): string {
  return new Date(instant).toISOString();
}
