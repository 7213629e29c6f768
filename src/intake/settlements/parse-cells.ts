import type { Cell } from '#intake/sheet/sheet.ts';
import { type DayNumber, dayNumber, daysInMonth } from '#kernel/civil-date.ts';
import { type Fen, parseYuan, WHOLE_BASIS_POINTS } from '#kernel/money.ts';

/** Digits that a spreadsheet's number holds; what follows is noise of its binary form. */
const EXACT_DIGITS = 15;

/**
 * Yuan in a cell → fen; `undefined` where it is no amount.
 *
 * A number that a program computed may carry noise behind its fifteenth digit (8590.940000000001): it is cut there, in
 * the decimal text, as the spreadsheet's own display does.
 */
export function parseAmountCell(cell: Cell): Fen | undefined {
  if (cell.kind !== 'text' && cell.kind !== 'number') return undefined;
  const fen = parseYuan(cell.text);
  if (fen !== undefined || cell.kind !== 'number') return fen;
  const cut = cell.number.toPrecision(EXACT_DIGITS);
  return cut.includes('e') ? undefined : parseYuan(cut);
}

const WITH_SEPARATORS =
  /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?:[T ]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;
const DIGITS_ONLY = /^(\d{4})(\d{2})(\d{2})(?: ?(\d{2}):?(\d{2}):?(\d{2}))?$/;

/** Before and after these years a date is a slip of the pen, not a settlement. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;

/**
 * A date cell or text (`2025-08-01`, `2025/8/1`, `2025.8.1`, `2025年8月1日`, `20250801`, each with or without a time) → day.
 *
 * `NaN` for anything else and for days that no calendar has. The time is checked and dropped; instants with an offset
 * are refused, since their day depends on it.
 */
export function parseDateCell(cell: Cell): DayNumber {
  const text = cell.text.normalize('NFKC').trim();
  const separated = WITH_SEPARATORS.exec(text);
  if (separated !== null) {
    const [, year, , month, day, chineseMonth, chineseDay, hours, minutes, seconds] = separated;
    return dayAt(year, month ?? chineseMonth, day ?? chineseDay, hours, minutes, seconds);
  }
  const digits = DIGITS_ONLY.exec(text);
  return digits === null ? Number.NaN : dayAt(digits[1], digits[2], digits[3], digits[4], digits[5], digits[6]);
}

function dayAt(year = '', month = '', day = '', hours = '0', minutes = '0', seconds = '0'): DayNumber {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < FIRST_YEAR || y > LAST_YEAR || m < 1 || m > 12 || d < 1 || d > daysInMonth(y, m)) return Number.NaN;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return Number.NaN;
  return dayNumber(y, m, d);
}

/** A percentage below this is taken for a slip: no fund pays less than a tenth. */
const LEAST_PERCENT = 10;

/**
 * 统筹基金支付比例 (`0.9000`, `90%`, `90`) → basis points; `undefined` where it is 0, no share, or finer than N5,4.
 */
export function parseShareCell(cell: Cell): number | undefined {
  const match = /^(\d{1,3})(?:\.(\d{1,4})0*)?(%?)$/.exec(cell.text.normalize('NFKC').replace(/\s/g, ''));
  if (match === null) return undefined;
  const tenThousandths = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
  const isFraction = match[3] === '' && tenThousandths <= WHOLE_BASIS_POINTS;
  if (!isFraction && tenThousandths < LEAST_PERCENT * 10_000) return undefined;
  const basisPoints = isFraction ? tenThousandths : tenThousandths / 100;
  return Number.isInteger(basisPoints) && basisPoints > 0 && basisPoints <= WHOLE_BASIS_POINTS
    ? basisPoints
    : undefined;
}
