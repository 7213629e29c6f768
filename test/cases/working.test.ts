import { describe, expect, it } from 'vitest';
import { faultOfLine, lastAmountOf } from './working.ts';

describe('a line of a hand calculation', () => {
  it.each([
    '9,000.00 × 12/30 × 60% = 2,160.00',
    '个人自付部分：15,000.00 − 900.00 − 5,100.00 = 9,000.00（限额以内）',
    '0.01 × 50% ≈ 0.01',
    '0.03 × 1/7 × 60% ≈ 0.00',
    '(1.00 + 2.00) × 3 = 9.00',
    '12,000.00 与 10,000.00 取小 = 10,000.00',
    '0.00 与 5.00 − 6.00 取大 = 0.00',
    '2025-05-02 + 29 日 = 2025-05-31',
    '2024-02-29 + 2 年 = 2026-02-28',
    '2024-02-29 + 4年 = 2028-02-29',
    '2025-08-15 − 2025-08-01 = 14 天',
    '2025-08-10 − 7 日 = 2025-08-03 ≤ 2025-08-03',
    '2025-08-01 22:00:00 + 48 小时 = 2025-08-03 22:00:00 < 2025-08-03 22:00:01',
    '2025-08-03 22:00:01 − 2025-08-01 22:00:00 > 48 小时',
    '2 < 3 ≤ 3',
    '没有保障期，不计算。',
  ])('is right: %s', (line) => {
    expect(faultOfLine(line)).toBeUndefined();
  });

  it.each([
    ['9,000.00 × 60% = 5,400.01', 'the left of ='],
    ['0.01 × 50% = 0.01', 'the left of ='],
    ['0.01 × 100% ≈ 0.01', 'the left of ≈'],
    ['0.01 × 40% ≈ 0.01', 'the left of ≈'],
    ['2025-05-02 + 30 日 = 2025-05-31', '2025-06-01'],
    ['2025-02-29 = 2025-02-29', 'no such day'],
    ['2025-08-10 = 10', 'date beside number'],
    ['3 天 × 2 = 6 天', 'days × number'],
    ['9000 +  = 9000', 'a figure is missing'],
    ['1 2 = 3', 'too much'],
    ['1 与 2 = 1', '与 without'],
    ['x = 1', "can't read x"],
    ['(1 = 1', 'a bracket is open'],
    ['1 / 0 = 1', 'divides'],
    ['3 < 2', 'the left of <'],
    ['2 > 2', 'the left of >'],
    ['2 ≥ 3', 'the left of ≥'],
    ['3 ≤ 2', 'the left of ≤'],
    ['2 ≠ 2', 'the left of ≠'],
  ])('is wrong: %s', (line, fault) => {
    expect(faultOfLine(line)).toContain(fault);
  });

  it('ends with an amount, or with none', () => {
    expect(lastAmountOf('互助金：9,000.00 × 60% = 5,400.00（元）')).toBe(540_000);
    expect(lastAmountOf('0.01 × 50% ≈ 0.01')).toBe(1);
    expect(lastAmountOf('2025-05-02 + 29 日 = 2025-05-31')).toBeUndefined();
    expect(lastAmountOf('12/30 = 0.4')).toBe(40);
    expect(lastAmountOf('不计算')).toBeUndefined();
  });
});
