import { expect, test } from 'vitest';
import { parseDate } from '#kernel/civil-date.ts';
import { readDay } from '#web/ui/typed-day.ts';

test.each(['2025-08-01', '2025-8-1', '2025/08/01', '2025.8.1', '20250801', '2025年8月1日', ' 2025年 8月 1日 '])(
  '%s is the first of August 2025',
  (text) => {
    expect(readDay(text)).toBe(parseDate('2025-08-01'));
  },
);

test.each(['', '2025-02-29', '2025-13-01', '08-01', '2025-08', '1/8/2025', '202508011', '今天'])(
  '%s is no day',
  (text) => {
    expect(readDay(text)).toBeUndefined();
  },
);
