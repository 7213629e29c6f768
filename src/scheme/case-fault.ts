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

export function refuse(field: string, message: string): never {
  throw new CaseFaultSignal(field, message);
}

/** A JSON object seen by the reader: any key, any value. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * `value` as an object that has exactly the keys of `required` and, where present, those of `optional`.
 *
 * The fault names the missing or the unknown key by its path.
 */
export function expectObject(
  value: unknown,
  path: string,
  required: readonly string[],
  optional: readonly string[] = [],
): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(path, value === undefined ? '缺少这一项' : '应当是一个对象');
  }
  const object = value as JsonObject;
  let found = 0;
  for (const key in object) {
    if (!required.includes(key)) {
      if (!optional.includes(key)) refuse(join(path, key), '没有这一项，请检查拼写');
    } else found++;
  }
  if (found < required.length) {
    for (const key of required) if (!Object.hasOwn(object, key)) refuse(join(path, key), '缺少这一项');
  }
  return object;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

export function expectArray(value: unknown, path: string, atMost: number): readonly unknown[] {
  if (!Array.isArray(value)) return refuse(path, value === undefined ? '缺少这一项' : '应当是一个列表');
  if (value.length > atMost) refuse(path, `最多 ${atMost} 项，这里有 ${value.length} 项`);
  return value;
}

const LONGEST_TEXT = 200;

export function expectText(value: unknown, path: string): string {
  if (typeof value !== 'string') return refuse(path, '应当是文字');
  if (value.length > LONGEST_TEXT) refuse(path, `文字太长，最多 ${LONGEST_TEXT} 个字`);
  return value;
}

export function expectName(value: unknown, path: string): string {
  const text = expectText(value, path);
  if (text === '') refuse(path, '不能为空');
  return text;
}

export function expectBoolean(value: unknown, path: string): boolean {
  return typeof value === 'boolean' ? value : refuse(path, '应当是 true 或 false');
}

export function expectFen(value: unknown, path: string): Fen {
  return isFen(value) ? value : refuse(path, '应当是以分为单位的整数，不小于 0，不超过 50 亿元');
}

export function expectDate(value: unknown, path: string): DayNumber {
  const date = typeof value === 'string' ? parseDate(value) : Number.NaN;
  return date === date ? date : refuse(path, '应当是存在的日期，写成 2025-08-01 的样子');
}

/** `null` or a date; {@link NEVER} for `null`. */
export function expectDateOrNull(value: unknown, path: string): DayNumber {
  return value === null ? NEVER : expectDate(value, path);
}

export function expectInstant(value: unknown, path: string): number {
  const instant = typeof value === 'string' ? parseInstant(value) : Number.NaN;
  return instant === instant ? instant : refuse(path, '应当是带时区的时刻，写成 2025-08-01T22:00:00+08:00 的样子');
}

export function expectInteger(value: unknown, path: string, least: number, most: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    ? value
    : refuse(path, `应当是 ${least} 到 ${most} 的整数`);
}

export function expectOneOf<Choice extends string>(value: unknown, path: string, choices: readonly Choice[]): Choice {
  return choices.includes(value as Choice) ? (value as Choice) : refuse(path, `应当是 ${choices.join('、')} 之一`);
}
