import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatYuan, isFen, LARGEST_FEN, multiplyRoundingHalfUp, parseYuan, plainYuan } from '#kernel/money.ts';

const AMOUNT = fc.oneof(fc.integer({ min: 0, max: LARGEST_FEN }), fc.integer({ min: 0, max: 100_000 }));

/** Half up by whole numbers of any size: twice the remainder against the divisor. */
function exactly(amount: number, numerator: number, denominator: number): number {
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const quotient = product / divisor;
  return Number((product % divisor) * 2n >= divisor ? quotient + 1n : quotient);
}

describe('isFen', () => {
  it('takes whole amounts from nothing to the largest', () => {
    expect([0, 1, LARGEST_FEN].every(isFen)).toBe(true);
  });

  it('refuses anything else', () => {
    const others = [-1, 0.5, LARGEST_FEN + 1, Number.NaN, Number.POSITIVE_INFINITY, '1', 1n, null, undefined, {}];
    expect(others.some(isFen)).toBe(false);
  });
});

describe('multiplyRoundingHalfUp', () => {
  it.each([
    [106_718, 6_000, 10_000, 64_031],
    [0, 6_000, 10_000, 0],
    [1, 5_000, 10_000, 1],
    [1, 4_999, 10_000, 0],
    [3, 5_000, 10_000, 2],
    [5, 5_000, 10_000, 3],
    [1, 1, 3, 0],
    [2, 1, 3, 1],
    [1, 1, 2, 1],
    [7, 0, 5, 0],
    [100, 15, 365, 4],
  ])('makes %i × %i ÷ %i to %i', (amount, numerator, denominator, result) => {
    expect(multiplyRoundingHalfUp(amount, numerator, denominator)).toBe(result);
  });

  it('agrees with arithmetic on whole numbers of any size', () => {
    const share = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(AMOUNT, share, fc.integer({ min: 1, max: 1_000_000 }), (amount, numerator, denominator) => {
        expect(multiplyRoundingHalfUp(amount, numerator, denominator)).toBe(exactly(amount, numerator, denominator));
      }),
      { numRuns: 5000 },
    );
  });

  it('agrees with it on either side of 2^53', () => {
    const near = fc.integer({ min: -3, max: 3 });
    const denominator = fc.integer({ min: 2, max: 10_000 });
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 100_000 }), near, denominator, (numerator, offset, divisor) => {
        const amount = Math.floor(2 ** 53 / numerator) + offset;
        expect(multiplyRoundingHalfUp(amount, numerator, divisor)).toBe(exactly(amount, numerator, divisor));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the exact half upwards where a product beyond 2^53 would have lost it', () => {
    // 900,719,925,475 × 10,001 = 9,008,099,974,675,475 > 2^53 = 9,007,199,254,740,992
    expect(multiplyRoundingHalfUp(900_719_925_475, 10_001, 10_000)).toBe(900_809_997_468);
    expect(multiplyRoundingHalfUp(499_999_999_999, 100_001, 200_002)).toBe(250_000_000_000);
  });

  it('gives the whole for the whole', () => {
    fc.assert(
      fc.property(AMOUNT, fc.integer({ min: 1, max: 1_000_000 }), (amount, whole) => {
        expect(multiplyRoundingHalfUp(amount, whole, whole)).toBe(amount);
      }),
    );
  });
});

describe('formatYuan and plainYuan', () => {
  it.each([
    [0, '0.00', '0.00'],
    [1, '0.01', '0.01'],
    [10, '0.10', '0.10'],
    [99_999, '999.99', '999.99'],
    [100_000, '1,000.00', '1000.00'],
    [540_000, '5,400.00', '5400.00'],
    [100_000_000, '1,000,000.00', '1000000.00'],
    [LARGEST_FEN, '5,000,000,000.00', '5000000000.00'],
    [-1, '-0.01', '-0.01'],
    [-12_345_678, '-123,456.78', '-123456.78'],
    [-0, '0.00', '0.00'],
  ])('write %i fen', (fen, grouped, plain) => {
    expect(formatYuan(fen)).toBe(grouped);
    expect(plainYuan(fen)).toBe(plain);
  });

  it('write what parseYuan reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -LARGEST_FEN, max: LARGEST_FEN }), (fen) => {
        expect(parseYuan(formatYuan(fen))).toBe(fen);
        expect(parseYuan(plainYuan(fen))).toBe(fen);
      }),
    );
  });
});

describe('parseYuan', () => {
  it.each([
    ['8590.94', 859_094],
    ['8,590.94', 859_094],
    ['+18320.00', 1_832_000],
    ['-18,320.00', -1_832_000],
    ['¥ 80', 8_000],
    ['￥80.5', 8_050],
    ['-¥80', -8_000],
    ['¥-80', -8_000],
    ['80元', 8_000],
    ['80 元', 8_000],
    ['８，５９０．９４', 859_094],
    ['\u3000 80.00\u00a0\t', 8_000],
    ['0', 0],
    ['-0.00', 0],
    ['007', 700],
    ['1.5000', 150],
    ['0.29', 29],
    ['1.15', 115],
    ['5000000000.00', LARGEST_FEN],
    ['1,234,567.8', 123_456_780],
  ])('reads %j', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  it.each([
    '',
    ' ',
    '元',
    '¥',
    '-',
    '.',
    '.5',
    '5.',
    '1.005',
    '1..5',
    '1.2.3',
    '1,23',
    '12,34.56',
    '1234,567',
    ',123',
    '1,234,',
    '1 2',
    '1 234.00',
    '8¥0',
    '80¥',
    '--80',
    '+-80',
    '¥¥80',
    '80元元',
    '80-',
    '80①',
    '5²',
    '½',
    '８十',
    '八十',
    '1e3',
    '1E+17',
    '0x10',
    'NaN',
    'Infinity',
    '5000000000.01',
    '-5000000000.01',
    '99999999999999999999',
    '9'.repeat(400),
    '(80.00)',
    '80%',
    '80\u0000',
  ])('says that %j is no amount', (text) => {
    expect(parseYuan(text)).toBeUndefined();
  });

  it('takes a cell of a hundred thousand characters in its stride', () => {
    for (const unit of ['1', ' ', ',111', '.0', '1.0', '+ ', '0']) {
      expect(parseYuan(`${unit.repeat(100_000)}x`)).toBeUndefined();
    }
  });
});
