import { type DayNumber, parseDate, parseInstant } from '#kernel/civil-date.ts';
import { type Fen, isFen } from '#kernel/money.ts';
import { NEVER } from '#scheme/case.ts';

/** What is wrong with a case: the path of the field (`claim.bills[0].on`) and a sentence. */
export interface CaseFault {
  readonly field: string;
  readonly message: string;
}

/**
 * Thrown inside the reader only, to leave it from any depth; `readCase` turns it into a value.
 *
 * No Error: a file may hold a million bad lines, and nobody reads their stack traces.
 */
export class CaseFaultSignal {
  readonly fault: CaseFault;

  constructor(field: string, message: string) {
    this.fault = { field, message };
  }
}

/**
 * Leave the reader with a fault at `path`, in which `[]` stands for the place in a list that `index` tells.
 *
 * Paths are constants with a hole so that reading a good case builds no text.
 */
export function refuse(path: string, message: string, index = -1): never {
  throw new CaseFaultSignal(index < 0 ? path : path.replace('[]', `[${index}]`), message);
}

/** A JSON object seen by the reader: any key, any value. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * `value` as an object that has exactly the keys of `required` and, where present, those of `optional`.
 *
 * A good object costs one count of its keys here: a required key that is missing although the count is right (another
 * one stands in its place) is refused where its value is read, because it is `undefined`.
 */
export function expectObject(
  value: unknown,
  path: string,
  required: readonly string[],
  optional: readonly string[] = NO_KEYS,
  index = -1,
): JsonObject {
  const object = expectRecord(value, path, index);
  if (countKeys(object) !== required.length) refuseKeys(object, path, required, optional, index);
  return object;
}

function countKeys(object: JsonObject): number {
  let count = 0;
  for (const key in object) if (key !== undefined) count++;
  return count;
}

/** `value` as an object, whatever its keys. */
export function expectRecord(value: unknown, path: string, index = -1): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(path, value === undefined ? MISSING : '应当是一个对象', index);
  }
  return value as JsonObject;
}

const NO_KEYS: readonly string[] = [];
const MISSING = '缺少这一项';

/** Name the unknown or the missing key, if any: with optional keys a count may differ without a fault. */
function refuseKeys(
  object: JsonObject,
  path: string,
  required: readonly string[],
  optional: readonly string[],
  index: number,
): void {
  const prefix = path === '' ? '' : `${path}.`;
  for (const key in object) {
    if (!required.includes(key) && !optional.includes(key)) {
      refuse(`${prefix}${key.slice(0, LONGEST_TEXT)}`, '没有这一项，请检查拼写', index);
    }
  }
  for (const key of required) if (object[key] === undefined) refuse(`${prefix}${key}`, MISSING, index);
}

export function expectArray(value: unknown, path: string, atMost: number): readonly unknown[] {
  if (!Array.isArray(value)) return refuse(path, value === undefined ? MISSING : '应当是一个列表');
  if (value.length > atMost) refuse(path, `最多 ${atMost} 项，这里有 ${value.length} 项`);
  return value;
}

const LONGEST_TEXT = 200;

/** The sentence for a value of the wrong kind; a value that is not there at all is told as missing. */
function wrong(value: unknown, path: string, message: string, index: number): never {
  return refuse(path, value === undefined ? MISSING : message, index);
}

export function expectText(value: unknown, path: string, index = -1): string {
  if (typeof value !== 'string') return wrong(value, path, '应当是文字', index);
  if (value.length > LONGEST_TEXT) refuse(path, `文字太长，最多 ${LONGEST_TEXT} 个字`, index);
  return value;
}

export function expectName(value: unknown, path: string, index = -1): string {
  const text = expectText(value, path, index);
  if (text === '') refuse(path, '不能为空', index);
  return text;
}

export function expectBoolean(value: unknown, path: string, index = -1): boolean {
  return typeof value === 'boolean' ? value : wrong(value, path, '应当是 true 或 false', index);
}

export function expectFen(value: unknown, path: string, index = -1): Fen {
  return isFen(value) ? value : wrong(value, path, '应当是以分为单位的整数，不小于 0，不超过 50 亿元', index);
}

export function expectDate(value: unknown, path: string, index = -1): DayNumber {
  const date = typeof value === 'string' ? parseDate(value) : Number.NaN;
  return Number.isNaN(date) ? wrong(value, path, '应当是存在的日期，写成 2025-08-01 的样子', index) : date;
}

/** `null` or a date; {@link NEVER} for `null`. */
export function expectDateOrNull(value: unknown, path: string): DayNumber {
  return value === null ? NEVER : expectDate(value, path);
}

export function expectInstant(value: unknown, path: string): number {
  const instant = typeof value === 'string' ? parseInstant(value) : Number.NaN;
  return Number.isNaN(instant)
    ? wrong(value, path, '应当是带时区的时刻，写成 2025-08-01T22:00:00+08:00 的样子', -1)
    : instant;
}

export function expectInteger(value: unknown, path: string, least: number, most: number, index = -1): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    ? value
    : wrong(value, path, `应当是 ${least} 到 ${most} 的整数`, index);
}

export function expectOneOf<Choice extends string>(
  value: unknown,
  path: string,
  choices: readonly Choice[],
  index = -1,
): Choice {
  for (const choice of choices) if (choice === value) return choice;
  return wrong(value, path, `应当是 ${choices.join('、')} 之一`, index);
}
