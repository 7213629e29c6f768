import { describe, expect, test } from 'vitest';
import { parseAmountCell, parseDateCell, parseShareCell } from '#intake/settlements/parse-cells.ts';
import type { Cell, CellKind } from '#intake/sheet/sheet.ts';
import { formatDate } from '#kernel/civil-date.ts';

function cell(text: string, kind: CellKind = 'text', number = Number.NaN): Cell {
  return { kind, text, number, isFormula: false };
}

describe('an amount', () => {
  test.each([
    ['8590.94', 859_094],
    ['8,590.94', 859_094],
    ['-8590.94', -859_094],
    ['０.０５', 5],
    ['¥ 80', 8_000],
    ['0.29', 29],
    ['5000000000.00', 500_000_000_000],
    ['5000000000.01', undefined],
    ['8590.945', undefined],
    ['1.4E+17', undefined],
    ['免费', undefined],
    ['8590.94.1', undefined],
    ['NaN', undefined],
  ])('%s', (text, fen) => {
    expect(parseAmountCell(cell(text))).toBe(fen);
  });

  test('a number’s binary noise is cut behind the fifteenth digit, what a person typed is not', () => {
    expect(parseAmountCell(cell('0.30000000000000004', 'number', 0.1 + 0.2))).toBe(30);
    expect(parseAmountCell(cell('8590.940000000001', 'number', 8590.940000000001))).toBe(859_094);
    expect(parseAmountCell(cell('8590.945', 'number', 8590.945))).toBeUndefined();
    expect(parseAmountCell(cell('1.4E+17', 'number', 1.4e17))).toBeUndefined();
  });

  test('dates, truth values and errors are no amounts', () => {
    expect(parseAmountCell(cell('2025-08-01', 'date', 45_870))).toBeUndefined();
    expect(parseAmountCell(cell('TRUE', 'boolean'))).toBeUndefined();
  });
});

describe('a date', () => {
  test.each([
    '2025-08-01',
    '20250801',
    '2025/8/1',
    '2025.8.1',
    '2025年8月1日',
    '2025年08月01日 10:00',
    '2025-08-01 10:00:00',
    '2025-08-01T10:00:00.000',
    '20250801100000',
    '20250801 10:00:00',
    '２０２５－０８－０１',
  ])('%s', (text) => {
    expect(formatDate(parseDateCell(cell(text)))).toBe('2025-08-01');
  });

  test.each([
    '2025-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-08-32',
    '2025/8-1',
    '2025年8月1',
    '8/1/2025',
    '2025-08',
    '45870',
    '2025-08-01 24:00:00',
    '2025-08-01T23:00:00Z',
    '0025-08-01',
    '2125-08-01',
    '昨天',
  ])('%s is none', (text) => {
    expect(parseDateCell(cell(text))).toBeNaN();
  });

  test('a leap day', () => {
    expect(formatDate(parseDateCell(cell('2024-02-29')))).toBe('2024-02-29');
  });
});

describe('a share', () => {
  test.each([
    ['0.9000', 9_000],
    ['0.85', 8_500],
    ['.85', undefined],
    ['90%', 9_000],
    ['90', 9_000],
    ['85.50', 8_550],
    ['1', 10_000],
    ['100', 10_000],
    ['101', undefined],
    ['1.5', undefined],
    ['0', undefined],
    ['0.0000', undefined],
    ['0.85555', undefined],
    ['', undefined],
    ['约九成', undefined],
  ])('%s', (text, basisPoints) => {
    expect(parseShareCell(cell(text))).toBe(basisPoints);
  });
});
