import { describe, expect, it } from 'vitest';
import { cursorOf, readCursor } from './cursor.ts';

describe('a cursor', () => {
  it('brings back the key that it was made of', () => {
    const key = ['2026-11-25', 17, '0192e4a0-0000-7000-8000-000000000001'];
    expect(readCursor(cursorOf(key), ['day', 'row', 'id'])).toEqual({ ok: true, value: key });
    expect(cursorOf(key)).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('is none on the first page', () => {
    expect(readCursor(undefined, ['day', 'row', 'id'])).toEqual({ ok: true, value: undefined });
  });

  it.each([
    cursorOf(['a']),
    cursorOf(['a', 'b', 'c']),
    'x',
    '',
    cursorOf({ length: 2 } as never),
    cursorOf([[], null] as never),
    cursorOf(['2025-02-29', 1]),
    cursorOf(['2025-02-28', 1.5]),
    cursorOf(['2025-02-28', 2 ** 31]),
  ])('is refused where it was not made for this list: %s', (after) => {
    expect(readCursor(after, ['day', 'row'])).toEqual({ ok: false, error: { code: 'bad-cursor' } });
  });

  it.each([
    ['id', 'x'],
    ['id', 1],
    ['name', 'a\u0000b'],
    ['name', '\ud800'],
    ['instant', -1],
    ['instant', 1e308],
    ['whole', '1'],
    ['whole', 2 ** 53],
  ] as const)('takes no part of another kind: %s %j', (kind, part) => {
    expect(readCursor(cursorOf([part]), [kind])).toEqual({ ok: false, error: { code: 'bad-cursor' } });
  });
});
