import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deriveAboveCeiling } from '#intake/settlements/derive-above-ceiling.ts';

function derive(
  eligibleExpense: number,
  poolingFundPaid: number,
  shareBasisPoints: number | undefined,
): number | undefined {
  return deriveAboveCeiling({ eligibleExpense, deductible: 90_000, poolingFundPaid, shareBasisPoints });
}

describe('the part above the ceiling', () => {
  test.each([
    ['the fund paid its share: nothing', 1_090_000, 900_000, 9_000, 0],
    ['one fen less is rounding: nothing', 1_090_000, 899_999, 9_000, 0],
    ['more than one fen less: the fund stopped', 1_090_000, 899_998, 9_000, 2],
    ['one fen more: nothing', 1_090_000, 900_001, 9_000, 0],
    ['much more is 保底报销: nothing', 1_090_000, 1_000_000, 9_000, 0],
    ['a fifth of the expense lies above', 1_090_000, 720_000, 9_000, 200_000],
    ['the ceiling was used up before: all of it', 1_090_000, 0, 9_000, 1_000_000],
    ['the fund bears all below its ceiling', 1_090_000, 800_000, 10_000, 200_000],
    ['parts of a fen are the member’s', 1_090_001, 720_000, 9_000, 200_001],
    ['the shortfall’s own part of a fen is dropped', 544_109, 290_630, 8_000, 90_821],
    ['no share', 1_090_000, 720_000, undefined, undefined],
    ['share 0', 1_090_000, 720_000, 0, undefined],
    ['share above the whole', 1_090_000, 720_000, 10_001, undefined],
    ['nothing above the deductible, share or not', 90_000, 0, undefined, 0],
    ['less than the deductible', 50_000, 0, 9_000, 0],
  ])('%s', (_, eligibleExpense, poolingFundPaid, share, expected) => {
    expect(derive(eligibleExpense, poolingFundPaid, share)).toBe(expected);
  });

  test('is exact for the largest amounts', () => {
    const largest = 500_000_000_000;
    expect(
      deriveAboveCeiling({ eligibleExpense: largest, deductible: 0, poolingFundPaid: 1, shareBasisPoints: 9_999 }),
    ).toBe(largest - 2);
  });

  test.runIf(existsSync('../shared/data/cases-sample.jsonl'))(
    'agrees with the sample cases to the fund’s own rounding, and to the fen in four of five',
    () => {
      let above = 0;
      let exact = 0;
      for (const line of readFileSync('../shared/data/cases-sample.jsonl', 'utf8').split('\n')) {
        const settlement = line.startsWith('{') ? JSON.parse(line).claim?.settlement : undefined;
        if (!(settlement?.aboveCeiling > 0 && settlement.poolingFundPaid > 0)) continue;
        const { eligibleExpense, deductible, aboveCeiling, poolingFundPaid } = settlement;
        const band = eligibleExpense - deductible - aboveCeiling;
        const shareBasisPoints = Math.round((poolingFundPaid / band) * 100) * 100;
        const derived = deriveAboveCeiling({ eligibleExpense, deductible, poolingFundPaid, shareBasisPoints }) ?? -1;
        expect(derived).toBeGreaterThanOrEqual(aboveCeiling);
        expect(derived).toBeLessThanOrEqual(aboveCeiling + 1);
        above++;
        if (derived === aboveCeiling) exact++;
      }
      expect(above).toBeGreaterThan(40);
      expect(exact / above).toBeGreaterThan(0.8);
    },
  );
});
