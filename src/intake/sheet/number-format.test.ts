import { describe, expect, test } from 'vitest';
import { dateText, isDateFormat, numberText } from './number-format.ts';

describe('date formats', () => {
  test.each([
    'yyyy-mm-dd',
    'm/d/yy h:mm',
    '[$-804]yyyy"年"m"月"d"日";@',
    '[h]:mm:ss',
    'mmm-yy',
    '[DBNum1][$-804]yyyy"年"m"月"d"日"',
    '上午/下午h"时"mm"分"',
  ])('%s shows a date', (code) => expect(isDateFormat(164, code)).toBe(true));

  test.each([
    'General',
    '0.00',
    '#,##0.00_ ;[Red]-#,##0.00 ',
    '@',
    '0.00E+00',
    '"day "0',
    '0\\d',
    '_-* #,##0_-',
    '[Yellow]0',
    '[$¥-804]0.00',
    '0',
  ])('%s shows a number', (code) => expect(isDateFormat(164, code)).toBe(false));

  test('built-in formats are known by number, unless the file says otherwise', () => {
    expect([14, 22, 31, 47, 58].every((id) => isDateFormat(id, undefined))).toBe(true);
    expect([0, 1, 2, 9, 37, 49, 59].some((id) => isDateFormat(id, undefined))).toBe(false);
    expect(isDateFormat(14, '0.00')).toBe(false);
  });

  test('a monstrous format is answered at once', () => {
    const started = performance.now();
    expect(isDateFormat(164, '"'.repeat(100_000))).toBe(false);
    expect(isDateFormat(164, '['.repeat(1000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('date serials', () => {
  test.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [45_803, false, '2025-05-26'],
    [45_803.999_999_9, false, '2025-05-27'],
    [45_803.5, false, '2025-05-26 12:00:00'],
    [0, true, '00:00:00'],
    [1, true, '1904-01-02'],
    [2_958_465, false, '9999-12-31'],
    [0.25, false, '06:00:00'],
  ])('%d is %s', (serial, is1904, expected) => expect(dateText(serial, is1904)).toBe(expected));

  test('what lies outside the calendar is no date', () => {
    expect([-1, 2_958_466, Number.POSITIVE_INFINITY, Number.NaN].map((serial) => dateText(serial, false))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test('numbers show what they hold, and no digits that they lost', () => {
  expect([0.1, 1e14, 999_999_999_999_999, 1e15, -1.5e300, 1e-10, 13_812_345_678].map(numberText)).toEqual([
    '0.1',
    '100000000000000',
    '999999999999999',
    '1E+15',
    '-1.5E+300',
    '1E-10',
    '13812345678',
  ]);
});
