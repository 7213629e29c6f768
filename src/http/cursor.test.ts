import { describe, expect, it } from 'vitest';
import { cursorOf, readCursor } from './cursor.ts';

describe('a cursor', () => {
  it('brings back the key that it was made of', () => {
    const key = ['2026-11-25', 17, '0192e4a0-0000-7000-8000-000000000001'];
    expect(readCursor(cursorOf(key), 3)).toEqual({ ok: true, value: key });
    expect(cursorOf(key)).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('is none on the first page', () => {
    expect(readCursor(undefined, 3)).toEqual({ ok: true, value: undefined });
  });

  it.each([
    cursorOf(['a']),
    cursorOf(['a', 'b', 'c']),
    'x',
    '',
    cursorOf({ length: 2 } as never),
    cursorOf([[], null] as never),
  ])('is refused where it was not made for this list: %s', (after) => {
    expect(readCursor(after, 2)).toEqual({ ok: false, error: { code: 'bad-cursor' } });
  });
});
