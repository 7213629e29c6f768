import { describe, expect, test } from 'vitest';
import { type Amounts, checkFigures } from '#intake/settlements/check-figures.ts';

/** The real 2304 reply of the reference page §1.3. */
const REPLY: Amounts = {
  billedTotal: 579_253,
  nonCovered: 29_620,
  overLimit: 0,
  upfrontCostSharing: 52_261,
  eligibleExpense: 497_372,
  poolingFundPaid: 310_654,
  fundTotal: 310_654,
  personalTotal: 268_599,
  accountPaid: 68_599,
  cashPaid: 200_000,
};

const fields = (amounts: Amounts): readonly string[] => checkFigures(amounts).map(({ field }) => field);

describe('the identities of a settlement', () => {
  test('hold on the real reply', () => {
    expect(checkFigures(REPLY)).toEqual([]);
  });

  test('I1: one fen off in the bill, and the sentence gives both sums', () => {
    expect(checkFigures({ ...REPLY, nonCovered: 29_621 })).toEqual([
      {
        field: 'billedTotal',
        message:
          '总费用 5792.53 元，全自费、超限价自费、先行自付与范围内费用之和却是 5792.54 元，相差 0.01 元；请向医保经办机构核对这一笔，或重新导出',
      },
    ]);
  });

  test('I2: fund and person don’t make the whole', () => {
    expect(fields({ ...REPLY, personalTotal: 268_600, cashPaid: 200_001 })).toEqual(['billedTotal']);
  });

  test('I3: a fund that isn’t in the total, and one that the file has no column for', () => {
    expect(fields({ ...REPLY, civilServantPaid: 100 })).toEqual(['fundTotal']);
    expect(fields({ ...REPLY, fundTotal: 310_754, personalTotal: 268_499, cashPaid: 199_900 })).toEqual(['fundTotal']);
  });

  test('I4: cash and account don’t make the person’s part', () => {
    expect(fields({ ...REPLY, cashPaid: 200_001 })).toEqual(['personalTotal']);
  });

  test('a person’s part that is empty or 0 is computed from cash and account', () => {
    const { personalTotal: _, ...without } = REPLY;
    expect(checkFigures(without)).toEqual([]);
    expect(checkFigures({ ...REPLY, personalTotal: 0 })).toEqual([]);
    expect(fields({ ...without, cashPaid: 200_001 })).toEqual(['billedTotal']);
  });

  test('Zhuhai’s custom: the account stands inside the funds’ total', () => {
    const zhuhai = { ...REPLY, fundTotal: 379_253, personalTotal: 200_000 };
    expect(checkFigures(zhuhai)).toEqual([]);
    expect(checkFigures({ ...zhuhai, personalTotal: 268_599 })).toEqual([]);
  });

  test('the hospital’s part, and a family member’s account inside or beside', () => {
    expect(checkFigures({ ...REPLY, hospitalPaid: 10_000, personalTotal: 258_599, cashPaid: 190_000 })).toEqual([]);
    expect(checkFigures({ ...REPLY, mutualAccountPaid: 10_000 })).toEqual([]);
    expect(checkFigures({ ...REPLY, mutualAccountPaid: 10_000, cashPaid: 190_000 })).toEqual([]);
  });

  test('nothing is checked that isn’t there', () => {
    expect(checkFigures({})).toEqual([]);
    expect(checkFigures({ billedTotal: 1, fundTotal: 5 })).toEqual([]);
  });
});
