import { parseDate } from '#kernel/civil-date.ts';
import { fail, ok, type Result } from '#kernel/result.ts';

/** The sort key of a row, part by part, as a keyset continues after it. Never a name or a number of a person. */
export type CursorKey = readonly (string | number)[];

/** The key of a page's last row, as `next` carries it: opaque to clients, bound to nothing. */
export function cursorOf(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * What a part of a key is: a civil date, a UUID, a name, milliseconds since 1970, the number of a row (32 bits), any other
 * whole number. Nothing else gets as far as a query, whoever forged it.
 */
export type CursorPart = 'day' | 'id' | 'name' | 'instant' | 'row' | 'whole';

/** What `after` brings back: a key of these parts; `undefined` on the first page. */
export function readCursor(
  after: string | undefined,
  parts: readonly CursorPart[],
): Result<CursorKey | undefined, { readonly code: 'bad-cursor' }> {
  if (after === undefined) return ok(undefined);
  const key = parsed(after);
  if (!Array.isArray(key) || key.length !== parts.length) return fail({ code: 'bad-cursor' });
  return parts.every((part, at) => isPart[part](key[at])) ? ok(key) : fail({ code: 'bad-cursor' });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LAST_INSTANT = 8_640_000_000_000_000;
const LAST_ROW = 2 ** 31 - 1;

const isPart: Readonly<Record<CursorPart, (part: unknown) => boolean>> = {
  day: (part) => typeof part === 'string' && !Number.isNaN(parseDate(part)),
  id: (part) => typeof part === 'string' && UUID.test(part),
  name: (part) => typeof part === 'string' && part.isWellFormed() && !part.includes('\u0000'),
  instant: (part) => isWhole(part) && part >= 0 && part <= LAST_INSTANT,
  row: (part) => isWhole(part) && part >= 0 && part <= LAST_ROW,
  whole: isWhole,
};

function isWhole(part: unknown): part is number {
  return Number.isSafeInteger(part);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
