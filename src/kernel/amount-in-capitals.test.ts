import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInCapitals, LARGEST_FEN_IN_CAPITALS } from '#kernel/amount-in-capitals.ts';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const UNIT_VALUES: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1000 };

/** Reads capitals back by another way than they were written: value by value, zeros ignored. */
function readCapitals(text: string): number {
  let fen = 0;
  let yuan = 0;
  let section = 0;
  let digit = 0;
  for (const character of text.replace('人民币', '')) {
    const unit = UNIT_VALUES[character];
    if (DIGITS.includes(character)) {
      digit = DIGITS.indexOf(character);
    } else if (unit !== undefined) {
      section += digit * unit;
      digit = 0;
    } else if (character === '万' || character === '亿') {
      yuan += (section + digit) * (character === '万' ? 10_000 : 100_000_000);
      section = 0;
      digit = 0;
    } else if (character === '元') {
      fen += (yuan + section + digit) * 100;
      digit = 0;
    } else if (character === '角' || character === '分') {
      fen += digit * (character === '角' ? 10 : 1);
      digit = 0;
    }
  }
  return fen;
}

/** As often small as large, and full of zeros as often as not. */
const AMOUNT = fc.oneof(
  fc.integer({ min: 0, max: LARGEST_FEN_IN_CAPITALS }),
  fc.integer({ min: 0, max: 1_000_000 }),
  fc
    .array(fc.constantFrom('0', '0', '1', '7'), { minLength: 1, maxLength: 14 })
    .map((digits) => Number(digits.join(''))),
);

describe('amountInCapitals', () => {
  it.each([
    // the examples of 支付结算办法
    [140_950, '壹仟肆佰零玖元伍角整'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元零叁角贰分'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    // whole yuan
    [0, '零元整'],
    [100, '壹元整'],
    [1_000, '壹拾元整'],
    [1_100, '壹拾壹元整'],
    [10_100, '壹佰零壹元整'],
    [11_000, '壹佰壹拾元整'],
    [100_100, '壹仟零壹元整'],
    [101_000, '壹仟零壹拾元整'],
    [1_000_000, '壹万元整'],
    [1_000_100, '壹万零壹元整'],
    [1_100_000, '壹万壹仟元整'],
    [10_000_000, '壹拾万元整'],
    [10_010_000, '壹拾万零壹佰元整'],
    [200_500_000, '贰佰万伍仟元整'],
    [200_050_000, '贰佰万零伍佰元整'],
    [1_010_000_000, '壹仟零壹拾万元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_000_500_000, '壹亿零伍仟元整'],
    [10_001_000_000, '壹亿零壹万元整'],
    [10_100_000_000, '壹亿零壹佰万元整'],
    [11_000_000_000, '壹亿壹仟万元整'],
    [100_010_000_100, '壹拾亿零壹拾万零壹元整'],
    [1_000_000_000_000, '壹佰亿元整'],
    [999_999_999_999, '玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
    [10_000_000_000_000, '壹仟亿元整'],
    [99_999_999_999_999, '玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
    // jiao and fen
    [1, '壹分'],
    [10, '壹角整'],
    [11, '壹角壹分'],
    [101, '壹元零壹分'],
    [110, '壹元壹角整'],
    [1_010, '壹拾元零壹角整'],
    [1_001, '壹拾元零壹分'],
    [10_050, '壹佰元零伍角整'],
    [10_550, '壹佰零伍元伍角整'],
    [1_000_001, '壹万元零壹分'],
  ])('writes %i fen as 人民币%s', (fen, capitals) => {
    expect(amountInCapitals(fen)).toBe(`人民币${capitals}`);
  });

  it('writes what can be read back', () => {
    fc.assert(
      fc.property(AMOUNT, (fen) => {
        expect(readCapitals(amountInCapitals(fen))).toBe(fen);
      }),
      { numRuns: 2000 },
    );
  });

  it('never writes 零 twice running, before a unit, at the start or at the end', () => {
    fc.assert(
      fc.property(
        AMOUNT.filter((fen) => fen > 0),
        (fen) => {
          expect(amountInCapitals(fen)).not.toMatch(/零零|零[拾佰仟万亿元角分整]|^人民币零|零$|亿万/);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('ends on 整 exactly where there are no fen', () => {
    fc.assert(
      fc.property(AMOUNT, (fen) => {
        expect(amountInCapitals(fen).endsWith('整')).toBe(fen % 10 === 0);
      }),
    );
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, LARGEST_FEN_IN_CAPITALS + 1])('throws for %d', (fen) => {
    expect(() => amountInCapitals(fen)).toThrow(RangeError);
  });
});
