import { fail, ok, type Result } from '#kernel/result.ts';

/** The sort key of a row, part by part, as a keyset continues after it. Never a name or a number of a person. */
export type CursorKey = readonly (string | number)[];

/** The key of a page's last row, as `next` carries it: opaque to clients, bound to nothing. */
export function cursorOf(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** What `after` brings back: a key of this many parts; `undefined` on the first page. */
export function readCursor(
  after: string | undefined,
  partCount: number,
): Result<CursorKey | undefined, { readonly code: 'bad-cursor' }> {
  if (after === undefined) return ok(undefined);
  const key = parsed(after);
  const isKey = Array.isArray(key) && key.length === partCount && key.every(isPart);
  return isKey ? ok(key) : fail({ code: 'bad-cursor' });
}

function isPart(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
