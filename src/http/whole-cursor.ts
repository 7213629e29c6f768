import { readCursor } from '#http/cursor.ts';
import { fail, ok, type Result } from '#kernel/result.ts';

/** What `after` brings back where a list goes by one whole number; nothing on the first page. */
export function readWholeCursor(
  after: string | undefined,
): Result<{ readonly after?: number }, { readonly code: 'bad-cursor' }> {
  const key = readCursor(after, ['whole']);
  if (!key.ok) return key;
  if (key.value === undefined) return ok({});
  const [number] = key.value;
  return Number.isSafeInteger(number) ? ok({ after: Number(number) }) : fail({ code: 'bad-cursor' });
}
